//! The company's figures, what needs attention, and what is due.

use super::super::sketch::{CYCLE, OWNER, Sketch, TEAM, day, key_result as kr, metric, midnight, moment, share};
use super::super::{Company, Why, due};
use super::assert_near;
use crate::{CheckInId, CycleId, Health, How, Measure, Milestone, Moment, PersonId, Phase, Point, Reading, Thing, Ticks};

fn company(sketch: &Sketch, on: u64) -> Company {
    Company::of(&sketch.board, &sketch.standings(on), CYCLE, moment(on))
}

#[test]
fn company_progress_is_the_unweighted_mean_of_published_company_objectives_with_data() {
    let mut sketch = Sketch::new();
    for (number, progress) in [(1, 0.2), (2, 0.8)] {
        let objective = sketch.objective(number);
        for more in 0..number {
            let key_result = sketch.key_result(objective, number * 10 + more, 5.0, share());
            sketch.reads(key_result, 1, Reading::Number(progress), 9);
        }
    }
    sketch.objective(3);
    let draft = sketch.draft(4);
    let teams = sketch.objective_with(5, |objective| objective.team = TEAM);
    let other = CycleId(uuid::Uuid::from_u128(50));
    sketch.cycle(other, 0, 400, Phase::Running);
    let elsewhere = sketch.objective_with(6, |objective| objective.cycle = other);
    for (number, objective) in [(40, draft), (50, teams), (60, elsewhere)] {
        let key_result = sketch.key_result(objective, number, 1.0, share());
        sketch.reads(key_result, 1, Reading::Number(1.0), 9);
    }
    let company = company(&sketch, 50);
    assert_near(company.progress, 0.5);
    assert_near(company.expected, 0.5);
    assert_eq!((company.objectives, company.unaligned), (2, 1));
    assert_eq!((company.key_results, company.reported), (4, 4));
}

#[test]
fn a_company_without_data_has_no_progress() {
    let mut sketch = Sketch::new();
    sketch.objective(1);
    assert_eq!(company(&sketch, 50).progress, None);
}

#[test]
fn updated_this_week_counts_key_results_once_and_no_imports() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let [twice, before, imported, corrected] = [1, 2, 3, 4].map(|number| sketch.key_result(objective, number, 1.0, share()));
    sketch.driven(objective, 5);
    let Moment { week_began, .. } = moment(50);
    sketch.reads(twice, 49, Reading::Number(0.1), 9);
    sketch.reads(twice, 50, Reading::Number(0.2), 9);
    sketch.reads(before, 47, Reading::Number(0.1), 9);
    sketch.reads(imported, 30, Reading::Number(0.1), 9);
    let point = |at, imported| Point {
        check_in: CheckInId(uuid::Uuid::from_u128(900)),
        at,
        by: None,
        reading: Reading::Number(0.3),
        confidence: None,
        imported,
    };
    sketch.point(imported, point(midnight(50), true));
    sketch.point(corrected, point(week_began, false));
    let company = company(&sketch, 50);
    assert_eq!((company.updated, company.key_results), (2, 4));
}

#[test]
fn what_needs_attention_comes_worst_first_and_says_why() {
    let mut sketch = Sketch::new();
    // Spread widely, so that each key result stands for its own objective; the confidence, the progress and the last
    // day.
    let cases = [
        (1, 0.5, &[9, 9][..], 49),
        (2, 0.5, &[9, 9], 30),
        (3, 0.3, &[9, 9], 49),
        (4, 0.5, &[9, 6], 49),
        (5, 0.1, &[9, 9], 49),
        (6, 0.0, &[2, 2], 49),
        (7, 0.5, &[6, 3], 49),
    ];
    for (number, progress, confidences, last) in cases {
        let objective = sketch.objective(number);
        let key_result = sketch.key_result(objective, number, 1.0, share());
        for (before, confidence) in confidences.iter().rev().enumerate().rev() {
            sketch.reads(key_result, last - u64::try_from(before).unwrap(), Reading::Number(progress), *confidence);
        }
    }
    let found = company(&sketch, 50).attention;
    let of_key_results: Vec<_> = found
        .iter()
        .filter_map(|found| match found.thing {
            Thing::KeyResult(id) => Some((id.0.as_u128(), found.health, found.why)),
            _ => None,
        })
        .collect();
    // Half of the cycle has elapsed, so a metric's extrapolation is twice its progress.
    let heads = |value: f64| Why::HeadingElsewhere { value, outlook: value * 2.0 };
    assert_eq!(
        of_key_results,
        [
            (6, Health::OffTrack, heads(0.0)),
            (5, Health::OffTrack, heads(0.1)),
            (7, Health::OffTrack, Why::ConfidenceFell { from: 6, to: 3 }),
            (3, Health::AtRisk, heads(0.3)),
            (4, Health::AtRisk, Why::ConfidenceFell { from: 9, to: 6 }),
            (2, Health::Stale, Why::Silent { days: 20 }),
        ]
    );
    assert_eq!(found.len(), 6, "an objective whose own key result is as bad isn't named besides");
}

