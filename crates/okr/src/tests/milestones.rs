//! Ticks belong to steps, not to positions.

use uuid::Uuid;

use super::{because, edit_key_result, import};
use crate::fixtures::*;
use crate::import::Content;
use crate::{
    Actor, Command, KeyResult, KeyResultDraft, KeyResultId, Measure, Milestone, MilestoneId, Parent, Reading, Refusal, Ticks,
};

const SIGNED: &str = "Contract signed";

/// Three steps of which the first, [`SIGNED`], is done: 33 %.
fn a_third_is_done() -> Fixture {
    let mut aurora = Fixture::aurora();
    let steps = [SIGNED, "Built", "Opened"].map(|name| Milestone::new(name, 1.0, None));
    with_steps(&mut aurora, Measure::milestones(steps.into()));
    aurora.report(LEAD, MOVE, Reading::Steps(Ticks::by_place([true, false, false])), 8);
    aurora
}

fn with_steps(aurora: &mut Fixture, measure: Measure) {
    let draft = KeyResultDraft { measure, ..KeyResultDraft::of(standing(aurora)) };
    aurora.does(LEAD, edit_key_result(MOVE, draft, "The plan is another"));
}

fn standing(aurora: &Fixture) -> &KeyResult {
    aurora.board.key_result(MOVE).unwrap()
}

fn steps(key_result: &KeyResult) -> Vec<Milestone> {
    match &key_result.measure {
        Measure::Milestones { steps } => steps.clone(),
        other => panic!("{other:?}"),
    }
}

fn change(aurora: &mut Fixture, how: impl Fn(&mut Vec<Milestone>)) {
    let mut changed = steps(standing(aurora));
    how(&mut changed);
    with_steps(aurora, Measure::Milestones { steps: changed });
}

fn progress(key_result: &KeyResult) -> f64 {
    key_result.measure.progress(key_result.last().map(|point| &point.reading)).unwrap()
}

fn done(key_result: &KeyResult) -> Vec<String> {
    let Some(Reading::Steps(ticks)) = key_result.last().map(|point| point.reading.on(&key_result.measure)) else { return vec![] };
    steps(key_result).into_iter().filter(|step| ticks.is_done(step.id)).map(|step| step.name).collect()
}

fn permit() -> Milestone {
    Milestone { id: MilestoneId(Uuid::from_u128(77)), ..Milestone::new("Permit granted", 3.0, None) }
}

#[test]
fn a_step_that_is_inserted_is_not_done_and_turns_no_other_one_done() {
    let mut aurora = a_third_is_done();
    change(&mut aurora, |steps| steps.insert(0, permit()));
    assert!((progress(standing(&aurora)) - 1.0 / 6.0).abs() < 1e-12);
    assert_eq!(done(standing(&aurora)), [SIGNED]);
}

#[test]
fn a_done_step_that_is_removed_takes_its_tick_along() {
    let mut aurora = a_third_is_done();
    change(&mut aurora, |steps| drop(steps.remove(0)));
    assert!(progress(standing(&aurora)).abs() < 1e-12);
    assert!(done(standing(&aurora)).is_empty());
}

#[test]
fn steps_that_change_places_or_names_stay_as_they_are() {
    let mut aurora = a_third_is_done();
    change(&mut aurora, |steps| steps.reverse());
    assert_eq!(done(standing(&aurora)), [SIGNED]);
    change(&mut aurora, |steps| steps[2].name = "Contract signed by both".into());
    assert_eq!(done(standing(&aurora)), ["Contract signed by both"]);
    assert!((progress(standing(&aurora)) - 1.0 / 3.0).abs() < 1e-12);
}

#[test]
fn two_steps_do_not_share_an_id() {
    let mut aurora = a_third_is_done();
    let mut twice = steps(standing(&aurora));
    twice[1].id = twice[0].id;
    let draft = KeyResultDraft { measure: Measure::Milestones { steps: twice }, ..KeyResultDraft::of(standing(&aurora)) };
    assert_eq!(aurora.refused(LEAD, edit_key_result(MOVE, draft, &because())), Refusal::StepTwice);
}

#[test]
fn a_tick_of_a_step_that_has_gone_meanwhile_is_refused() {
    let mut aurora = a_third_is_done();
    let ticks = Ticks::of(&steps(standing(&aurora)), |_| true);
    change(&mut aurora, |steps| drop(steps.pop()));
    let command = super::check_in(&mut aurora, MOVE, Reading::Steps(ticks), 8);
    assert_eq!(aurora.refused(LEAD, command), Refusal::WrongReading);
}

