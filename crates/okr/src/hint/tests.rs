use super::{Hint, hints_for_key_result, hints_for_objective};
use crate::numbers::sketch::{COMPANY, CYCLE, OWNER, Sketch, TEAM, metric, share};
use crate::{Ambition, How, KeyResultDraft, Measure, ObjectiveDraft, TeamId};

fn objective(title: &str, team: TeamId) -> ObjectiveDraft {
    ObjectiveDraft { title: title.into(), why: String::new(), team, owner: OWNER, pillar: None, ambition: Ambition::Committed }
}

fn key_result(title: &str, measure: Measure) -> KeyResultDraft {
    KeyResultDraft { title: title.into(), owner: None, weight: 1.0, measure, driven: false }
}

#[test]
fn a_good_objective_gets_no_hint() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let id = sketch.objective_with(2, |objective| objective.team = TEAM);
    sketch.aligns(id, top, How::Supports);
    assert_eq!(hints_for_objective(&sketch.board, Some(id), CYCLE, &objective("Customers trust us", TEAM)), []);
    assert_eq!(hints_for_objective(&sketch.board, None, CYCLE, &objective("Customers trust us", TEAM)), []);
}

#[test]
fn a_number_belongs_to_a_key_result() {
    let sketch = Sketch::new();
    let hints = |title| hints_for_objective(&sketch.board, None, CYCLE, &objective(title, TEAM));
    assert_eq!(hints("Win 30 customers in Q4 2026"), [Hint::NumberInObjective { number: "30".into() }]);
    assert_eq!(hints("签下三十家客户"), [Hint::NumberInObjective { number: "三十".into() }]);
}

#[test]
fn an_objective_that_waits_to_be_aligned_says_so_unless_it_is_the_companys() {
    let mut sketch = Sketch::new();
    let id = sketch.objective_with(1, |objective| objective.team = TEAM);
    let hints = |team| hints_for_objective(&sketch.board, Some(id), CYCLE, &objective("Customers trust us", team));
    assert_eq!(hints(TEAM), [Hint::AlignedToNothing]);
    assert_eq!(hints(COMPANY), []);
}

#[test]
fn the_sixth_objective_of_a_team_and_the_sixth_key_result_are_too_many() {
    let mut sketch = Sketch::new();
    for number in 1..=5 {
        sketch.objective(number);
    }
    let draft = objective("Customers trust us", COMPANY);
    let first = crate::numbers::sketch::objective(1);
    assert_eq!(hints_for_objective(&sketch.board, Some(first), CYCLE, &draft), []);
    assert_eq!(hints_for_objective(&sketch.board, None, CYCLE, &draft), [Hint::TooManyObjectives { count: 6 }]);

    let ids: Vec<_> = (1..=5).map(|number| sketch.key_result(first, number, 1.0, share())).collect();
    let draft = key_result("Renewals from 80 % to 95 %", metric(80.0, 95.0));
    assert_eq!(hints_for_key_result(&sketch.board, first, Some(ids[0]), &draft), []);
    assert_eq!(hints_for_key_result(&sketch.board, first, None, &draft), [Hint::TooManyKeyResults { count: 6 }]);
    sketch.key_result(first, 6, 1.0, share());
    let hints = hints_for_objective(&sketch.board, Some(first), CYCLE, &objective("Customers trust us", COMPANY));
    assert_eq!(hints, [Hint::TooManyKeyResults { count: 6 }]);
}

#[test]
fn a_key_result_holds_a_number_in_its_title_or_in_its_measure() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let hints = |title, measure| hints_for_key_result(&sketch.board, top, None, &key_result(title, measure));
    let done = || Measure::Done { due: None };
    assert_eq!(hints("The handbook is read", done()), [Hint::NoNumberInKeyResult]);
    assert_eq!(hints("The handbook is read by 12 teams", done()), []);
    assert_eq!(hints("Customers renew", metric(80.0, 95.0)), []);
}

#[test]
fn a_task_is_told_from_a_result() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let hints = |title| hints_for_key_result(&sketch.board, top, None, &key_result(title, metric(0.0, 1.0)));
    assert_eq!(hints("Launch the portal"), [Hint::TaskInsteadOfResult { word: "Launch".into() }]);
    assert_eq!(hints("完成数据迁移"), [Hint::TaskInsteadOfResult { word: "完成".into() }]);
    assert_eq!(hints("Launches without an outage"), []);
}

#[test]
fn a_title_that_names_another_number_than_the_target_says_so() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let number = |title: &str, measure: Measure| {
        let hints = hints_for_key_result(&sketch.board, top, None, &key_result(title, measure));
        hints.into_iter().find_map(|hint| match hint {
            Hint::OtherNumberInTitle { number } => Some(number),
            _ => None,
        })
    };
    assert_eq!(number("Open 8 new routes", metric(0.0, 10.0)), Some("8".into()));
    assert_eq!(number("新开 8 条线路", metric(0.0, 10.0)), Some("8".into()));
    assert_eq!(number("Renewals from 80 % to 95 %", metric(80.0, 97.0)), Some("95".into()));
    let keep = Measure::Keep { unit: "%".into(), lower: Some(99.9), upper: None };
    assert_eq!(number("Uptime stays at 99.5 %", keep.clone()), Some("99.5".into()));
    // The target, rounded, short, or as a distance; a quarter, a name; no number at all.
    for (title, measure) in [
        ("Open 10 new routes", metric(0.0, 10.0)),
        ("新开 10 条线路", metric(0.0, 10.0)),
        ("Renewals from 80 % to 95 %", metric(80.0, 95.0)),
        ("Renewals rise by 15 points", metric(80.0, 95.0)),
        ("Sell 10k tickets in Q4", metric(0.0, 10_000.0)),
        ("Sell 12,500 tickets", metric(0.0, 12_500.0)),
        ("Uptime stays at 99.9 %", keep),
        ("Customers renew", metric(80.0, 95.0)),
        ("All 3 steps are done", Measure::Done { due: None }),
    ] {
        assert_eq!(number(title, measure), None, "{title}");
    }
}
