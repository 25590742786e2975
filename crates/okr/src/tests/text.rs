//! Typed texts and numbers.

use super::{BOSS, because, draft_of, edit, edit_key_result, key_result_draft_of, sales_draft};
use crate::fixtures::*;
use crate::{CheckInId, Command, Field, KeyResultDraft, Measure, Milestone, Note, ObjectiveId, Reading, Refusal, text};

/// The rules' answer to a key result with this measure.
fn measured(measure: Measure) -> Result<(), Refusal> {
    let mut aurora = Fixture::aurora();
    let draft = KeyResultDraft { measure, ..key_result_draft_of(&aurora.board, MINUTES) };
    aurora.ask(crate::Actor::Person(BOSS), edit_key_result(MINUTES, draft, "")).map(drop)
}

fn metric(baseline: f64, target: f64) -> Measure {
    Measure::Metric { unit: String::new(), baseline, target }
}

fn keep(lower: Option<f64>, upper: Option<f64>) -> Measure {
    Measure::Keep { unit: String::new(), lower, upper }
}

fn milestones(weights: &[f64]) -> Measure {
    let step = |weight: &f64| Milestone::new("A step", *weight, None);
    Measure::milestones(weights.iter().map(step).collect())
}

#[test]
fn a_title_has_no_spaces_around_it() {
    let mut aurora = Fixture::aurora();
    let id = ObjectiveId(aurora.fresh());
    aurora.does(OWNER, Command::CreateObjective { id, cycle: QUARTER, draft: sales_draft("  Porto, too \n") });
    assert_eq!(aurora.board.objective(id).unwrap().title, "Porto, too");
}

#[test]
fn what_cannot_be_seen_is_left_out() {
    let mut aurora = Fixture::aurora();
    let id = ObjectiveId(aurora.fresh());
    let draft = crate::ObjectiveDraft { why: "One\r\n\ttwo\u{7f}".into(), ..sales_draft("Por\0to\u{1b}, too") };
    aurora.does(OWNER, Command::CreateObjective { id, cycle: QUARTER, draft });
    let objective = aurora.board.objective(id).unwrap();
    assert_eq!((objective.title.as_str(), objective.why.as_str()), ("Porto, too", "One\n\ttwo"));
    let nothing = Command::CreateObjective { id: ObjectiveId(aurora.fresh()), cycle: QUARTER, draft: sales_draft("\0\u{1}") };
    assert_eq!(aurora.refused(OWNER, nothing), Refusal::Empty { field: Field::Title });
}

#[test]
fn a_title_has_one_to_three_hundred_characters() {
    let mut aurora = Fixture::aurora();
    let mut titled = |title: &str| {
        let id = ObjectiveId(aurora.fresh());
        aurora
            .ask(crate::Actor::Person(OWNER), Command::CreateObjective { id, cycle: QUARTER, draft: sales_draft(title) })
            .map(drop)
    };
    assert_eq!(titled("准"), Ok(()));
    assert_eq!(titled(&"准".repeat(300)), Ok(()));
    assert_eq!(titled(" \t "), Err(Refusal::Empty { field: Field::Title }));
    assert_eq!(titled(&"准".repeat(301)), Err(Refusal::TooLong { field: Field::Title, most: 300, is: 301 }));
    assert_eq!(titled(&"a".repeat(1_000_000)), Err(Refusal::TooLong { field: Field::Title, most: 300, is: 1_000_000 }));
}

#[test]
fn prose_reasons_notes_and_units_end_somewhere() {
    let mut aurora = Fixture::aurora();
    let why = crate::ObjectiveDraft { why: "a".repeat(10_001), ..draft_of(&aurora.board, DRAFT) };
    let too_long = |field, most| Refusal::TooLong { field, most, is: most + 1 };
    assert_eq!(aurora.refused(BOSS, edit(DRAFT, why, "")), too_long(Field::Why, text::MOST_PROSE));
    let reason = "a".repeat(2_001);
    let same = draft_of(&aurora.board, DRAFT);
    assert_eq!(aurora.refused(BOSS, edit(DRAFT, same, &reason)), too_long(Field::Reason, text::MOST_REASON));
    let (id, note) = (CheckInId(aurora.fresh()), Note { next: "a".repeat(10_001), ..Note::default() });
    let report = Command::CheckIn { id, key_result: OUTAGES, reading: Reading::Number(1.0), confidence: 8, note };
    assert_eq!(aurora.refused(MEMBER, report), too_long(Field::Note, text::MOST_PROSE));
    let unit = Measure::Metric { unit: "a".repeat(41), baseline: 0.0, target: 1.0 };
    assert_eq!(measured(unit), Err(too_long(Field::Unit, text::MOST_UNIT)));
}

