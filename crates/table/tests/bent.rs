//! Parsing any bytes gives rows, or problems with positions within the file. The result is then decided by the rules.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use okr::fixtures::{ADMIN, EXECUTIVE, Fixture};
use okr::import::Problem;
use okr::{Command, Refusal};
use proptest::prelude::*;
use table::{quarter_of, read, read_people};
use uuid::Uuid;

const OKRS: &str = "type,ref,parent,team,owner,title,measure,baseline,target,milestones,value,confidence\n\
    objective,O1,,Aurora/Sales,Sam,We sell,,,,,,\n\
    key_result,K1,O1,,Mia,\"Sold, from 0 to 9\",metric,0,9,,4,7\n\
    key_result,K2,O1,,,In steps,milestones,,,a:1:yes;b:2:no:2026-11-30,,\n";
const PEOPLE: &str = "name,email,team,leads,roles\n\
    Nora 张,nora@aurora.example,Aurora/Sales;Aurora,,admin;executive\n\
    \"Omar, Jr.\",omar@aurora.example,-,Aurora/New/Newer,-\n";

/// Inputs that are difficult for parsers.
const PIECES: [&str; 16] =
    ["", "\"", "\"\"", ",", "\n", "\r", "\r\n", ";", "/", ":", "*", "\u{feff}", "NaN", "1e999", "-", "\u{0}\u{202e}张"];

/// A text mutated in a few places by insertion, deletion or duplication; or random bytes.
fn bent(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let at = || any::<prop::sample::Index>();
    let bend = (at(), at(), prop::sample::select(&PIECES[..]), any::<Option<u8>>());
    prop::collection::vec(bend, 0..6).prop_map(move |bends| {
        let mut bytes = text.as_bytes().to_vec();
        for (from, to, piece, byte) in bends {
            let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            let new = byte.map_or_else(|| piece.as_bytes().to_vec(), |byte| vec![byte]);
            // Long deletions are rare, because they leave nothing to parse.
            let end = if to % 5 == 0 { to.max(from) } else { (from + to % 4).min(bytes.len()) };
            bytes.splice(from..end, new);
        }
        bytes
    })
}

fn lie_within(problems: &[Problem], bytes: &[u8]) {
    let lines = 1 + bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    assert!(!problems.is_empty());
    assert!(problems.iter().all(|problem| (1..=lines).contains(&(problem.line as usize))), "{problems:?}");
}

/// Decides what was parsed: it is accepted, or its problems are reported; importing it again gives no event.
fn decided(who: okr::PersonId, command: Command, bytes: &[u8]) {
    let mut aurora = Fixture::aurora();
    match aurora.ask(okr::Actor::Person(who), command.clone()) {
        Ok(_) => assert_eq!(aurora.ask(okr::Actor::Person(who), command).unwrap(), []),
        Err(Refusal::Table(problems)) => lie_within(&problems, bytes),
        Err(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bent_table_of_objectives_is_read_or_its_problems_are_named(bytes in bent(OKRS)) {
        match read(&bytes, quarter_of("2026-11-02".parse().unwrap()), Uuid::from_u128(1 << 64)) {
            Ok(table) => decided(EXECUTIVE, Command::Import(table), &bytes),
            Err(problems) => lie_within(&problems, &bytes),
        }
    }

    #[test]
    fn a_bent_table_of_people_is_read_or_its_problems_are_named(bytes in bent(PEOPLE)) {
        match read_people(&bytes, Uuid::from_u128(1 << 64)) {
            Ok(table) => decided(ADMIN, Command::ImportPeople(table), &bytes),
            Err(problems) => lie_within(&problems, &bytes),
        }
    }

    #[test]
    fn any_bytes_at_all_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, quarter_of("2026-11-02".parse().unwrap()), Uuid::nil());
        let _ = read_people(&bytes, Uuid::nil());
    }
}
