//! Why a number is what it is, as data: the formula, its inputs with their names, and the edges they came through. Nothing in here is in
//! a language; the interface puts the words to it.
//!
//! An explanation is made of the same standings that are shown, so the two can't disagree: what its formula makes of its inputs is its
//! value.

mod measured;
mod terms;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::numbers::progress::DaysInside;
use crate::{Ambition, Board, CycleId, KeyResultId, Moment, ObjectiveId, PersonId, Standing, Standings, Thing};

/// A number that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// What it says …
    pub quantity: Quantity,
    /// … about what.
    pub of: Of,
}

/// What a figure says.
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
    /// The number that a standing holds of it.
    const fn in_standing(self, standing: &Standing) -> Option<f64> {
        match self {
            Self::Progress => standing.progress,
            Self::Expected => standing.expected,
            Self::Confidence => standing.confidence,
        }
    }
}

/// What a figure is about.
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

/// Why a figure is what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Which figure.
    pub figure: Figure,
    /// What it is: progress of a key result raw, so possibly outside 0..1; `None` is *no data*.
    pub value: Option<f64>,
    /// How it comes about.
    pub formula: Formula,
    /// What is aligned or belongs here and isn't counted, and why.
    pub left_out: Vec<LeftOut>,
}

/// A formula with its inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "formula", rename_all = "snake_case")]
pub enum Formula {
    /// `(value − baseline) / (target − baseline)`; 0 without a value.
    Metric {
        /// What is counted; may be empty.
        unit: String,
        /// Where it starts.
        baseline: f64,
        /// Where it is to go.
        target: f64,
        /// The last reading, if there was one.
        value: Option<f64>,
    },
    /// 1 while the value is within the bounds, which are inclusive; else, and without a value, 0.
    Keep {
        /// What is counted; may be empty.
        unit: String,
        /// At least this.
        lower: Option<f64>,
        /// At most this.
        upper: Option<f64>,
        /// The last reading, if there was one.
        value: Option<f64>,
        /// Days spent inside so far; shown, not counted.
        days: Option<DaysInside>,
    },
    /// The weight done, divided by the total weight.
    Milestones {
        /// In the order in which they are shown.
        steps: Vec<Step>,
    },
    /// 1 if it is done, else 0.
    Done {
        /// Whether it is.
        done: bool,
    },
    /// `Σ wᵢ·xᵢ / Σ wᵢ`; no data without terms.
    WeightedMean {
        /// In the order of ids, key results first.
        terms: Vec<Term>,
        /// Key results of its own that are counted and not driven by contributions, …
        key_results: u32,
        /// … and how many of those have been reported on.
        reported: u32,
    },
    /// `Σ xᵢ / n`; no data without terms.
    Mean {
        /// In the order of ids, each of weight 1.
        terms: Vec<Term>,
    },
    /// The share of the cycle that has gone by: `(today − first) / (last − first)`, within 0..1, times what the ambition expects.
    Elapsed(Elapsing),
    /// The weight due by today, divided by the total weight; a step without a date is expected in proportion to the days gone by.
    DueSteps {
        /// In the order in which they are shown.
        steps: Vec<DueStep>,
        /// For the steps without a date.
        elapsed: Elapsing,
    },
    /// 0 until a day, then 1.
    DueDay {
        /// The day.
        due: NaiveDate,
        /// Whether it is the cycle's last one, because no other was set.
        by_cycle: bool,
        /// Today.
        today: NaiveDate,
    },
    /// A keep is expected to be kept: 1.
    Always,
    /// The owner's own word.
    Word {
        /// When it was given.
        at: DateTime<Utc>,
        /// By whom; `None` on the command line.
        by: Option<PersonId>,
    },
    /// Nobody has given a word yet.
    NoWord,
}

/// The share of a cycle that has gone by, and what an ambition expects of it.
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
    /// An aspirational objective is expected to come 0.7 of the way.
    pub ambition: Ambition,
}

/// A milestone and whether it is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is reached.
    pub name: String,
    /// Its share of the whole.
    pub weight: f64,
    /// Whether it is.
    pub done: bool,
}

/// A milestone and how much of it is expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueStep {
    /// What is reached.
    pub name: String,
    /// Its share of the whole.
    pub weight: f64,
    /// The day it is to be reached by.
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
    /// How it came in.
    pub through: Through,
    /// Its weight.
    pub weight: f64,
    /// Its weight's share of all weights, above 0 and up to 1.
    pub share: f64,
    /// Its own number: progress of a key result raw.
    pub value: f64,
    /// What is counted of it: progress within 0..1.
    pub counted: f64,
}

/// How something comes into a mean.
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
    /// Why not.
    pub why: Omission,
}

/// Why something isn't counted. If there are several reasons, the first of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Omission {
    /// It only supports.
    Supports,
    /// It would contribute to a key result that is what it measures.
    NotDriven,
    /// It is a draft.
    Draft,
    /// Its weight is 0.
    WeightZero,
    /// It has no data.
    NoData,
}

/// Explains a figure. `standings` are those of the same board and moment. `None` if there is no such thing, or no such figure of it.
pub fn explain(board: &Board, standings: &Standings, figure: Figure, at: Moment) -> Option<Explanation> {
    match (figure.of, figure.quantity) {
        (Of::Objective(id), _) => Some(terms::of_objective(board, standings, figure, board.objectives.get(&id)?)),
        (Of::Company(cycle), _) => terms::of_company(board, standings, figure, cycle),
        (Of::KeyResult(id), quantity) => {
            let key_result = board.key_results.get(&id)?;
            match quantity {
                Quantity::Confidence => Some(measured::confidence(standings, figure, key_result)),
                Quantity::Progress | Quantity::Expected if key_result.driven => {
                    Some(terms::of_driven(board, standings, figure, key_result))
                }
                Quantity::Progress => measured::progress(board, standings, figure, key_result, at),
                Quantity::Expected => measured::expected(board, standings, figure, key_result, at),
            }
        }
    }
}