#[test]
fn a_baseline_is_not_the_target() {
    assert_eq!(measured(metric(30.0, 30.0)), Err(Refusal::BaselineIsTarget));
    assert_eq!(measured(metric(0.1 + 0.2, 0.3)), Err(Refusal::BaselineIsTarget), "not even nearly");
    assert_eq!(measured(metric(30.0, 10.0)), Ok(()));
}

#[test]
fn baselines_targets_and_bounds_are_numbers() {
    assert_eq!(measured(metric(f64::NAN, 1.0)), Err(Refusal::NotANumber { field: Field::Baseline }));
    assert_eq!(measured(metric(1.0, f64::INFINITY)), Err(Refusal::NotANumber { field: Field::Target }));
    assert_eq!(measured(keep(Some(f64::NAN), None)), Err(Refusal::NotANumber { field: Field::Bounds }));
    assert_eq!(measured(metric(0.0, 2e15)), Err(Refusal::OutOfRange { field: Field::Target, least: -1e15, most: 1e15 }));
}

#[test]
fn a_keep_has_a_bound_and_its_bounds_do_not_cross() {
    assert_eq!(measured(keep(None, None)), Err(Refusal::NoBounds));
    assert_eq!(measured(keep(Some(2.0), Some(1.0))), Err(Refusal::BoundsCrossed));
    assert_eq!(measured(keep(Some(1.0), Some(1.0))), Ok(()));
}

#[test]
fn milestones_have_a_step_that_weighs_something() {
    let field = Field::Milestones;
    assert_eq!(measured(milestones(&[])), Err(Refusal::NoSteps));
    assert_eq!(measured(milestones(&[0.0, 0.0])), Err(Refusal::NoSteps));
    assert_eq!(measured(milestones(&[0.0, 1.0])), Ok(()));
    assert_eq!(measured(milestones(&[-1.0, 1.0])), Err(Refusal::OutOfRange { field, least: 0.0, most: 100.0 }));
    assert_eq!(measured(milestones(&[1.0; 101])), Err(Refusal::OutOfRange { field, least: 1.0, most: 100.0 }));
    let nameless = Measure::milestones(vec![Milestone::new(" ", 1.0, None)]);
    assert_eq!(measured(nameless), Err(Refusal::Empty { field }));
}

#[test]
fn a_weight_lies_between_nothing_and_a_hundred() {
    let mut aurora = Fixture::aurora();
    let mut weighed = |weight| {
        let draft = KeyResultDraft { weight, ..key_result_draft_of(&aurora.board, CASES) };
        aurora.ask(crate::Actor::Person(OWNER), edit_key_result(CASES, draft, &because())).map(drop)
    };
    assert_eq!(weighed(0.0), Ok(()));
    assert_eq!(weighed(100.0), Ok(()));
    assert_eq!(weighed(f64::NAN), Err(Refusal::NotANumber { field: Field::Weight }));
    assert_eq!(weighed(-0.5), Err(Refusal::OutOfRange { field: Field::Weight, least: 0.0, most: 100.0 }));
    assert_eq!(weighed(100.5), Err(Refusal::OutOfRange { field: Field::Weight, least: 0.0, most: 100.0 }));
}

#[test]
fn a_title_that_cannot_be_seen_is_empty() {
    let mut aurora = Fixture::aurora();
    for title in
        ["\u{200b}\u{200b}", "\u{200d}", "\u{2060}\u{feff} ", "\u{ad}", "\u{3164}", "\u{fe0f}", "\u{200f}\u{200e}", "\u{e0020}"]
    {
        let nothing = Command::CreateObjective { id: ObjectiveId(aurora.fresh()), cycle: QUARTER, draft: sales_draft(title) };
        assert_eq!(aurora.refused(OWNER, nothing), Refusal::Empty { field: Field::Title }, "{title:?}");
    }
}

#[test]
fn what_turns_the_direction_of_text_is_left_out_and_what_joins_letters_stays() {
    assert_eq!(text::typed("\u{202e}abc\u{202c} \u{2067}d\u{2069}\u{feff}"), "abc d");
    for written in ["👩\u{200d}💻 in charge", "می\u{200c}خواهم", "❤\u{fe0f}"] {
        assert_eq!(text::typed(written), written);
    }
}

#[cfg(feature = "nfc")]
#[test]
fn a_name_is_the_same_however_its_accents_are_spelt() {
    assert_eq!(text::typed("Ju\u{308}rgen"), "J\u{fc}rgen");
    // Older texts are compared in the same way.
    assert!(text::is_same("Ju\u{308}rgen", " J\u{fc}rgen "));
    assert!(!text::is_same("Jurgen", "J\u{fc}rgen"));
}
