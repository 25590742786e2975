//! Cycles and their phases.

use super::because;
use crate::fixtures::*;
use crate::{Actor, Command, CycleId, Phase, Refusal, Thing};

fn to(cycle: CycleId, to: Phase) -> Command {
    Command::MovePhase { cycle, to, reason: String::new() }
}

/// Closes a cycle on its last day.
pub(super) fn close(fixture: &mut Fixture, cycle: CycleId) {
    fixture.at = noon(fixture.board.cycle(cycle).unwrap().last_day);
    fixture.does(PROGRAMME_OFFICE, to(cycle, Phase::Scoring));
    fixture.does(PROGRAMME_OFFICE, to(cycle, Phase::Closed));
}

#[test]
fn a_cycle_goes_from_planning_through_running_and_scoring_to_closed() {
    let mut aurora = Fixture::aurora();
    aurora.does(PROGRAMME_OFFICE, to(NEXT_QUARTER, Phase::Running));
    close(&mut aurora, NEXT_QUARTER);
    let cycle = aurora.board.cycle(NEXT_QUARTER).unwrap();
    assert_eq!((cycle.phase, cycle.phase_since), (Phase::Closed, hour(day(2027, 3, 31), 12)));
}

#[test]
fn nothing_is_scored_before_the_last_day() {
    let mut aurora = Fixture::aurora();
    aurora.at = noon(day(2026, 12, 30));
    let refusal = aurora.refused(PROGRAMME_OFFICE, to(QUARTER, Phase::Scoring));
    assert_eq!(refusal, Refusal::StillRunning { until: day(2026, 12, 31) });
    aurora.at = noon(day(2026, 12, 31));
    aurora.does(PROGRAMME_OFFICE, to(QUARTER, Phase::Scoring));
}

#[test]
fn no_phase_is_skipped_and_none_comes_back() {
    let mut aurora = Fixture::aurora();
    for (cycle, wanted, is) in [
        (NEXT_QUARTER, Phase::Scoring, Phase::Planning),
        (NEXT_QUARTER, Phase::Closed, Phase::Planning),
        (QUARTER, Phase::Planning, Phase::Running),
        (QUARTER, Phase::Running, Phase::Running),
        (QUARTER, Phase::Closed, Phase::Running),
    ] {
        assert_eq!(aurora.refused(EXECUTIVE, to(cycle, wanted)), Refusal::WrongPhase { cycle, is });
    }
}

#[test]
fn opening_a_closed_cycle_again_takes_an_executive_and_a_reason() {
    let mut aurora = Fixture::aurora();
    close(&mut aurora, QUARTER);
    let again = Command::MovePhase { cycle: QUARTER, to: Phase::Scoring, reason: because() };
    let refused = Err(Refusal::NotAllowed { action: crate::Action::RunRhythm });
    assert_eq!(aurora.ask(Actor::Person(PROGRAMME_OFFICE), again.clone()), refused);
    assert_eq!(aurora.ask(Actor::CommandLine, again.clone()), refused);
    assert_eq!(aurora.refused(EXECUTIVE, to(QUARTER, Phase::Scoring)), Refusal::ReasonOwed);
    aurora.does(EXECUTIVE, again);
    assert_eq!(aurora.board.cycle(QUARTER).unwrap().phase, Phase::Scoring);
}

#[test]
fn a_cycle_has_a_name_of_its_own_and_ends_after_it_begins() {
    let mut aurora = Fixture::aurora();
    let open = |id, name: &str, first_day, last_day| {
        let (name, parent) = (name.to_owned(), Some(YEAR));
        Command::OpenCycle { id, name, first_day, last_day, parent }
    };
    let (first, last, id) = (day(2026, 7, 1), day(2026, 9, 30), CycleId(aurora.fresh()));
    assert_eq!(aurora.refused(EXECUTIVE, open(QUARTER, "2026 Q3", first, last)), Refusal::Taken(Thing::Cycle(QUARTER)));
    assert_eq!(aurora.refused(EXECUTIVE, open(id, " 2026 Q4 ", first, last)), Refusal::NameTaken { name: "2026 Q4".into() });
    assert_eq!(aurora.refused(EXECUTIVE, open(id, "2026 Q3", last, first)), Refusal::DatesCrossed);
    for alike in ["2026 q4", "2026\u{a0}Q4", "2026  Q4"] {
        let taken = Refusal::NameTaken { name: "2026 Q4".into() };
        assert_eq!(aurora.refused(EXECUTIVE, open(id, alike, first, last)), taken, "{alike:?}");
    }
    aurora.does(EXECUTIVE, open(id, "2026 Q3", first, last));
}

#[test]
fn a_cycle_may_last_one_day_and_at_most_five_years_of_our_time() {
    let mut aurora = Fixture::aurora();
    let open = |id, first_day, last_day| Command::OpenCycle {
        id,
        name: format!("{first_day} to {last_day}"),
        first_day,
        last_day,
        parent: None,
    };
    let id = CycleId(aurora.fresh());
    let years = Refusal::YearsOutOfRange { first: 1970, last: 2200 };
    for (first, last, refusal) in [
        (day(2026, 1, 1), day(9999, 12, 31), years.clone()),
        (day(1, 1, 1), day(2026, 12, 31), years.clone()),
        (day(1969, 12, 31), day(1970, 3, 31), years),
        (day(2026, 1, 1), day(2031, 1, 1), Refusal::CycleTooLong { years: 5 }),
    ] {
        assert_eq!(aurora.refused(EXECUTIVE, open(id, first, last)), refusal, "{first} to {last}");
    }
    for (first, last) in [(day(2026, 11, 30), day(2026, 11, 30)), (day(2026, 1, 1), day(2030, 12, 31))] {
        let id = CycleId(aurora.fresh());
        aurora.does(EXECUTIVE, open(id, first, last));
    }
}

#[test]
fn a_cycle_lies_within_the_one_above_it() {
    let mut aurora = Fixture::aurora();
    let open = |id, first_day, last_day| {
        let (name, parent) = (format!("{first_day} to {last_day}"), Some(YEAR));
        Command::OpenCycle { id, name, first_day, last_day, parent }
    };
    let id = CycleId(aurora.fresh());
    let outside = Refusal::OutsideParent { parent: YEAR, first_day: day(2026, 1, 1), last_day: day(2026, 12, 31) };
    assert_eq!(aurora.refused(EXECUTIVE, open(id, day(2025, 12, 29), day(2026, 3, 29))), outside);
    assert_eq!(aurora.refused(EXECUTIVE, open(id, day(2026, 11, 1), day(2027, 1, 31))), outside);
    aurora.does(EXECUTIVE, open(id, day(2026, 1, 1), day(2026, 12, 31)));
}
