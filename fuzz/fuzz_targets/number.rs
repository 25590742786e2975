//! Whatever is typed as a number: what is read is finite, and read again as the same from how it would be written.
#![no_main]

use app::forms::number::{parse, written};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (typed, unit) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(value) = parse(typed, unit) {
        assert!(value.is_finite());
        assert_eq!(parse(&written(value), ""), Ok(value), "{typed:?}");
    }
});
