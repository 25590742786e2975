//! Worked examples, each with the source of its numbers.

use super::super::Elapsed;
use super::super::progress::{DaysInside, days_inside};
use super::super::sketch::{CYCLE, Sketch, day, metric, moment};
use super::assert_near;
use crate::Measure::{self, Done, Keep};
use crate::{Ambition, Milestone, Reading, Ticks};

fn keep(lower: impl Into<Option<f64>>, upper: impl Into<Option<f64>>) -> Measure {
    Keep { unit: String::new(), lower: lower.into(), upper: upper.into() }
}

fn steps(steps: &[(f64, Option<u64>)]) -> Measure {
    let step = |&(weight, due): &(f64, Option<u64>)| Milestone::new("", weight, due.map(day));
    Measure::milestones(steps.iter().map(step).collect())
}

const fn done(due: Option<chrono::NaiveDate>) -> Measure {
    Done { due }
}

#[test]
fn progress_is_what_the_definition_says() {
    let definition = "the product's definition: metric 100→60";
    let by_hand = "by hand, from the definition's formula";
    let number = Reading::Number;
    let ticks = |ticks: &[bool]| Reading::Steps(Ticks::by_place(ticks.iter().copied()));
    let examples: Vec<(&str, Measure, Option<Reading>, f64)> = vec![
        (definition, metric(100.0, 60.0), Some(number(80.0)), 0.5),
        (definition, metric(100.0, 60.0), Some(number(70.0)), 0.75),
        (definition, metric(100.0, 60.0), Some(number(50.0)), 1.25),
        ("definition: no check-in yet is 0", metric(100.0, 60.0), None, 0.0),
        ("by hand: the wrong way, (110 − 100) / (60 − 100)", metric(100.0, 60.0), Some(number(110.0)), -0.25),
        ("by hand: rising, (30 − 20) / (60 − 20)", metric(20.0, 60.0), Some(number(30.0)), 0.25),
        ("by hand: through zero, (0 + 5) / (15 + 5)", metric(-5.0, 15.0), Some(number(0.0)), 0.25),
        ("definition: 1 within the bounds, inclusive", keep(99.5, None), Some(number(99.5)), 1.0),
        ("definition: else 0", keep(99.5, None), Some(number(99.4)), 0.0),
        ("definition: between, inclusive", keep(2.0, 4.0), Some(number(4.0)), 1.0),
        ("definition: between, above", keep(2.0, 4.0), Some(number(4.1)), 0.0),
        ("definition: at most", keep(None, 5.0), Some(number(-1.0)), 1.0),
        ("definition: also before the first check-in", keep(None, 5.0), None, 0.0),
        ("by hand: 2 / (1 + 2 + 1)", steps(&[(1.0, None), (2.0, None), (1.0, None)]), Some(ticks(&[false, true, false])), 0.5),
        ("by hand: all", steps(&[(1.0, None), (0.0, None)]), Some(ticks(&[true, true])), 1.0),
        ("by hand: a tick too few is not done", steps(&[(1.0, None), (3.0, None)]), Some(ticks(&[true])), 0.25),
        (by_hand, steps(&[(1.0, None)]), None, 0.0),
        ("definition: 0 or 1", done(None), Some(Reading::Done(true)), 1.0),
        ("definition: 0 or 1", done(None), Some(Reading::Done(false)), 0.0),
        ("a reading of the measure that it had before", done(None), Some(number(80.0)), 0.0),
    ];
    for (source, measure, last, progress) in examples {
        let is = measure.progress(last.as_ref());
        assert!(
            is.is_some_and(|is| (is - progress).abs() < 1e-12),
            "{source}: {measure:?} at {last:?} is {is:?}, not {progress}"
        );
    }
}

#[test]
fn more_than_all_and_less_than_nothing_count_as_all_and_nothing() {
    // Source: the definition, 50 of 100→60 is 125 % and counted as 100 %; the mean was calculated manually.
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let over = sketch.key_result(objective, 1, 1.0, metric(100.0, 60.0));
    let under = sketch.key_result(objective, 2, 1.0, metric(100.0, 60.0));
    sketch.reads(over, 5, Reading::Number(50.0), 9);
    sketch.reads(under, 5, Reading::Number(140.0), 9);
    let standings = sketch.standings(10);
    assert_near(standings.key_result(over).progress, 1.25);
    assert_near(standings.key_result(under).progress, -1.0);
    assert_near(standings.objective(objective).progress, 0.5);
}

