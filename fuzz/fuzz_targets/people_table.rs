//! Any bytes as a table of people are parsed and decided, or give problems.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use okr::fixtures::{ADMIN, Fixture};
use okr::{Actor, Command};
use uuid::Uuid;

static AURORA: LazyLock<Fixture> = LazyLock::new(Fixture::aurora);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(table) = table::read_people(bytes, Uuid::from_u128(1 << 64)) {
        let at = okr::fixtures::noon(okr::fixtures::day(2026, 11, 2));
        let _ = okr::decide(&AURORA.board, Actor::Person(ADMIN), &Command::ImportPeople(table), at);
    }
});
