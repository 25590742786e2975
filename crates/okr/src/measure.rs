//! What a key result is measured by, and what is read off it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a key result is measured by. [`Measure::check`] says whether it makes sense.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Measure {
    /// A number that is to move from `baseline` to `target`, upwards or downwards.
    Metric {
        /// What is counted: `%`, `days`; may be empty.
        unit: String,
        /// Where it starts.
        baseline: f64,
        /// Where it is to go; never equal to `baseline`.
        target: f64,
    },
    /// A number that is to stay within bounds, which are inclusive. At least one is given.
    Keep {
        /// What is counted; may be empty.
        unit: String,
        /// At least this.
        lower: Option<f64>,
        /// At most this.
        upper: Option<f64>,
    },
    /// Named steps.
    Milestones {
        /// In the order in which they are shown; at least one has a weight above 0.
        steps: Vec<Milestone>,
    },
    /// Done, or not.
    Done {
        /// The day it is to be done by; the cycle's last day if none is given.
        due: Option<NaiveDate>,
    },
}

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// What is reached.
    pub name: String,
    /// Its share of the whole, 0 to 100.
    pub weight: f64,
    /// The day it is to be reached by.
    pub due: Option<NaiveDate>,
}

/// What somebody read off a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Of a metric or a keep; finite.
    Number(f64),
    /// Of milestones: for each step, in order, whether it is done.
    Steps(Vec<bool>),
    /// Of a done.
    Done(bool),
}