#[test]
fn expected_progress_is_what_the_definition_says() {
    use Ambition::{Aspirational, Committed};
    let dated = || steps(&[(1.0, Some(20)), (2.0, Some(60)), (1.0, Some(100))]);
    let mixed = || steps(&[(1.0, Some(20)), (3.0, None)]);
    let examples = [
        ("definition: (today − first) / (last − first)", metric(0.0, 1.0), Committed, 0, 0.0),
        ("by hand: 37 of 100 days", metric(0.0, 1.0), Committed, 37, 0.37),
        ("definition: on the last day all", metric(0.0, 1.0), Committed, 100, 1.0),
        ("definition: clamped", metric(0.0, 1.0), Committed, 250, 1.0),
        ("definition: times 0.7", metric(0.0, 1.0), Aspirational, 50, 0.35),
        ("definition: times 0.7", metric(0.0, 1.0), Aspirational, 100, 0.7),
        ("definition: milestones without dates as a metric", steps(&[(1.0, None), (5.0, None)]), Aspirational, 50, 0.35),
        ("by hand: nothing due", dated(), Committed, 19, 0.0),
        ("by hand: 1 / 4 due today", dated(), Committed, 20, 0.25),
        ("by hand: 3 / 4 due", dated(), Committed, 99, 0.75),
        ("definition: 0.7 is only for what has no dates", dated(), Aspirational, 60, 0.75),
        ("by hand: (1·1 + 3·0.5) / 4", mixed(), Committed, 50, 0.625),
        ("definition: until its due date", done(Some(day(40))), Committed, 39, 0.0),
        ("definition: then 1", done(Some(day(40))), Committed, 40, 1.0),
        ("definition: without one the cycle's last day", done(None), Committed, 99, 0.0),
        ("definition: without one the cycle's last day", done(None), Aspirational, 100, 1.0),
        ("definition: of a keep 1", keep(1.0, None), Aspirational, 0, 1.0),
    ];
    let sketch = Sketch::new();
    for (source, measure, ambition, on, expected) in examples {
        let is = measure.expected(ambition, &Elapsed::of(&sketch.board.cycles[&CYCLE], day(on)));
        assert!((is - expected).abs() < 1e-12, "{source}: {measure:?} on day {on} is {is}, not {expected}");
    }
}

#[test]
fn pace_is_judged_when_the_first_tenth_is_over() {
    let sketch = Sketch::new();
    let judged = |on| Elapsed::of(&sketch.board.cycles[&CYCLE], day(on)).is_judged();
    assert_eq!([judged(0), judged(9), judged(10), judged(100)], [false, false, true, true]);
}

#[test]
fn days_inside_are_those_at_whose_end_the_last_reading_was_within_the_bounds() {
    // Calculated manually: outside until day 4 (unknown), inside on days 4, 5 and 6, outside on 7 and 8, inside again
    // on day 9, which is today.
    let mut sketch = Sketch::new();
    let objective = sketch.objective(1);
    let uptime = sketch.key_result(objective, 1, 1.0, keep(99.0, None));
    for (on, value) in [(4, 99.5), (7, 98.0), (9, 97.0), (9, 99.0)] {
        sketch.reads(uptime, on, Reading::Number(value), 9);
    }
    let inside = |on| {
        let elapsed = Elapsed::of(&sketch.board.cycles[&CYCLE], day(on));
        days_inside(&sketch.board.key_results[&uptime], &elapsed, moment(on))
    };
    assert_eq!(inside(9), Some(DaysInside { inside: 4, elapsed: 10 }));
    assert_eq!(inside(300), Some(DaysInside { inside: 95, elapsed: 101 }), "a cycle's days end with it");
}

#[test]
fn an_answer_that_is_not_finite_is_no_data() {
    assert_eq!(metric(1.0, 1.0).progress(Some(&Reading::Number(2.0))), None);
    assert_eq!(metric(0.0, 1.0).progress(Some(&Reading::Number(f64::NAN))), None);
    assert_eq!(steps(&[(0.0, None)]).progress(Some(&Reading::Steps(Ticks::by_place([true])))), None);
}
