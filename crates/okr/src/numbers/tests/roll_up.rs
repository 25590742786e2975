//! What counts where.

use super::super::sketch::{Sketch, metric, midnight, objective, share};
use super::assert_near;
use crate::{Ambition, CycleId, Health, How, KeyResultId, Measure, ObjectiveId, Phase, Reading, Standing};

const COUNTED: How = How::Contributes(1.0);

/// An objective whose only key result has this `progress`.
fn at(sketch: &mut Sketch, number: u128, progress: f64) -> ObjectiveId {
    let objective = sketch.objective(number);
    reading(sketch, objective, number, 1.0, progress);
    objective
}

fn reading(sketch: &mut Sketch, objective: ObjectiveId, number: u128, weight: f64, progress: f64) -> KeyResultId {
    let key_result = sketch.key_result(objective, number, weight, share());
    sketch.reads(key_result, 1, Reading::Number(progress), 9);
    key_result
}

#[test]
fn an_objective_is_the_weighted_mean_of_its_key_results_and_of_what_contributes() {
    // Calculated manually: (3·0.5 + 1·0.1 + 2·0.9) / 6.
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    reading(&mut sketch, top, 1, 3.0, 0.5);
    reading(&mut sketch, top, 2, 1.0, 0.1);
    let below = at(&mut sketch, 3, 0.9);
    sketch.aligns(below, top, How::Contributes(2.0));
    assert_near(sketch.stands(top, 50).progress, 3.4 / 6.0);
}

#[test]
fn what_supports_is_a_draft_weighs_nothing_or_has_no_data_leaves_both_sums() {
    let mut sketch = Sketch::new();
    let top = at(&mut sketch, 1, 0.4);
    reading(&mut sketch, top, 10, 0.0, 1.0);
    let supports = at(&mut sketch, 2, 1.0);
    sketch.aligns(supports, top, How::Supports);
    let draft = sketch.draft(3);
    reading(&mut sketch, draft, 3, 1.0, 1.0);
    sketch.aligns(draft, top, COUNTED);
    let weightless = at(&mut sketch, 4, 1.0);
    sketch.aligns(weightless, top, How::Contributes(0.0));
    let empty = sketch.objective(5);
    sketch.aligns(empty, top, COUNTED);
    sketch.driven(top, 11);
    let stands = sketch.stands(top, 50);
    assert_near(stands.progress, 0.4);
    assert_near(stands.expected, 0.5);
}

#[test]
fn nothing_that_counts_is_no_data_rather_than_nothing_done() {
    let mut sketch = Sketch::new();
    let empty = sketch.objective(1);
    let driven = sketch.objective(2);
    let by_nothing = sketch.driven(driven, 2);
    let weightless = sketch.objective(3);
    reading(&mut sketch, weightless, 3, 0.0, 0.5);
    let standings = sketch.standings(50);
    assert_eq!(standings.objective(empty), Standing::default());
    assert_eq!(standings.key_result(by_nothing).progress, None);
    for id in [empty, driven, weightless] {
        assert_eq!(standings.objective(id).progress, None);
        assert_eq!(standings.objective(id).expected, None);
    }
    assert_eq!(standings.objective(objective(99)), Standing::default(), "what isn't there has no data either");
}

#[test]
fn no_check_in_yet_counts_as_nothing_done_and_is_told() {
    let mut sketch = Sketch::new();
    let top = at(&mut sketch, 1, 0.8);
    sketch.key_result(top, 2, 1.0, share());
    let stands = sketch.stands(top, 50);
    assert_near(stands.progress, 0.4);
    assert_eq!((stands.reported, stands.key_results), (1, 2));
}

#[test]
fn a_shared_objective_counts_once_in_each_parent() {
    let mut sketch = Sketch::new();
    let shared = at(&mut sketch, 1, 0.5);
    let (left, right, top) = (sketch.objective(2), sketch.objective(3), sketch.objective(4));
    reading(&mut sketch, right, 3, 1.0, 0.0);
    sketch.aligns(shared, left, COUNTED);
    sketch.aligns(shared, right, COUNTED);
    sketch.aligns(left, top, COUNTED);
    sketch.aligns(right, top, COUNTED);
    let standings = sketch.standings(50);
    assert_near(standings.objective(left).progress, 0.5);
    assert_near(standings.objective(right).progress, 0.25);
    // Only direct edges count: (0.5 + 0.25) / 2, without the shared objective's own 0.5.
    assert_near(standings.objective(top).progress, 0.375);
}

