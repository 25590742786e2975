//! The company, what needs attention, and what is due.

use super::super::sketch::{CYCLE, OWNER, Sketch, TEAM, midnight, moment, share};
use super::super::{Attention, Company, Why, due};
use super::assert_near;
use crate::{CheckInId, CycleId, Health, How, Moment, PersonId, Phase, Point, Reading, Thing};

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
    // Far from each other, so that each key result stands for its own objective; the confidence, the progress and the last day.
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
    let far = |number: u128, health| {
        let gap = of_key_results.iter().find(|(id, ..)| *id == number).map(|(.., why)| *why);
        (number, health, gap.unwrap())
    };
    assert_eq!(
        of_key_results,
        [
            far(6, Health::OffTrack),
            far(5, Health::OffTrack),
            (7, Health::OffTrack, Why::ConfidenceFell { from: 6, to: 3 }),
            far(3, Health::AtRisk),
            (4, Health::AtRisk, Why::ConfidenceFell { from: 9, to: 6 }),
            (2, Health::Stale, Why::Silent { days: 20 }),
        ]
    );
    assert!(matches!(far(6, Health::OffTrack).2, Why::FarFromPace { gap } if (gap - 0.5).abs() < 1e-12));
    assert!(matches!(far(3, Health::AtRisk).2, Why::FarFromPace { gap } if (gap - 0.2).abs() < 1e-12));
    let objectives = found.iter().filter(|found| matches!(found.thing, Thing::Objective(_))).count();
    assert_eq!((found.len(), objectives), (12, 6));
    let seven = |found: &&Attention| found.thing == Thing::Objective(super::super::sketch::objective(7));
    assert_eq!(found.iter().find(seven).map(|found| found.why), Some(Why::ConfidenceLow { confidence: 3.0 }));
}

#[test]
fn nothing_needs_attention_in_a_cycle_that_does_not_run() {
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    sketch.key_result(objective, 1, 1.0, share());
    assert_eq!(company(&sketch, 90).attention.len(), 2);
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
