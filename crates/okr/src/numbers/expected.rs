//! Where the plumb mark hangs: how far something was expected to have come by today.

use chrono::NaiveDate;

use super::TOLERANCE;
use super::progress::weight;
use crate::{Ambition, Cycle, Measure, Milestone};

/// How much of an aspirational objective is expected: 0.7 is a success.
pub const ASPIRATIONAL: f64 = 0.7;

impl Ambition {
    /// What is expected at the end, 0..1.
    pub const fn expected(self) -> f64 {
        match self {
            Self::Committed => 1.0,
            Self::Aspirational => ASPIRATIONAL,
        }
    }
}

/// How much of a cycle has gone by on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elapsed {
    /// The cycle's first day.
    pub first_day: NaiveDate,
    /// The cycle's last day.
    pub last_day: NaiveDate,
    /// The day, as the organisation's time zone has it.
    pub today: NaiveDate,
    /// `(today − first) / (last − first)` in whole days, within 0..1; of a cycle of one day 0 before it and 1 from it on.
    pub share: f64,
}

impl Elapsed {
    /// How much of `cycle` has gone by on `today`.
    pub fn of(cycle: &Cycle, today: NaiveDate) -> Self {
        let Cycle { first_day, last_day, .. } = *cycle;
        let days = |to: NaiveDate| (to - first_day).num_days() as f64;
        // A cycle of one day is over on that day.
        let share =
            if last_day > first_day { days(today) / days(last_day) } else { f64::from(today >= last_day) }.clamp(0.0, 1.0);
        Self { first_day, last_day, today, share }
    }

    /// Whether pace is judged yet: the first tenth of the cycle is over.
    pub fn is_judged(&self) -> bool {
        self.share >= 0.1 - TOLERANCE
    }

    /// 1 from `due` on, 0 until then.
    fn since(&self, due: NaiveDate) -> f64 {
        f64::from(self.today >= due)
    }
}

impl Measure {
    /// Expected progress, 0..1. A step of milestones without a date is expected as a metric is: in proportion to the days gone by.
    pub fn expected(&self, ambition: Ambition, elapsed: &Elapsed) -> f64 {
        let by_now = elapsed.share * ambition.expected();
        match self {
            Self::Metric { .. } => by_now,
            Self::Keep { .. } => 1.0,
            Self::Milestones { steps } => {
                let expected: f64 = steps.iter().map(|step| step.weight * step.expected(ambition, elapsed)).sum();
                let total = weight(steps);
                if total > 0.0 { expected / total } else { by_now }
            }
            Self::Done { due } => elapsed.since(due.unwrap_or(elapsed.last_day)),
        }
    }
}

impl Milestone {
    /// How much of the step is expected, 0..1: nothing until its due date, then all of it; without one in proportion to the days gone by.
    pub fn expected(&self, ambition: Ambition, elapsed: &Elapsed) -> f64 {
        self.due.map_or_else(|| elapsed.share * ambition.expected(), |due| elapsed.since(due))
    }
}
