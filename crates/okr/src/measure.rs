//! Measures of key results, and their readings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::milestone::{read_with_ids, with_ids};
use crate::{Milestone, Ticks};

/// The measure of a key result. [`Measure::check`] validates it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Measure {
    /// A number that moves from `baseline` to `target`, upwards or downwards.
    Metric {
        /// The unit, such as `%` or `days`; may be empty.
        unit: String,
        /// The start value.
        baseline: f64,
        /// The target value; never equal to `baseline`.
        target: f64,
    },
    /// A number that stays within inclusive bounds. At least one bound is given.
    Keep {
        /// The unit; may be empty.
        unit: String,
        /// The lower bound.
        lower: Option<f64>,
        /// The upper bound.
        upper: Option<f64>,
    },
    /// Named steps.
    Milestones {
        /// In display order, each with its own id; at least one has a weight above 0.
        #[serde(deserialize_with = "read_with_ids")]
        steps: Vec<Milestone>,
    },
    /// Done, or not.
    Done {
        /// The due date; the cycle's last day if none is given.
        due: Option<NaiveDate>,
    },
}

/// A reading of a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Of a metric or a keep; finite.
    Number(f64),
    /// Of milestones.
    Steps(Ticks),
    /// Of a done.
    Done(bool),
}

/// The most steps that milestones may have.
pub const MOST_STEPS: usize = 100;
/// The greatest weight of a key result, an alignment or a milestone.
pub const MOST_WEIGHT: f64 = 100.0;
/// The greatest absolute value of a baseline, target, bound or reading, so that all formulas stay finite.
pub const MOST_VALUE: f64 = 1e15;

impl Measure {
    /// Milestones; a step without an id gets the one of its position.
    pub fn milestones(steps: Vec<Milestone>) -> Self {
        Self::Milestones { steps: with_ids(steps) }
    }
}

impl Reading {
    /// The reading for the current measure. Ticks of removed steps are dropped, and later steps aren't done.
    #[must_use]
    pub fn on(&self, measure: &Measure) -> Self {
        match (self, measure) {
            (Self::Steps(ticks), Measure::Milestones { steps }) => Self::Steps(Ticks::of(steps, |step| ticks.is_done(step.id))),
            _ => self.clone(),
        }
    }
}
