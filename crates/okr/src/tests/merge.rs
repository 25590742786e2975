//! Concurrent edits: nothing is overwritten silently.

use super::{because, draft_of, key_result_draft_of, objective};
use crate::fixtures::*;
use crate::merge::{Editable as _, Theirs};
use crate::{Command, Event, Field, How, KeyResultDraft, Measure, ObjectiveDraft, PersonDraft, Refusal, TeamDraft};

/// The common initial state.
fn begun() -> (Fixture, ObjectiveDraft) {
    let aurora = Fixture::aurora();
    let base = draft_of(&aurora.board, RELIABLE);
    (aurora, base)
}

fn edit(draft: &ObjectiveDraft, base: &ObjectiveDraft) -> Command {
    Command::EditObjective { id: RELIABLE, draft: draft.clone(), base: Some(base.clone()), reason: because() }
}

fn edit_key_result(draft: &KeyResultDraft, base: &KeyResultDraft, reason: &str) -> Command {
    Command::EditKeyResult { id: OUTAGES, draft: draft.clone(), base: Some(base.clone()), reason: reason.into() }
}

#[test]
fn different_fields_are_merged() {
    let (mut aurora, base) = begun();
    let why = ObjectiveDraft { why: "Outages cost us three customers".into(), ..base.clone() };
    aurora.does(LEAD, edit(&why, &base));
    let title = ObjectiveDraft { title: "Customers can rely on every hour".into(), ..base.clone() };
    let events = aurora.does(EXECUTIVE, edit(&title, &base));
    let merged = ObjectiveDraft { title: title.title, ..why.clone() };
    assert_eq!(draft_of(&aurora.board, RELIABLE), merged);
    // The event contains only this edit's changes.
    assert!(matches!(&events[..], [Event::ObjectiveEdited { before, after, .. }] if *before == why && *after == merged));
}

#[test]
fn one_field_changed_to_two_values_is_refused_with_what_stands() {
    let (mut aurora, base) = begun();
    let theirs = ObjectiveDraft { title: "Theirs".into(), why: "Theirs".into(), ..base.clone() };
    aurora.does(LEAD, edit(&theirs, &base));
    let mine = ObjectiveDraft { title: "Mine".into(), ..base.clone() };
    let refused = aurora.refused(EXECUTIVE, edit(&mine, &base));
    assert_eq!(
        refused,
        Refusal::EditedMeanwhile { fields: vec![Field::Title], theirs: Box::new(Theirs::Objective(theirs.clone())) }
    );
    // Whatever is chosen, it is sent again based on the current values.
    let (again, fields) = mine.rebased(&base, &theirs);
    assert_eq!((&again.title, &again.why, fields), (&mine.title, &theirs.why, vec![Field::Title]));
    aurora.does(EXECUTIVE, edit(&again, &theirs));
    assert_eq!(draft_of(&aurora.board, RELIABLE), again);
}

#[test]
fn the_same_change_twice_is_one() {
    let (mut aurora, base) = begun();
    let both = ObjectiveDraft { title: "The same".into(), ..base.clone() };
    aurora.does(LEAD, edit(&both, &base));
    assert_eq!(aurora.does(EXECUTIVE, edit(&both, &base)), vec![]);
}

#[test]
fn an_edit_of_the_title_does_not_move_a_target_back() {
    let mut aurora = Fixture::aurora();
    let base = key_result_draft_of(&aurora.board, OUTAGES);
    let measure = |target| Measure::Metric { unit: "min".into(), baseline: 100.0, target };
    let moved = KeyResultDraft { measure: measure(50.0), ..base.clone() };
    aurora.does(LEAD, edit_key_result(&moved, &base, "The contract asks for more"));
    let titled = KeyResultDraft { title: "Minutes of outage fall".into(), ..base.clone() };
    aurora.does(EXECUTIVE, edit_key_result(&titled, &base, "Shorter"));
    let stands = key_result_draft_of(&aurora.board, OUTAGES);
    assert_eq!((&stands.title, &stands.measure), (&titled.title, &measure(50.0)));
    // Nor is a change of the baseline; a change of the target is a conflict.
    let baseline = Measure::Metric { unit: "min".into(), baseline: 90.0, target: 60.0 };
    aurora.does(EXECUTIVE, edit_key_result(&KeyResultDraft { measure: baseline, ..base.clone() }, &base, "Counted anew"));
    let stands = key_result_draft_of(&aurora.board, OUTAGES);
    assert_eq!(stands.measure, Measure::Metric { unit: "min".into(), baseline: 90.0, target: 50.0 });
    let target = KeyResultDraft { measure: measure(55.0), ..base.clone() };
    let refused = aurora.refused(EXECUTIVE, edit_key_result(&target, &base, &because()));
    assert!(matches!(refused, Refusal::EditedMeanwhile { fields, .. } if fields == [Field::Target]));
}