#[test]
fn an_objective_needs_attention_itself_where_its_key_results_do_not_say_why() {
    let mut sketch = Sketch::new();
    let (above, below, mixed) = (sketch.objective(1), sketch.objective(2), sketch.objective(3));
    sketch.aligns(below, above, How::Contributes(1.0));
    let late = sketch.key_result(below, 20, 1.0, share());
    sketch.reads(late, 49, Reading::Number(0.1), 9);
    // One of the two is ahead, so the objective is only at risk, and the other key result is worse.
    for (number, progress) in [(30, 0.0), (31, 0.7)] {
        let key_result = sketch.key_result(mixed, number, 1.0, share());
        sketch.reads(key_result, 49, Reading::Number(progress), 9);
    }
    let found = company(&sketch, 58).attention;
    let things: Vec<_> = found.iter().map(|found| found.thing).collect();
    assert_eq!(things, [Thing::KeyResult(kr(30)), Thing::Objective(above), Thing::KeyResult(kr(20))]);
    assert!(matches!(found[1].why, Why::FarFromPace { gap } if (gap - 0.48).abs() < 1e-12));
}

#[test]
fn each_measure_says_in_its_own_way_how_it_lags() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let step = |name: &str, due: Option<u64>| Milestone::new(name, 1.0, due.map(day));
    let steps = || Measure::milestones(vec![step("a", Some(10)), step("b", Some(30)), step("c", Some(20)), step("d", None)]);
    let undated = Measure::milestones(vec![step("a", None), step("b", None)]);
    let keep = || Measure::Keep { unit: String::new(), lower: Some(95.0), upper: None };
    let cases = [
        (1, metric(100.0, 60.0), Some(Reading::Number(98.0)), Some(Why::HeadingElsewhere { value: 98.0, outlook: 96.0 })),
        (2, metric(100.0, 60.0), None, Some(Why::Unreported)),
        (3, keep(), Some(Reading::Number(90.0)), Some(Why::OutOfBounds { value: Some(90.0) })),
        (4, keep(), None, Some(Why::OutOfBounds { value: None })),
        (
            5,
            steps(),
            Some(Reading::Steps(Ticks::by_place([true, false, false, false]))),
            Some(Why::Overdue { step: Some(2), due: day(20) }),
        ),
        (6, undated, Some(Reading::Steps(Ticks::by_place([false, false]))), None),
        (7, Measure::Done { due: Some(day(40)) }, Some(Reading::Done(false)), Some(Why::Overdue { step: None, due: day(40) })),
    ];
    for (number, measure, reading, _) in cases.clone() {
        let key_result = sketch.key_result(objective, number, 1.0, measure);
        if let Some(reading) = reading {
            sketch.reads(key_result, 49, reading, 9);
        }
    }
    let found = company(&sketch, 50).attention;
    for (number, _, _, why) in cases {
        let id = kr(number);
        let of = found.iter().find(|found| found.thing == Thing::KeyResult(id)).map(|found| found.why);
        match why {
            Some(why) => assert_eq!(of, Some(why), "{number}"),
            // There is no more specific reason.
            None => assert!(matches!(of, Some(Why::FarFromPace { .. })), "{number}: {of:?}"),
        }
    }
}

#[test]
fn nothing_needs_attention_in_a_cycle_that_does_not_run() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    sketch.key_result(objective, 1, 1.0, share());
    assert_eq!(company(&sketch, 90).attention.len(), 1);
    sketch.cycle(CYCLE, 0, 100, Phase::Scoring);
    assert_eq!(company(&sketch, 90).attention, []);
}

#[test]
fn what_is_due_is_what_i_own_and_have_not_reported_this_week() {
    let other = PersonId(uuid::Uuid::from_u128(77));
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let mine = sketch.key_result(objective, 1, 1.0, share());
    let longer = sketch.key_result(objective, 2, 1.0, share());
    let theirs = sketch.key_result_with(objective, 3, |key_result| key_result.owner = Some(other));
    let fresh = sketch.key_result(objective, 4, 1.0, share());
    sketch.driven(objective, 5);
    for (key_result, on) in [(mine, 40), (longer, 30), (theirs, 10), (fresh, 50)] {
        sketch.reads(key_result, on, Reading::Number(0.1), 9);
    }
    let draft = sketch.draft(2);
    sketch.key_result(draft, 20, 1.0, share());
    let planned = CycleId(uuid::Uuid::from_u128(50));
    sketch.cycle(planned, 0, 100, Phase::Planning);
    let later = sketch.objective_with(3, |objective| objective.cycle = planned);
    sketch.key_result(later, 30, 1.0, share());
    sketch.aligns(later, objective, How::Supports);
    assert_eq!(due(&sketch.board, OWNER, moment(50)), [longer, mine]);
    assert_eq!(due(&sketch.board, other, moment(50)), [theirs]);
}
