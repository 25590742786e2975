//! Progress over the weeks.

use super::super::sketch::{CYCLE, Sketch, day, midnight, moment, objective, share};
use super::super::{expected_line, expected_line_of, history};
use crate::{Alignment, Ambition, Event, How, KeyResult, Measure, Milestone, Parent, Reading, Stage};

#[test]
fn history_is_what_each_weeks_end_would_have_shown() {
    let mut sketch = Sketch::new();
    let (top, below) = (sketch.objective(1), sketch.objective(2));
    sketch.aligns(below, top, How::Contributes(1.0));
    let key_result = sketch.key_result(below, 1, 1.0, share());
    for (on, progress) in [(1, 0.1), (7, 0.2), (15, 0.3), (17, 0.4)] {
        sketch.reads(key_result, on, Reading::Number(progress), 9);
    }
    // Day 7 counts completely; today's value is the one displayed today, whatever clock dated it.
    let weeks = [(day(0), Some(0.0)), (day(7), Some(0.2)), (day(14), Some(0.2)), (day(16), Some(0.4))];
    assert_eq!(history(&sketch.board, top, moment(16)), weeks);
    assert_eq!(history(&sketch.board, objective(99), moment(16)), []);
}

#[test]
fn history_holds_nothing_that_was_not_there_yet() {
    let mut sketch = Sketch::new();
    let top = sketch.objective_with(1, |objective| objective.stage = Stage::Published(midnight(5)));
    sketch.key_result_with(top, 1, |key_result| key_result.since = midnight(5));
    let late = sketch.objective(2);
    let key_result = sketch.key_result(late, 2, 1.0, share());
    sketch.reads(key_result, 1, Reading::Number(1.0), 9);
    let alignment = Alignment { parent: Parent::Objective(top), how: How::Contributes(1.0), since: midnight(10), by: None };
    sketch.board.apply(&Event::Aligned { child: late, alignment, index: 0 });
    assert_eq!(history(&sketch.board, top, moment(14)), [(day(0), None), (day(7), Some(0.0)), (day(14), Some(0.5))]);
}

#[test]
fn history_ends_with_the_cycle_and_is_empty_before_it() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    assert_eq!(history(&sketch.board, top, moment(500)).last().map(|(day, _)| *day), Some(day(100)));
    let mut later = sketch.board.cycles[&CYCLE].as_ref().clone();
    later.first_day = day(50);
    sketch.board.cycles.insert(CYCLE, later.into());
    assert_eq!(history(&sketch.board, top, moment(49)), []);
}

#[test]
fn the_expected_line_of_an_objective_runs_over_the_whole_cycle() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    sketch.key_result(top, 1, 1.0, share());
    let line = expected_line(&sketch.board, top, moment(16));
    assert_eq!(line.len(), 16);
    assert_eq!((line.first(), line.last()), (Some(&(day(0), 0.0)), Some(&(day(100), 1.0))));
}

#[test]
fn the_expected_line_of_a_key_result_has_a_corner_where_it_turns() {
    let mut sketch = Sketch::new();
    let top = sketch.objective(1);
    let mut line = |number, measure| {
        let id = sketch.key_result(top, number, 1.0, measure);
        let key_result: &KeyResult = &sketch.board.key_results[&id];
        expected_line_of(key_result, Ambition::Aspirational, &sketch.board.cycles[&CYCLE])
    };
    assert_eq!(line(1, share()), [(day(0), 0.0), (day(100), 0.7)]);
    assert_eq!(line(2, Measure::Done { due: None }), [(day(0), 0.0), (day(99), 0.0), (day(100), 1.0)]);
    let step = |weight, due| Milestone::new("", weight, Some(day(due)));
    let dated = Measure::milestones(vec![step(1.0, 20), step(3.0, 60)]);
    let corners = [(day(0), 0.0), (day(19), 0.0), (day(20), 0.25), (day(59), 0.25), (day(60), 1.0), (day(100), 1.0)];
    assert_eq!(line(3, dated), corners);
}
