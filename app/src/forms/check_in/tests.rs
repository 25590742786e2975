use okr::{
    Ambition, Board, CheckInId, Command, KeyResult, KeyResultId, Language, Measure, Milestone, MilestoneId, Objective, Point,
    Reading, Refusal, Snapshot, Stage, Ticks,
};
use uuid::Uuid;

use super::*;

const ENGLISH: Words = Words(Language::English);

fn id<I: From<Uuid>>(n: u128) -> I {
    Uuid::from_u128(n).into()
}

/// A board with one key result, last reported as `last` with a confidence of 8.
fn board(measure: Measure, last: Option<Reading>) -> Board {
    let at = chrono::DateTime::UNIX_EPOCH;
    let point =
        |reading| Point { check_in: CheckInId(Uuid::from_u128(9)), at, by: None, reading, confidence: Some(8), imported: false };
    let key_result = KeyResult {
        id: id(1),
        objective: id(2),
        title: "Slots a week".into(),
        owner: None,
        weight: 1.0,
        measure,
        driven: false,
        since: at,
        series: last.map(point).into_iter().collect(),
    };
    let objective = Objective {
        id: id(2),
        title: "First visits within three days".into(),
        why: String::new(),
        team: id(3),
        owner: id(4),
        cycle: id(5),
        pillar: None,
        ambition: Ambition::Committed,
        stage: Stage::Published(at),
        key_results: vec![id(1)],
        parents: Vec::new(),
    };
    Board::from(Snapshot {
        seq: 1,
        mark: 0,
        organisation: None,
        people: Vec::new(),
        teams: Vec::new(),
        pillars: Vec::new(),
        cycles: Vec::new(),
        objectives: vec![objective],
        key_results: vec![key_result],
    })
}

fn metric() -> Measure {
    Measure::Metric { unit: "slots".into(), baseline: 140.0, target: 320.0 }
}

fn milestones() -> Measure {
    let step = |name: &str| Milestone::new(name, 1.0, None);
    Measure::milestones(vec![step("hire"), step("train"), step("open")])
}

/// The key result's form, with some fields filled in.
fn filled(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let (key_result, check_in, command) =
        (Uuid::from_u128(1).to_string(), Uuid::from_u128(10).to_string(), Uuid::from_u128(11).to_string());
    let ids = [(KEY_RESULT, key_result.as_str()), (CHECK_IN, check_in.as_str()), (COMMAND, command.as_str())];
    ids.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The reading, confidence and note that a form would save.
fn saved(board: &Board, fields: &[(&str, &str)]) -> (Reading, u8, Note) {
    match parse(ENGLISH, board, &filled(fields)).unwrap().command {
        Command::CheckIn { reading, confidence, note, .. } => (reading, confidence, note),
        other => panic!("{other:?}"),
    }
}

/// The fields for which a form shows a problem.
fn wrong(board: &Board, fields: &[(&str, &str)]) -> Vec<String> {
    parse(ENGLISH, board, &filled(fields)).unwrap_err().problems.into_iter().map(|(field, _)| field).collect()
}

#[test]
fn a_filled_in_form_becomes_a_check_in_with_the_ids_it_carries() {
    let fields = filled(&[(VALUE, "1,214.5 slots"), (CONFIDENCE, "6"), ("note_obstacle", " Two doctors\r\nare away. ")]);
    let envelope = parse(ENGLISH, &board(metric(), None), &fields).unwrap();
    let note = Note { obstacle: "Two doctors\nare away.".into(), ..Note::default() };
    let command = Command::CheckIn { id: id(10), key_result: id(1), reading: Reading::Number(1214.5), confidence: 6, note };
    assert_eq!(envelope, Envelope { id: id(11), command });
}

#[test]
fn unchanged_says_again_what_was_said_last() {
    let board = board(metric(), Some(Reading::Number(198.0)));
    let (reading, confidence, _) = saved(&board, &[(VALUE, "nonsense"), (CONFIDENCE, "2"), (UNCHANGED, "")]);
    assert_eq!((reading, confidence), (Reading::Number(198.0), 8));
}

#[test]
fn before_the_first_check_in_nothing_can_be_unchanged() {
    assert_eq!(wrong(&board(metric(), None), &[(UNCHANGED, ""), (CONFIDENCE, "6")]), [VALUE]);
}

/// The field of the step at an index.
fn field(place: usize) -> String {
    step(MilestoneId::of_place(place))
}

#[test]
fn steps_are_done_where_they_are_ticked() {
    let (reading, ..) = saved(&board(milestones(), None), &[(&field(0), "on"), (&field(2), "on"), (CONFIDENCE, "9")]);
    assert_eq!(reading, Reading::Steps(Ticks::by_place([true, false, true])));
}

#[test]
fn a_step_that_is_no_longer_there_brings_the_form_back() {
    assert_eq!(wrong(&board(milestones(), None), &[(&field(3), "on"), (CONFIDENCE, "9")]), [STEPS]);
}

#[test]
fn done_is_done_where_it_is_ticked() {
    let board = board(Measure::Done { due: None }, None);
    assert_eq!(saved(&board, &[(DONE, "on"), (CONFIDENCE, "10")]).0, Reading::Done(true));
    assert_eq!(saved(&board, &[(CONFIDENCE, "10")]).0, Reading::Done(false));
}

#[test]
fn every_field_that_is_wrong_is_named_and_what_was_typed_comes_back() {
    let fields = filled(&[(VALUE, "1e999"), (CONFIDENCE, "11")]);
    let returned = parse(ENGLISH, &board(metric(), None), &fields).unwrap_err();
    assert_eq!(returned.problems.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), [VALUE, CONFIDENCE]);
    assert_eq!(returned.typed, fields);
}

