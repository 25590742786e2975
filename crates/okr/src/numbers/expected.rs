//! Expected progress: the position of the plumb mark.

use super::Elapsed;
use super::progress::weight;
use crate::{Ambition, Measure, Milestone};

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
