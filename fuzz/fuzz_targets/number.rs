//! Any text typed as a number: every meaning is finite, and survives formatting and parsing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okr::decimal::{clear, parse, read, written};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (typed, unit) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(readings) = read(typed, unit) {
        for value in [Some(readings.plain), readings.other].into_iter().flatten() {
            assert!(value.is_finite());
            assert_eq!(read(&written(value), "").map(|again| again.plain), Ok(value), "{typed:?}");
            assert_eq!(parse(&clear(value), ""), Ok(value), "{typed:?}");
        }
    }
});
