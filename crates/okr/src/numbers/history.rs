//! The progress of one objective over the weeks, actual and expected.

use chrono::{Days, NaiveDate};

use super::Elapsed;
use super::graph::Graph;
use super::roll_up::RollUp;
use crate::{Ambition, Board, Cycle, KeyResult, Measure, Moment, ObjectiveId};

/// An objective's progress at the end of its cycle's first day, of every seventh day after it, and today: computed
/// for that time from what is on the board now. Empty for an unknown objective.
///
/// Costs a roll-up of everything below the objective for each week.
pub fn history(board: &Board, objective: ObjectiveId, at: Moment) -> Vec<(NaiveDate, Option<f64>)> {
    over_the_weeks(board, objective, at.today, |graph, index, day| {
        // Today's value equals the one displayed, even if check-ins are dated ahead by a wrong clock.
        let until = (day != at.today).then(|| at.end_of(day));
        let then = Moment { now: until.unwrap_or(at.now), today: day, ..at };
        Some(RollUp::of(board, graph, then, until).standing(index).progress)
    })
}

/// The expected progress of an objective over its cycle: weekly, and on the last day, for what is counted today.
/// Empty for an objective without data.
pub fn expected_line(board: &Board, objective: ObjectiveId, at: Moment) -> Vec<(NaiveDate, f64)> {
    over_the_weeks(board, objective, NaiveDate::MAX, |graph, index, day| {
        RollUp::of(board, graph, Moment { today: day, ..at }, None).standing(index).expected
    })
}

/// The expected progress of a key result that isn't driven by contributions, as the corners of a line. Before a jump
/// at a date there is a corner on the day before.
pub fn expected_line_of(key_result: &KeyResult, ambition: Ambition, cycle: &Cycle) -> Vec<(NaiveDate, f64)> {
    let mut days = vec![cycle.first_day, cycle.last_day];
    let dues = match &key_result.measure {
        Measure::Metric { .. } | Measure::Keep { .. } => Vec::new(),
        Measure::Milestones { steps } => steps.iter().filter_map(|step| step.due).collect(),
        Measure::Done { due } => vec![due.unwrap_or(cycle.last_day)],
    };
    days.extend(dues.iter().copied());
    days.extend(dues.iter().filter_map(NaiveDate::pred_opt));
    days.retain(|day| (cycle.first_day..=cycle.last_day).contains(day));
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(|day| (day, key_result.measure.expected(ambition, &Elapsed::of(cycle, day)))).collect()
}

/// The value of `value` for each week of an objective's cycle up to a day; it gets the objective's index in the
/// graph.
fn over_the_weeks<T>(
    board: &Board,
    objective: ObjectiveId,
    until: NaiveDate,
    value: impl Fn(&Graph<'_>, usize, NaiveDate) -> Option<T>,
) -> Vec<(NaiveDate, T)> {
    let graph = Graph::below(board, objective);
    let Some(index) = graph.index_of(objective) else { return Vec::new() };
    let cycle = graph.cycles[graph.objectives[index].cycle];
    weeks(cycle, until).into_iter().filter_map(|day| Some((day, value(&graph, index, day)?))).collect()
}

/// A cycle's first day, every seventh day after it, and the last one: `until` or the cycle's last day, whichever is
/// earlier.
fn weeks(cycle: &Cycle, until: NaiveDate) -> Vec<NaiveDate> {
    let last = until.min(cycle.last_day);
    let mut days: Vec<_> = std::iter::successors(Some(cycle.first_day), |day| day.checked_add_days(Days::new(7)))
        .take_while(|day| *day < last)
        .collect();
    if last >= cycle.first_day {
        days.push(last);
    }
    days
}
