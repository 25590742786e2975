//! Expected progress: the position of the plumb mark.

use chrono::NaiveDate;

use super::TOLERANCE;
use super::progress::weight;
use crate::{Ambition, Cycle, Measure, Milestone};

/// How much of an aspirational objective is expected: 0.7 is a success.
pub const ASPIRATIONAL: f64 = 0.7;

impl Ambition {
    /// The expectation at the end, 0..1.
    pub const fn expected(self) -> f64 {
        match self {
            Self::Committed => 1.0,
            Self::Aspirational => ASPIRATIONAL,
        }
    }
}

/// The elapsed part of a cycle on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elapsed {
    /// The cycle's first day.
    pub first_day: NaiveDate,
    /// The cycle's last day.
    pub last_day: NaiveDate,
    /// The day in the organisation's time zone.
    pub today: NaiveDate,
    /// `(today − first) / (last − first)` in whole days, within 0..1; for a cycle of one day 0 before it and 1 from
    /// it on.
    pub share: f64,
}

impl Elapsed {
    /// The elapsed part of `cycle` on `today`.
    pub fn of(cycle: &Cycle, today: NaiveDate) -> Self {
        let Cycle { first_day, last_day, .. } = *cycle;
        let days = |to: NaiveDate| (to - first_day).num_days() as f64;
        // A cycle of one day is complete on that day.
        let share =
            if last_day > first_day { days(today) / days(last_day) } else { f64::from(today >= last_day) }.clamp(0.0, 1.0);
        Self { first_day, last_day, today, share }
    }

    /// Whether pace is judged: after the first tenth of the cycle.
    pub fn is_judged(&self) -> bool {
        self.share >= 0.1 - TOLERANCE
    }

    /// 1 from `due` on, 0 before.
    fn since(&self, due: NaiveDate) -> f64 {
        f64::from(self.today >= due)
    }
}

impl Measure {
    /// Expected progress, 0..1. A milestone without a date is expected in proportion to the elapsed days, like a
    /// metric.
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
    /// The step's expected share, 0..1: 0 before its due date, then 1; without a date in proportion to the elapsed
    /// days.
    pub fn expected(&self, ambition: Ambition, elapsed: &Elapsed) -> f64 {
        self.due.map_or_else(|| elapsed.share * ambition.expected(), |due| elapsed.since(due))
    }
}
