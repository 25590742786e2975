//! Explanations of a key result that isn't driven by contributions.

use super::{DueStep, Elapsing, Explanation, Figure, Formula, Quantity, Step, terms};
use crate::numbers::Elapsed;
use crate::numbers::progress::days_inside;
use crate::{Board, KeyResult, Measure, Milestone, Moment, Reading, Standings};

/// Progress: the measure, and the last reading.
pub(super) fn progress(
    board: &Board,
    standings: &Standings,
    figure: Figure,
    key_result: &KeyResult,
    at: Moment,
) -> Option<Explanation> {
    let last = key_result.last().map(|point| &point.reading);
    let value = last.and_then(|reading| if let Reading::Number(value) = reading { Some(*value) } else { None });
    let formula = match &key_result.measure {
        Measure::Metric { unit, baseline, target } => {
            Formula::Metric { unit: unit.clone(), baseline: *baseline, target: *target, value }
        }
        Measure::Keep { unit, lower, upper } => {
            let cycle = board.cycles.get(&board.objectives.get(&key_result.objective)?.cycle)?;
            let days = days_inside(key_result, &Elapsed::of(cycle, at.today), at);
            Formula::Keep { unit: unit.clone(), lower: *lower, upper: *upper, value, days }
        }
        Measure::Milestones { steps } => {
            let done = |step: &Milestone| matches!(last, Some(Reading::Steps(ticks)) if ticks.is_done(step.id));
            let told = |step: &Milestone| Step { name: step.name.clone(), weight: step.weight, done: done(step) };
            Formula::Milestones { steps: steps.iter().map(told).collect() }
        }
        Measure::Done { .. } => Formula::Done { done: matches!(last, Some(Reading::Done(true))) },
    };
    Some(Explanation {
        figure,
        value: standings.key_result(key_result.id).progress,
        formula,
        left_out: terms::beside(board, standings, Quantity::Progress, key_result),
    })
}

/// Expected progress: from the days or dates.
pub(super) fn expected(
    board: &Board,
    standings: &Standings,
    figure: Figure,
    key_result: &KeyResult,
    at: Moment,
) -> Option<Explanation> {
    let objective = board.objectives.get(&key_result.objective)?;
    let elapsed = Elapsed::of(board.cycles.get(&objective.cycle)?, at.today);
    let Elapsed { first_day, last_day, today, share } = elapsed;
    let elapsing = Elapsing { first_day, last_day, today, share, ambition: objective.ambition };
    let formula = match &key_result.measure {
        Measure::Milestones { steps } if steps.iter().any(|step| step.due.is_some()) => {
            let steps = steps.iter().map(|step| DueStep {
                name: step.name.clone(),
                weight: step.weight,
                due: step.due,
                expected: step.expected(objective.ambition, &elapsed),
            });
            Formula::DueSteps { steps: steps.collect(), elapsed: elapsing }
        }
        Measure::Metric { .. } | Measure::Milestones { .. } => Formula::Elapsed(elapsing),
        Measure::Keep { .. } => Formula::Always,
        Measure::Done { due } => Formula::DueDay { due: due.unwrap_or(last_day), by_cycle: due.is_none(), today },
    };
    let value = standings.key_result(key_result.id).expected;
    Some(Explanation { figure, value, formula, left_out: Vec::new() })
}

/// The owner's last stated confidence.
pub(super) fn confidence(standings: &Standings, figure: Figure, key_result: &KeyResult) -> Explanation {
    let said = key_result.series.iter().rev().find(|point| point.confidence.is_some());
    let formula = said.map_or(Formula::NoWord, |point| Formula::Word { at: point.at, by: point.by });
    Explanation { figure, value: standings.key_result(key_result.id).confidence, formula, left_out: Vec::new() }
}
