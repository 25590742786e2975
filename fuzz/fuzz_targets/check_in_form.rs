//! Any posted check-in form gives a command, or is returned with its problems.
#![no_main]

use std::sync::LazyLock;

use app::i18n::Words;
use libfuzzer_sys::fuzz_target;
use okr::fixtures::{EXECUTIVE, Fixture};
use okr::{Actor, Language};

static AURORA: LazyLock<Fixture> = LazyLock::new(Fixture::aurora);

fuzz_target!(|bytes: &[u8]| {
    let fields: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    for language in [Language::English, Language::Chinese] {
        if let Ok(envelope) = app::forms::check_in::parse(Words(language), &AURORA.board, &fields) {
            let at = okr::fixtures::noon(okr::fixtures::day(2026, 11, 2));
            let _ = okr::decide(&AURORA.board, Actor::Person(EXECUTIVE), &envelope.command, at);
        }
    }
});