#[test]
fn what_was_written_before_steps_had_ids_is_known_by_place() {
    let measure: Measure = serde_json::from_str(
        r#"{"kind": "milestones", "steps": [{"name": "Plan", "weight": 1.0, "due": null}, {"name": "Build", "weight": 2.0, "due": null}]}"#,
    )
    .unwrap();
    let reading: Reading = serde_json::from_str(r#"{"steps": [false, true]}"#).unwrap();
    assert_eq!(measure, Measure::milestones(vec![Milestone::new("Plan", 1.0, None), Milestone::new("Build", 2.0, None)]));
    assert_eq!(reading, Reading::Steps(Ticks::by_place([false, true])));
    assert!((measure.progress(Some(&reading)).unwrap() - 2.0 / 3.0).abs() < 1e-12);
    measure.check_reading(&reading).unwrap();

    // The current serialised format, also within a flattened structure.
    let again: Reading = serde_json::from_str(&serde_json::to_string(&reading).unwrap()).unwrap();
    assert_eq!(again, reading);
    let mut aurora = a_third_is_done();
    let id = aurora.report(LEAD, MOVE, reading, 8);
    let entry = aurora.journal.last().unwrap();
    assert_eq!(serde_json::from_str::<crate::Entry>(&serde_json::to_string(entry).unwrap()).unwrap(), *entry, "{id}");
}

/// The row of a key result with steps, each `name:weight:done`.
fn row(steps: &[(&str, f64, bool)]) -> crate::import::Row {
    let milestones = steps.iter().map(|(name, weight, _)| Milestone::new(*name, *weight, None)).collect();
    let mut row = import::k(3, "K", "A", "", "The hall is open", None);
    if let Content::KeyResult { measure, reading, .. } = &mut row.content {
        *measure = Measure::milestones(milestones);
        *reading = Some(Reading::Steps(Ticks::by_place(steps.iter().map(|(_, _, done)| *done))));
    }
    row
}

fn table(steps: &[(&str, f64, bool)]) -> Vec<crate::import::Row> {
    vec![import::o(2, "A", "", "Meridian", "CEO", "Open the second hall"), row(steps)]
}

fn only(fixture: &Fixture) -> &KeyResult {
    fixture.board.key_results.values().next().unwrap()
}

#[test]
fn an_import_knows_steps_again_by_their_names() {
    let mut fixture = import::taken_in(table(&[(SIGNED, 1.0, true), ("Built", 1.0, false), ("Opened", 1.0, false)]));
    let (before, id) = (steps(only(&fixture)), only(&fixture).id);
    assert_eq!(done(only(&fixture)), [SIGNED]);

    let longer = table(&[("Permit granted", 3.0, false), (SIGNED, 1.0, true), ("Built", 1.0, false), ("Opened", 1.0, false)]);
    import::again(&mut fixture, longer.clone()).unwrap();
    let after = steps(only(&fixture));
    assert_eq!(after[1..].iter().map(|step| step.id).collect::<Vec<_>>(), before.iter().map(|step| step.id).collect::<Vec<_>>());
    assert!(before.iter().all(|step| step.id != after[0].id));
    assert!((progress(only(&fixture)) - 1.0 / 6.0).abs() < 1e-12);
    assert_eq!(only(&fixture).series.len(), 1, "nothing new was reported");
    assert_eq!(import::again(&mut fixture, longer), Ok(vec![]));

    // Done manually since, and reordered in the table.
    tick(&mut fixture, id, "Built");
    let moved = table(&[("Opened", 1.0, false), ("Built", 1.0, false), (SIGNED, 1.0, true), ("Permit granted", 3.0, false)]);
    import::again(&mut fixture, moved).unwrap();
    assert_eq!(done(only(&fixture)), ["Built", SIGNED]);

    // A renamed step is a new one, and the row's tick applies to it.
    let renamed = table(&[("Opened", 1.0, false), ("Built", 1.0, true), ("Signed", 1.0, true), ("Permit granted", 3.0, false)]);
    import::again(&mut fixture, renamed).unwrap();
    assert_eq!(done(only(&fixture)), ["Built", "Signed"]);
}

fn tick(fixture: &mut Fixture, id: KeyResultId, name: &str) {
    let key_result = fixture.board.key_result(id).unwrap();
    let was = key_result.last().unwrap().reading.clone();
    let ticks =
        Ticks::of(&steps(key_result), |step| step.name == name || matches!(&was, Reading::Steps(was) if was.is_done(step.id)));
    let (check_in, note) = (fixture.fresh().into(), crate::Note::default());
    let command = Command::CheckIn { id: check_in, key_result: id, reading: Reading::Steps(ticks), confidence: 8, note };
    let owner = fixture.board.objective(fixture.board.key_result(id).unwrap().objective).unwrap().owner;
    fixture.ask(Actor::Person(owner), command).unwrap();
}

#[test]
fn steps_of_one_name_are_told_apart_by_their_order() {
    let mut fixture = import::taken_in(table(&[("Review", 1.0, true), ("Review", 2.0, false)]));
    import::again(&mut fixture, table(&[("Plan", 1.0, false), ("Review", 1.0, true), ("Review", 2.0, false)])).unwrap();
    assert!((progress(only(&fixture)) - 0.25).abs() < 1e-12);
    assert!(fixture.board.aligned_to(Parent::KeyResult(only(&fixture).id)).next().is_none());
}
