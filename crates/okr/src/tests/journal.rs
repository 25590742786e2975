//! Replaying the journal gives the board; so does a snapshot.

use proptest::prelude::*;

use super::random::any_wishes;
use super::{invariants, objective};
use crate::fixtures::*;
use crate::{Board, Command, CycleId, Event, KeyResultId, ObjectiveId, Parent, Snapshot};

fn replayed(fixture: &Fixture) -> Board {
    let mut board = Board::default();
    fixture.journal.iter().for_each(|entry| board.record(entry));
    board
}

/// Serialised and deserialised.
fn sent<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

#[test]
fn the_journal_makes_aurora_again() {
    let aurora = Fixture::aurora();
    assert_eq!(replayed(&aurora), aurora.board);
    let mut heard = Board::default();
    aurora.journal.iter().for_each(|entry| heard.record(&sent(entry)));
    assert_eq!(heard, aurora.board, "also over a wire");
}

#[test]
fn a_board_stands_where_its_last_entry_stands() {
    let aurora = Fixture::aurora();
    assert_eq!(aurora.board.seq, aurora.journal.len() as u64);
}

#[test]
fn a_snapshot_makes_the_board_again() {
    let aurora = Fixture::aurora();
    assert_eq!(Board::from(sent(&Snapshot::from(&aurora.board))), aurora.board);
}

#[test]
fn a_snapshot_of_a_cycle_holds_it_and_what_is_above_and_what_counts_there() {
    let mut aurora = Fixture::aurora();
    let (last_quarter, id) = (CycleId(aurora.fresh()), ObjectiveId(aurora.fresh()));
    let (first_day, last_day) = (day(2026, 7, 1), day(2026, 9, 30));
    let open = Command::OpenCycle { id: last_quarter, name: "2026 Q3".into(), first_day, last_day, parent: Some(YEAR) };
    aurora.does(PROGRAMME_OFFICE, open);
    aurora
        .does(OWNER, Command::CreateObjective { id, cycle: last_quarter, draft: super::sales_draft("Madrid sells on its own") });

    let next = Board::from(Snapshot::of(&aurora.board, NEXT_QUARTER));
    assert!(next.objectives.is_empty() && next.key_results.is_empty());
    assert_eq!((next.people.len(), next.teams.len(), next.cycles.len()), (6, 4, 4));
    let now = Board::from(Snapshot::of(&aurora.board, QUARTER));
    assert_eq!((now.objectives.len(), now.key_results.len()), (8, 12));
    assert!(now.objective(id).is_err());

    aurora.does(OWNER, super::align(id, objective(TRUSTED)));
    let now = Board::from(Snapshot::of(&aurora.board, QUARTER));
    assert!(now.objective(id).is_ok(), "it may count in the year's, which this quarter shows");
    invariants::hold(&now);
}

#[test]
fn an_event_about_something_that_is_not_held_changes_nothing() {
    let mut board = Fixture::aurora().board;
    let before = board.clone();
    let id = ObjectiveId(uuid::Uuid::nil());
    let key_result = KeyResultId(id.0);
    let alignment = before.objective(LISBON).unwrap().parents[0];
    let elsewhere = crate::KeyResult { id: key_result, objective: id, ..before.key_result(CASES).unwrap().clone() };
    let gone = crate::Objective { id, ..before.objective(LISBON).unwrap().clone() };
    board.apply(&Event::Published { id, at: hour(day(2026, 11, 4), 9) });
    board.apply(&Event::Aligned { child: id, alignment, index: 3 });
    board.apply(&Event::Unaligned { child: id, before: alignment, index: 3, reason: String::new() });
    board.apply(&Event::KeyResultCreated { key_result: elsewhere.clone(), reason: String::new() });
    board.apply(&Event::KeyResultDeleted { before: elsewhere, reason: String::new() });
    board.apply(&Event::ObjectiveDeleted { before: gone, reason: String::new() });
    assert_eq!(board, before);
    assert_eq!(board.aligned_to(Parent::Objective(MARKETS)).count(), 1);
}

proptest! {
    #![proptest_config(super::always_the_same(512))]

    #[test]
    fn whatever_is_asked_for_the_board_stays_sound_and_the_journal_makes_it_again(wishes in any_wishes(80)) {
        let mut aurora = Fixture::aurora();
        aurora.at = noon(day(2026, 12, 31));
        for wish in wishes {
            let before = aurora.board.clone();
            if wish.ask(&mut aurora) {
                invariants::edges_are_told_as_they_are(&before, &aurora.journal.last().unwrap().events);
                invariants::hold(&aurora.board);
            } else {
                prop_assert_eq!(&aurora.board, &before);
            }
        }
        prop_assert_eq!(&replayed(&aurora), &aurora.board);
        prop_assert_eq!(&Board::from(sent(&Snapshot::from(&aurora.board))), &aurora.board);
    }
}
