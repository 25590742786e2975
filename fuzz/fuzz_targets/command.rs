//! Any JSON sent as a command is refused, or gives a board with finite numbers.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use okr::fixtures::{ADMIN, EXECUTIVE, Fixture, LEAD, MEMBER, OWNER, PROGRAMME_OFFICE};
use okr::{Actor, Envelope, Standings};

static AURORA: LazyLock<Fixture> = LazyLock::new(Fixture::aurora);

fuzz_target!(|bytes: &[u8]| {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(bytes) else { return };
    let at = okr::fixtures::noon(okr::fixtures::day(2026, 11, 2));
    for who in [EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE, ADMIN] {
        let Ok(events) = okr::decide(&AURORA.board, Actor::Person(who), &envelope.command, at) else { continue };
        let mut board = AURORA.board.clone();
        for event in &events {
            board.apply(event);
        }
        let standings = Standings::of(&board, at);
        let progress = standings.objectives().filter_map(|(_, standing)| standing.progress);
        progress.for_each(|progress| assert!((0.0..=1.0).contains(&progress), "{progress}"));
    }
});
