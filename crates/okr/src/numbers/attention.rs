//! What needs attention, and why.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::health::NOTABLE_FALL;
use super::index::Index;
use super::silence::{expected_since, quiet_since};
use super::{Cause, Elapsed, Health, Standing, Standings};
use crate::{Board, Cycle, CycleId, KeyResult, Measure, Milestone, Moment, Objective, ObjectiveId, Phase, Reading, Thing};

/// Something that needs attention.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attention {
    /// An objective or a key result.
    pub thing: Thing,
    /// Off track, at risk or stale.
    pub health: Health,
    /// The reason.
    pub why: Why,
}

/// Why something needs attention.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its progress lags behind what was expected.
    FarFromPace {
        /// `E − P`, 0..1; in percentage points when multiplied by 100.
        gap: f64,
    },
    /// A metric lags behind, and its trend misses its target.
    HeadingElsewhere {
        /// Its value.
        value: f64,
        /// Its extrapolation to the cycle's last day: `baseline + (value − baseline) / elapsed share`.
        outlook: f64,
    },
    /// It lags because it has never been reported on.
    Unreported,
    /// A keep is out of bounds.
    OutOfBounds {
        /// Its value; `None` before the first check-in.
        value: Option<f64>,
    },
    /// The due date has passed.
    Overdue {
        /// The milestone's index; `None` for a done.
        step: Option<usize>,
        /// The due date.
        due: NaiveDate,
    },
    /// The owner's confidence fell by 3 or more between two check-ins.
    ConfidenceFell {
        /// 0 to 10.
        from: u8,
        /// 0 to 10.
        to: u8,
    },
    /// The confidence is low.
    ConfidenceLow {
        /// 0 to 10; for an objective an unrounded mean.
        confidence: f64,
    },
    /// No check-ins.
    Silent {
        /// For this many whole days.
        days: u32,
    },
}

impl Attention {
    /// What needs attention in a running cycle: off track first, then at risk, then stale; of the same health, the
    /// widest gap to the expectation first. An objective is omitted if one of its own key results that is equally bad
    /// is listed.
    pub(super) fn in_cycle(board: &Board, standings: &Standings, cycle: CycleId, at: Moment) -> Vec<Self> {
        let Some(cycle) = board.cycles.get(&cycle).filter(|cycle| cycle.phase == Phase::Running) else { return Vec::new() };
        let in_cycle =
            Index::new(board.objectives.values().filter(|objective| objective.cycle == cycle.id).map(|objective| objective.id.0));
        let mut of_key_results = Vec::new();
        // The worst health of each objective's own key results.
        let mut worst_own: BTreeMap<ObjectiveId, Health> = BTreeMap::new();
        for (id, standing) in standings.key_results().filter(|(_, standing)| standing.health >= Health::Stale) {
            let key_result = board.key_results.get(&id).filter(|key_result| in_cycle.of(key_result.objective.0).is_some());
            let Some(key_result) = key_result else { continue };
            let lag = || lag(key_result, &Elapsed::of(cycle, at.today));
            let why = why(standing, lag, || fall(key_result), || days_quiet(key_result, cycle, at));
            if let Some(why) = why {
                let worst = worst_own.entry(key_result.objective).or_default();
                *worst = standing.health.max(*worst);
                of_key_results.push(Found::new(Thing::KeyResult(id), standing, why));
            }
        }
        let mut found = Vec::new();
        for (id, standing) in standings.objectives().filter(|(_, standing)| standing.health >= Health::Stale) {
            let Some(objective) = board.objectives.get(&id).filter(|objective| objective.cycle == cycle.id) else { continue };
            if worst_own.get(&id).is_some_and(|worst| *worst >= standing.health) {
                continue;
            }
            let why = why(standing, || None, || None, || quiet_days(board, objective, cycle, at));
            found.extend(why.map(|why| Found::new(Thing::Objective(id), standing, why)));
        }
        // The sorts are stable and start in the order of ids, so the order of equals is the same everywhere.
        found.extend(of_key_results);
        found.sort_by(|a, b| b.gap.total_cmp(&a.gap));
        found.sort_by_key(|found| Reverse(found.attention.health));
        found.into_iter().map(|found| found.attention).collect()
    }
}

