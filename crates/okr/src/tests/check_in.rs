//! Tests of check-ins and corrections.

use super::check_in;
use crate::fixtures::*;
use crate::{CheckInId, Command, Field, KeyResultId, Note, Phase, Reading, Refusal, Thing, Ticks};

fn correct(fixture: &mut Fixture, key_result: KeyResultId, wrong: CheckInId, reading: Reading) -> Command {
    let (id, note) = (CheckInId(fixture.fresh()), Note::default());
    Command::Correct { id, wrong, key_result, reading, confidence: 8, note }
}

#[test]
fn a_check_in_becomes_the_last_point_of_its_key_result() {
    let mut aurora = Fixture::aurora();
    let id = aurora.report(MEMBER, OUTAGES, Reading::Number(75.5), 8);
    let last = aurora.board.key_result(OUTAGES).unwrap().last().unwrap();
    assert_eq!((last.check_in, last.at, last.by), (id, aurora.at.now, Some(MEMBER)));
    assert_eq!((&last.reading, last.confidence, last.imported), (&Reading::Number(75.5), Some(8), false));
}

#[test]
fn a_reading_is_of_the_kind_of_its_measure() {
    let mut aurora = Fixture::aurora();
    for (person, key_result, reading) in [
        (MEMBER, OUTAGES, Reading::Done(true)),
        (LEAD, UPTIME, Reading::Steps(Ticks::by_place([true]))),
        (LEAD, MOVE, Reading::Steps(Ticks::by_place([true; 4]))),
        (LEAD, MOVE, Reading::Number(0.5)),
        (OWNER, HANDBOOK, Reading::Number(1.0)),
    ] {
        let command = check_in(&mut aurora, key_result, reading, 8);
        assert_eq!(aurora.refused(person, command), Refusal::WrongReading);
    }
}

#[test]
fn no_number_leaves_the_finite_ones() {
    let mut aurora = Fixture::aurora();
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let command = check_in(&mut aurora, OUTAGES, Reading::Number(value), 8);
        assert_eq!(aurora.refused(MEMBER, command), Refusal::NotANumber { field: Field::Value });
    }
    let command = check_in(&mut aurora, OUTAGES, Reading::Number(1e300), 8);
    assert_eq!(aurora.refused(MEMBER, command), Refusal::OutOfRange { field: Field::Value, least: -1e15, most: 1e15 });
}

#[test]
fn confidence_ends_at_ten() {
    let mut aurora = Fixture::aurora();
    let command = check_in(&mut aurora, OUTAGES, Reading::Number(75.0), 11);
    assert_eq!(aurora.refused(MEMBER, command), Refusal::OutOfRange { field: Field::Confidence, least: 0.0, most: 10.0 });
}

#[test]
fn a_draft_takes_no_check_ins() {
    let mut aurora = Fixture::aurora();
    let command = check_in(&mut aurora, MINUTES, Reading::Number(20.0), 8);
    assert_eq!(aurora.refused(MEMBER, command), Refusal::StillDraft { objective: DRAFT });
}

#[test]
fn readings_are_reported_while_the_cycle_runs_and_while_it_is_scored() {
    let mut aurora = Fixture::aurora();
    aurora.at = noon(day(2026, 12, 31));
    let report = |aurora: &mut Fixture| {
        let command = check_in(aurora, OUTAGES, Reading::Number(60.0), 9);
        aurora.ask(crate::Actor::Person(MEMBER), command).map(drop)
    };
    assert_eq!(report(&mut aurora), Ok(()));
    aurora.does(EXECUTIVE, Command::MovePhase { cycle: QUARTER, to: Phase::Scoring, reason: String::new() });
    assert_eq!(report(&mut aurora), Ok(()));
    aurora.does(EXECUTIVE, Command::MovePhase { cycle: QUARTER, to: Phase::Closed, reason: String::new() });
    assert_eq!(report(&mut aurora), Err(Refusal::CycleClosed { cycle: QUARTER }));
}

#[test]
fn nothing_is_reported_in_planning() {
    let mut aurora = Fixture::aurora();
    let (id, key_result) = (crate::ObjectiveId(aurora.fresh()), KeyResultId(aurora.fresh()));
    aurora.does(OWNER, Command::CreateObjective { id, cycle: NEXT_QUARTER, draft: super::sales_draft("Porto, too") });
    let draft = super::metric_draft("10 customers", OWNER);
    aurora.does(OWNER, Command::CreateKeyResult { id: key_result, objective: id, draft, reason: String::new() });
    aurora.does(EXECUTIVE, Command::Publish { id });
    let command = check_in(&mut aurora, key_result, Reading::Number(1.0), 9);
    assert_eq!(aurora.refused(OWNER, command), Refusal::WrongPhase { cycle: NEXT_QUARTER, is: Phase::Planning });
}

#[test]
fn an_id_is_used_once() {
    let mut aurora = Fixture::aurora();
    let id = aurora.report(MEMBER, OUTAGES, Reading::Number(75.0), 8);
    let again =
        Command::CheckIn { id, key_result: OUTAGES, reading: Reading::Number(70.0), confidence: 8, note: Note::default() };
    assert_eq!(aurora.refused(MEMBER, again), Refusal::Taken(Thing::CheckIn(id)));
}

#[test]
fn a_correction_stands_where_the_wrong_one_stood_in_time() {
    let mut aurora = Fixture::aurora();
    let before = aurora.board.key_result(OUTAGES).unwrap().series.clone();
    aurora.at = noon(day(2026, 11, 5));
    let command = correct(&mut aurora, OUTAGES, before[1].check_in, Reading::Number(88.0));
    let events = aurora.does(MEMBER, command);
    let [crate::Event::Corrected { check_in, .. }] = events.as_slice() else { panic!("one correction, one event") };
    assert_eq!(check_in.point.at, before[1].at, "whoever reads the journal need not know the board");
    let after = &aurora.board.key_result(OUTAGES).unwrap().series;
    assert_eq!((after.len(), after[1].at, &after[1].reading), (before.len(), before[1].at, &Reading::Number(88.0)));
    assert_eq!((&after[0], &after[2]), (&before[0], &before[2]));
}

#[test]
fn what_was_corrected_is_corrected_through_its_correction() {
    let mut aurora = Fixture::aurora();
    let wrong = aurora.report(MEMBER, OUTAGES, Reading::Number(7.0), 8);
    let command = correct(&mut aurora, OUTAGES, wrong, Reading::Number(70.0));
    aurora.does(MEMBER, command);
    let again = correct(&mut aurora, OUTAGES, wrong, Reading::Number(71.0));
    assert_eq!(aurora.refused(MEMBER, again), Refusal::AlreadyCorrected { check_in: wrong });
    let correction = aurora.board.key_result(OUTAGES).unwrap().last().unwrap().check_in;
    let through = correct(&mut aurora, OUTAGES, correction, Reading::Number(71.0));
    aurora.does(MEMBER, through);
    assert_eq!(aurora.board.key_result(OUTAGES).unwrap().last().unwrap().reading, Reading::Number(71.0));
}

#[test]
fn what_came_before_is_told_with_a_check_in() {
    let mut aurora = Fixture::aurora();
    let command = check_in(&mut aurora, OUTAGES, Reading::Number(70.0), 3);
    let events = aurora.does(MEMBER, command);
    let [crate::Event::CheckedIn { before, .. }] = events.as_slice() else { panic!("one check-in, one event") };
    assert_eq!(*before, Some((Reading::Number(80.0), Some(8))));
}
