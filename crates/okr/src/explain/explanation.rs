//! What an explanation says.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::numbers::progress::DaysInside;
use crate::{Ambition, CycleId, KeyResultId, ObjectiveId, PersonId, Standing, Thing};

/// A number that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// The quantity.
    pub quantity: Quantity,
    /// Its subject.
    pub of: Of,
}

/// The quantity of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Progress.
    Progress,
    /// Expected progress: the plumb mark.
    Expected,
    /// Confidence, 0 to 10. The company has none.
    Confidence,
}

impl Quantity {
    /// The value in a standing.
    pub(super) const fn in_standing(self, standing: &Standing) -> Option<f64> {
        match self {
            Self::Progress => standing.progress,
            Self::Expected => standing.expected,
            Self::Confidence => standing.confidence,
        }
    }
}

/// The subject of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
    /// The company in one cycle.
    Company(CycleId),
}

/// The explanation of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The figure.
    pub figure: Figure,
    /// Its value: progress of a key result raw, so possibly outside 0..1; `None` is *no data*.
    pub value: Option<f64>,
    /// Its formula.
    pub formula: Formula,
    /// What is aligned or belongs here but isn't counted, and why.
    pub left_out: Vec<LeftOut>,
}

/// A formula with its inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "formula", rename_all = "snake_case")]
pub enum Formula {
    /// `(value − baseline) / (target − baseline)`; 0 without a value.
    Metric {
        /// The unit; may be empty.
        unit: String,
        /// The baseline.
        baseline: f64,
        /// The target.
        target: f64,
        /// The last reading, if there was one.
        value: Option<f64>,
    },
    /// 1 while the value is within the inclusive bounds; otherwise, and without a value, 0.
    Keep {
        /// The unit; may be empty.
        unit: String,
        /// The lower bound.
        lower: Option<f64>,
        /// The upper bound.
        upper: Option<f64>,
        /// The last reading, if there was one.
        value: Option<f64>,
        /// Days spent inside so far; shown, not counted.
        days: Option<DaysInside>,
    },
    /// The weight done, divided by the total weight.
    Milestones {
        /// In display order.
        steps: Vec<Step>,
    },
    /// 1 if it is done, else 0.
    Done {
        /// Whether it is done.
        done: bool,
    },
    /// `Σ wᵢ·xᵢ / Σ wᵢ`; no data without terms.
    WeightedMean {
        /// In the order of ids, key results first.
        terms: Vec<Term>,
        /// Its own key results that are counted and not driven by contributions.
        key_results: u32,
        /// How many of those have been reported on.
        reported: u32,
    },
    /// `Σ xᵢ / n`; no data without terms.
    Mean {
        /// In the order of ids, each of weight 1.
        terms: Vec<Term>,
    },
    /// The elapsed share of the cycle: `(today − first) / (last − first)`, within 0..1, times the expectation of the
    /// ambition.
    Elapsed(Elapsing),
    /// The weight due by today, divided by the total weight; a step without a date is expected in proportion to the
    /// elapsed days.
    DueSteps {
        /// In display order.
        steps: Vec<DueStep>,
        /// For the steps without a date.
        elapsed: Elapsing,
    },
    /// 0 until a day, then 1.
    DueDay {
        /// The day.
        due: NaiveDate,
        /// Whether it is the cycle's last day, because no other was set.
        by_cycle: bool,
        /// Today.
        today: NaiveDate,
    },
    /// A keep is always expected to be kept: 1.
    Always,
    /// The owner's own statement.
    Word {
        /// Its instant.
        at: DateTime<Utc>,
        /// Its author; `None` for the command line.
        by: Option<PersonId>,
    },
    /// No statement yet.
    NoWord,
}

/// The elapsed share of a cycle, and the ambition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elapsing {
    /// The cycle's first day.
    pub first_day: NaiveDate,
    /// The cycle's last day.
    pub last_day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The share, 0..1, before the ambition.
    pub share: f64,
    /// The ambition; for an aspirational objective 0.7 is expected.
    pub ambition: Ambition,
}

/// A milestone and whether it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its share of the whole.
    pub weight: f64,
    /// Whether it is done.
    pub done: bool,
}

/// A milestone and its expected share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueStep {
    /// Its name.
    pub name: String,
    /// Its share of the whole.
    pub weight: f64,
    /// Its due date.
    pub due: Option<NaiveDate>,
    /// 0..1.
    pub expected: f64,
}

/// Something that is counted in a mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// An objective or a key result.
    pub thing: Thing,
    /// Its title.
    pub title: String,
    /// How it is counted.
    pub through: Through,
    /// Its weight.
    pub weight: f64,
    /// Its weight's share of all weights, above 0 and up to 1.
    pub share: f64,
    /// Its own value: progress of a key result raw.
    pub value: f64,
    /// The counted value: progress within 0..1.
    pub counted: f64,
}

/// How something is counted in a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// It is a key result of the objective, or an objective of the company.
    Own,
    /// It is aligned, and contributes.
    Contributes,
}

/// Something that isn't counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// An objective or a key result.
    pub thing: Thing,
    /// Its title.
    pub title: String,
    /// The reason.
    pub why: Omission,
}

/// Why something isn't counted. If there are several reasons, the first of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Omission {
    /// It only supports.
    Supports,
    /// It would contribute to a key result that isn't driven by contributions.
    NotDriven,
    /// It is a draft.
    Draft,
    /// Its weight is 0.
    WeightZero,
    /// It has no data.
    NoData,
}
