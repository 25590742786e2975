//! Progress of a measure.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Elapsed;
use crate::{KeyResult, Measure, Milestone, Moment, Reading};

impl Measure {
    /// Raw progress with `last` as the last reading; for a metric possibly outside 0..1. It is 0 before the first
    /// reading, or after one of another kind of measure. `None` if the formula has no finite result, which the rules
    /// prevent.
    pub fn progress(&self, last: Option<&Reading>) -> Option<f64> {
        let progress = match (self, last) {
            (Self::Metric { baseline, target, .. }, Some(Reading::Number(value))) => {
                // A falling metric needs no special case: both differences change sign.
                (value - baseline) / (target - baseline)
            }
            (Self::Keep { lower, upper, .. }, Some(Reading::Number(value))) => f64::from(is_within(*lower, *upper, *value)),
            (Self::Milestones { steps }, Some(Reading::Steps(ticks))) => {
                weight(steps.iter().filter(|step| ticks.is_done(step.id))) / weight(steps)
            }
            (Self::Done { .. }, Some(Reading::Done(done))) => f64::from(*done),
            _ => 0.0,
        };
        progress.is_finite().then_some(progress)
    }
}

/// The total weight of some steps.
pub(super) fn weight<'a>(steps: impl IntoIterator<Item = &'a Milestone>) -> f64 {
    steps.into_iter().map(|step| step.weight).sum()
}

/// Whether a value is within inclusive bounds.
pub fn is_within(lower: Option<f64>, upper: Option<f64>, value: f64) -> bool {
    lower.is_none_or(|lower| value >= lower) && upper.is_none_or(|upper| value <= upper)
}

/// The number of a cycle's days, up to today or its last day, on which a keep was within its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaysInside {
    /// Days at whose end the last reading was within the bounds. Days before the first reading don't count.
    pub inside: u32,
    /// Days that have begun.
    pub elapsed: u32,
}

impl DaysInside {
    /// The share, 0..1.
    pub fn share(self) -> f64 {
        f64::from(self.inside) / f64::from(self.elapsed)
    }
}

/// The number of days on which a keep was within its bounds; displayed beside its progress, never counted. `None` for
/// other measures, and before the cycle's first day. A reading applies until the next one.
pub fn days_inside(key_result: &KeyResult, elapsed: &Elapsed, at: Moment) -> Option<DaysInside> {
    let Measure::Keep { lower, upper, .. } = key_result.measure else { return None };
    let end = elapsed.today.min(elapsed.last_day).checked_add_days(Days::new(1))?;
    let days = |from: NaiveDate, to: NaiveDate| u32::try_from((to - from).num_days()).unwrap_or(0);

    let series = key_result.by_day(at);
    let inside = series
        .iter()
        .enumerate()
        .filter(|(_, (_, point))| matches!(point.reading, Reading::Number(value) if is_within(lower, upper, value)))
        .map(|(index, (day, _))| {
            let from = (*day).max(elapsed.first_day);
            let to = series.get(index + 1).map_or(end, |(next, _)| *next).min(end);
            days(from, to)
        })
        .sum();
    let elapsed = days(elapsed.first_day, end);
    (elapsed > 0).then_some(DaysInside { inside, elapsed })
}