/// An item with its sort keys.
struct Found {
    attention: Attention,
    gap: f64,
}

impl Found {
    fn new(thing: Thing, standing: &Standing, why: Why) -> Self {
        Self { attention: Attention { thing, health: standing.health, why }, gap: standing.gap().unwrap_or(0.0) }
    }
}

/// The reason for a health. If pace and confidence are equally bad, pace is named, because it can be verified.
fn why(
    standing: &Standing,
    lag: impl Fn() -> Option<Why>,
    fall: impl Fn() -> Option<Why>,
    days: impl Fn() -> u32,
) -> Option<Why> {
    match standing.cause {
        Cause::Nothing => None,
        Cause::Pace | Cause::Both => lag().or_else(|| standing.gap().map(|gap| Why::FarFromPace { gap })),
        Cause::Confidence => fall().or_else(|| standing.confidence.map(|confidence| Why::ConfidenceLow { confidence })),
        Cause::Silence => Some(Why::Silent { days: days() }),
    }
}

/// The specific reason why a key result lags, by its measure. `None` if it is driven by contributions.
fn lag(key_result: &KeyResult, elapsed: &Elapsed) -> Option<Why> {
    if key_result.driven {
        return None;
    }
    let last = key_result.last().map(|point| &point.reading);
    let number = match last {
        Some(Reading::Number(number)) => Some(*number),
        _ => None,
    };
    match &key_result.measure {
        Measure::Metric { .. } | Measure::Milestones { .. } if last.is_none() => Some(Why::Unreported),
        Measure::Metric { baseline, .. } => {
            let value = number?;
            let outlook = baseline + (value - baseline) / elapsed.share;
            outlook.is_finite().then_some(Why::HeadingElsewhere { value, outlook })
        }
        Measure::Keep { .. } => Some(Why::OutOfBounds { value: number }),
        Measure::Milestones { steps } => {
            let done = |step: &Milestone| matches!(last, Some(Reading::Steps(ticks)) if ticks.is_done(step.id));
            let late = steps
                .iter()
                .enumerate()
                .filter(|(_, step)| !done(step))
                .filter_map(|(step, milestone)| milestone.due.filter(|due| *due <= elapsed.today).map(|due| (due, step)));
            late.min().map(|(due, step)| Why::Overdue { step: Some(step), due })
        }
        Measure::Done { due } => Some(Why::Overdue { step: None, due: due.unwrap_or(elapsed.last_day) }),
    }
}

/// A notable fall between the last two confidences.
fn fall(key_result: &KeyResult) -> Option<Why> {
    let mut latest_first = key_result.series.iter().rev().filter_map(|point| point.confidence);
    let (to, from) = (latest_first.next()?, latest_first.next()?);
    (from.saturating_sub(to) >= NOTABLE_FALL).then_some(Why::ConfidenceFell { from, to })
}

/// Whole days since the last statement about a key result.
fn days_quiet(key_result: &KeyResult, cycle: &Cycle, at: Moment) -> u32 {
    let last = key_result.last().map(|point| point.at);
    let since = expected_since(cycle, at).map(|expected| quiet_since(key_result.since, last, expected, at.now));
    since.and_then(|since| u32::try_from((at.now - since).num_days()).ok()).unwrap_or(0)
}

/// Whole days since the last statement about any of an objective's key results.
fn quiet_days(board: &Board, objective: &Objective, cycle: &Cycle, at: Moment) -> u32 {
    board.key_results_of(objective).map(|key_result| days_quiet(key_result, cycle, at)).min().unwrap_or(0)
}