#[test]
fn a_driven_key_result_is_the_weighted_mean_of_what_contributes_to_it() {
    // Calculated manually: (3·0.2 + 1·1) / 4; its own reading is replaced.
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let driven = sketch.driven(top, 1);
    sketch.reads(driven, 1, Reading::Number(0.9), 9);
    for (number, progress, weight) in [(2, 0.2, 3.0), (3, 1.0, 1.0)] {
        let below = at(&mut sketch, number, progress);
        sketch.aligns(below, driven, How::Contributes(weight));
    }
    let standings = sketch.standings(50);
    assert_near(standings.key_result(driven).progress, 0.4);
    assert_near(standings.key_result(driven).expected, 0.5);
    assert_near(standings.objective(top).progress, 0.4);
    assert_eq!((standings.objective(top).reported, standings.objective(top).key_results), (0, 0));
}

#[test]
fn a_key_result_that_is_not_driven_is_what_it_measures() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let measured = reading(&mut sketch, top, 1, 1.0, 0.3);
    let below = at(&mut sketch, 2, 1.0);
    sketch.aligns(below, measured, COUNTED);
    assert_near(sketch.stands(top, 50).progress, 0.3);
}

#[test]
fn an_edge_into_a_cycle_above_counts_with_the_expectations_of_its_own_cycle() {
    let year = CycleId(uuid::Uuid::from_u128(50));
    let mut sketch = Sketch::new();
    sketch.cycle(year, 0, 400, Phase::Running);
    let top = sketch.objective_with(1, |objective| objective.cycle = year);
    let shown = at(&mut sketch, 2, 1.0);
    sketch.aligns(shown, top, How::Supports);
    assert_eq!(sketch.stands(top, 50).progress, None);
    let counted = at(&mut sketch, 3, 0.5);
    sketch.aligns(counted, top, COUNTED);
    let stands = sketch.stands(top, 50);
    assert_near(stands.progress, 0.5);
    assert_near(stands.expected, 0.5);
}

#[test]
fn expected_progress_is_over_exactly_what_progress_counts() {
    // Calculated manually for day 50: a metric 0.5, a keep 1, an aspirational objective's metric 0.35.
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    sketch.key_result(top, 1, 1.0, metric(0.0, 10.0));
    sketch.key_result(top, 2, 2.0, Measure::Keep { unit: String::new(), lower: Some(1.0), upper: None });
    let below = sketch.objective_with(2, |objective| objective.ambition = Ambition::Aspirational);
    sketch.key_result(below, 3, 1.0, share());
    sketch.aligns(below, top, COUNTED);
    let empty = sketch.objective(3);
    sketch.aligns(empty, top, How::Contributes(100.0));
    assert_near(sketch.stands(top, 50).expected, (0.5 + 2.0 + 0.35) / 4.0);
}

#[test]
fn the_worst_below_is_seen_through_both_kinds_of_edges_and_through_drafts() {
    let mut sketch = Sketch::new();
    let top = at(&mut sketch, 1, 1.0);
    let measured = sketch.key_result(top, 10, 1.0, share());
    sketch.reads(measured, 49, Reading::Number(1.0), 9);
    let middle = sketch.draft(2);
    let bottom = sketch.objective(3);
    let behind = sketch.key_result(bottom, 3, 1.0, share());
    sketch.reads(behind, 49, Reading::Number(0.0), 9);
    sketch.aligns(middle, measured, How::Supports);
    sketch.aligns(bottom, middle, How::Contributes(0.0));
    let standings = sketch.standings(50);
    assert_eq!(standings.objective(top).health, Health::OnTrack);
    assert_eq!(standings.objective(top).worst_below, Health::OffTrack);
    assert_eq!(standings.key_result(measured).worst_below, Health::OffTrack);
    assert_eq!(standings.objective(middle).health, Health::NoData);
    assert_eq!(standings.objective(bottom).worst_below, Health::NoData);
}

#[test]
fn a_chain_of_ten_thousand_objectives_is_rolled_up_without_running_out_of_stack() {
    let mut sketch = Sketch::new();
    let mut below = at(&mut sketch, 10_000, 0.5);
    for number in (1..10_000).rev() {
        let above = sketch.objective(number);
        sketch.aligns(below, above, COUNTED);
        below = above;
    }
    assert_near(sketch.stands(objective(1), 50).progress, 0.5);
}

#[test]
fn the_last_check_in_on_an_objective_is_the_last_on_any_of_its_key_results() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    for (number, on) in [(1, 20), (2, 30), (3, 10)] {
        let key_result = sketch.key_result(top, number, 1.0, share());
        sketch.reads(key_result, on, Reading::Number(0.1), 9);
    }
    assert_eq!(sketch.stands(top, 50).last, Some(midnight(30)));
}