#[test]
fn a_measure_of_another_kind_is_one_field() {
    let mut aurora = Fixture::aurora();
    let base = key_result_draft_of(&aurora.board, OUTAGES);
    let done = KeyResultDraft { measure: Measure::Done { due: None }, ..base.clone() };
    aurora.does(LEAD, edit_key_result(&done, &base, &because()));
    let target =
        KeyResultDraft { measure: Measure::Metric { unit: "min".into(), baseline: 100.0, target: 55.0 }, ..base.clone() };
    let refused = aurora.refused(EXECUTIVE, edit_key_result(&target, &base, &because()));
    assert!(matches!(refused, Refusal::EditedMeanwhile { fields, .. } if fields == [Field::Measure]));
}

#[test]
fn people_teams_and_weights_are_merged_likewise() {
    let mut aurora = Fixture::aurora();
    let base = PersonDraft::of(aurora.board.person(MEMBER).unwrap());
    let edit = |draft: PersonDraft| Command::EditPerson { id: MEMBER, draft, base: Some(base.clone()) };
    aurora.does(ADMIN, edit(PersonDraft { name: "Mia Berg".into(), ..base.clone() }));
    aurora.does(ADMIN, edit(PersonDraft { email: Some("berg@aurora.example".into()), ..base.clone() }));
    let person = aurora.board.person(MEMBER).unwrap();
    assert_eq!((person.name.as_str(), person.email.as_deref()), ("Mia Berg", Some("berg@aurora.example")));
    let refused = aurora.refused(ADMIN, edit(PersonDraft { name: "Mia Tal".into(), ..base.clone() }));
    assert!(matches!(refused, Refusal::EditedMeanwhile { fields, .. } if fields == [Field::Name]));

    let base = TeamDraft::of(aurora.board.team(SALES).unwrap());
    let edit = |name: &str, parent| Command::EditTeam { id: SALES, name: name.into(), parent, base: Some(base.clone()) };
    aurora.does(ADMIN, edit("Selling", base.parent));
    aurora.does(ADMIN, edit(&base.name, Some(ENGINEERING)));
    let team = aurora.board.team(SALES).unwrap();
    assert_eq!((team.name.as_str(), team.parent), ("Selling", Some(ENGINEERING)));
    let refused = aurora.refused(ADMIN, edit("Trade", base.parent));
    assert!(matches!(refused, Refusal::EditedMeanwhile { fields, .. } if fields == [Field::Name]));

    let (child, parent) = (LISBON, objective(MARKETS));
    let base = super::edge(&aurora.board, child, parent).unwrap().how;
    let weigh = |weight| Command::Reweigh { child, parent, how: How::Contributes(weight), base: Some(base), reason: because() };
    aurora.does(EXECUTIVE, weigh(3.0));
    let refused = aurora.refused(EXECUTIVE, weigh(4.0));
    let theirs = Box::new(Theirs::How(How::Contributes(3.0)));
    assert_eq!(refused, Refusal::EditedMeanwhile { fields: vec![Field::Weight], theirs });
}

#[test]
fn a_command_without_a_base_is_what_it_was() {
    let command = Command::EditTeam { id: SALES, name: "Selling".into(), parent: None, base: None };
    let text = serde_json::to_string(&command).unwrap();
    assert!(!text.contains("base"), "{text}");
    assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
}