#[test]
fn values_that_no_formula_could_hold_are_refused() {
    for value in ["NaN", "inf", "1e999", "1e16", "1,5", ""] {
        assert_eq!(wrong(&board(metric(), None), &[(VALUE, value), (CONFIDENCE, "6")]), [VALUE], "{value:?}");
    }
}

#[test]
fn a_value_that_reads_both_ways_is_asked_about_and_its_answer_is_taken() {
    let rating = Measure::Metric { unit: "stars".into(), baseline: 3.7, target: 4.5 };
    let board = board(rating, Some(Reading::Number(4.26)));
    let key_result = board.key_result(id(1)).unwrap();
    assert_eq!(wrong(&board, &[(VALUE, "4,355"), (CONFIDENCE, "6")]), [VALUE]);
    assert_eq!(choices(key_result, "4,355", None), ["4.355", "4355"]);
    for (meant, value) in [("4.355", 4.355), ("4355", 4355.0)] {
        let fields = [(VALUE, "4,355"), (MEANT, meant), (CONFIDENCE, "6")];
        assert_eq!(saved(&board, &fields).0, Reading::Number(value));
    }
    assert_eq!(wrong(&board, &[(VALUE, "4,4"), (MEANT, "4355"), (CONFIDENCE, "6")]), [VALUE], "that answers something else");
}

#[test]
fn a_value_far_outside_baseline_and_target_is_asked_about() {
    let board = board(metric(), None);
    let key_result = board.key_result(id(1)).unwrap();
    assert_eq!(wrong(&board, &[(VALUE, "21400"), (CONFIDENCE, "6")]), [VALUE]);
    assert_eq!(choices(key_result, "21400", None), ["21400"]);
    assert_eq!(saved(&board, &[(VALUE, "21400"), (MEANT, "21400"), (CONFIDENCE, "6")]).0, Reading::Number(21_400.0));
}

#[test]
fn what_was_reported_last_is_taken_again_without_a_question() {
    let board = board(metric(), Some(Reading::Number(1.234)));
    assert_eq!(saved(&board, &[(VALUE, "1.234"), (CONFIDENCE, "6")]).0, Reading::Number(1.234));
}

#[test]
fn a_confidence_is_a_whole_number_from_0_to_10() {
    let board = board(metric(), None);
    for confidence in ["", "11", "-1", "6.5", "high"] {
        assert_eq!(wrong(&board, &[(VALUE, "200"), (CONFIDENCE, confidence)]), [CONFIDENCE], "{confidence:?}");
    }
    assert_eq!(saved(&board, &[(VALUE, "200"), (CONFIDENCE, "１０")]).1, 10);
}

#[test]
fn a_form_without_its_ids_or_for_nothing_comes_back_as_a_whole() {
    let board = board(metric(), None);
    let only = |name: &str| {
        filled(&[(VALUE, "200"), (CONFIDENCE, "6")]).into_iter().filter(|(field, _)| field != name).collect::<Vec<_>>()
    };
    for missing in [KEY_RESULT, CHECK_IN, COMMAND] {
        let returned = parse(ENGLISH, &board, &only(missing)).unwrap_err();
        assert!(returned.problem("").is_some(), "{missing}");
    }
}

#[test]
fn a_refusal_is_said_at_the_field_that_it_is_about() {
    let board = board(metric(), None);
    let fields = filled(&[(VALUE, "200"), ("note_progress", "short"), ("note_next", "longer than the other")]);
    for (refusal, field) in [
        (Refusal::TooLong { field: Field::Note, most: 3, is: 21 }, "note_next"),
        (Refusal::WrongReading, VALUE),
        (Refusal::StillDraft { objective: id(2) }, ""),
    ] {
        assert!(refused(ENGLISH, &board, &fields, &AppError::Refused(refusal)).problem(field).is_some(), "{field}");
    }
}

#[test]
fn what_was_done_is_said_with_the_objective_above() {
    let board = board(metric(), None);
    let said = |before, after| said(ENGLISH, &board, KeyResultId(Uuid::from_u128(1)), before, after);
    assert!(said(Some(0.4), Some(0.44)).contains("40% → 44%"));
    assert!(!said(Some(0.4), Some(0.401)).contains('→'));
}
