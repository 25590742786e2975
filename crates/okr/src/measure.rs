//! Measures of key results, and their readings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::milestone::{read_with_ids, with_ids};
use crate::numbers::TOLERANCE;
use crate::{Field, Milestone, Refusal, Ticks, text};

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

    /// The validated measure, with trimmed texts.
    ///
    /// # Errors
    /// What is invalid: [`Refusal::BaselineIsTarget`], [`Refusal::NoBounds`], [`Refusal::BoundsCrossed`],
    /// [`Refusal::NoSteps`], [`Refusal::StepTwice`], or a text or number that is out of bounds, with its field.
    pub fn check(&self) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Metric { unit, baseline, target } => {
                let (baseline, target) = (value(Field::Baseline, *baseline)?, value(Field::Target, *target)?);
                if (target - baseline).abs() < TOLERANCE {
                    return Err(Refusal::BaselineIsTarget);
                }
                Self::Metric { unit: text::unit(unit)?, baseline, target }
            }
            Self::Keep { unit, lower, upper } => {
                let bound = |bound: Option<f64>| bound.map(|bound| value(Field::Bounds, bound)).transpose();
                match (bound(*lower)?, bound(*upper)?) {
                    (None, None) => return Err(Refusal::NoBounds),
                    (Some(lower), Some(upper)) if lower > upper => return Err(Refusal::BoundsCrossed),
                    (lower, upper) => Self::Keep { unit: text::unit(unit)?, lower, upper },
                }
            }
            Self::Milestones { steps } => Self::Milestones { steps: check_steps(steps)? },
            Self::Done { due } => Self::Done { due: *due },
        })
    }

    /// Whether a reading is valid for this measure.
    ///
    /// # Errors
    /// [`Refusal::WrongReading`] if it is of another kind or has unknown steps, or a value that is out of bounds.
    pub fn check_reading(&self, reading: &Reading) -> Result<(), Refusal> {
        match (self, reading) {
            (Self::Metric { .. } | Self::Keep { .. }, Reading::Number(number)) => value(Field::Value, *number).map(drop),
            (Self::Milestones { steps }, Reading::Steps(ticks)) if ticks.iter().all(|(id, _)| has(steps, id)) => Ok(()),
            (Self::Done { .. }, Reading::Done(_)) => Ok(()),
            _ => Err(Refusal::WrongReading),
        }
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

fn has(steps: &[Milestone], id: crate::MilestoneId) -> bool {
    steps.iter().any(|step| step.id == id)
}

fn check_steps(steps: &[Milestone]) -> Result<Vec<Milestone>, Refusal> {
    if steps.len() > MOST_STEPS {
        return Err(Refusal::OutOfRange { field: Field::Milestones, least: 1.0, most: MOST_STEPS as f64 });
    }
    if steps.iter().enumerate().any(|(place, step)| has(&steps[..place], step.id)) {
        return Err(Refusal::StepTwice);
    }
    let check_step = |step: &Milestone| {
        let weight = number(Field::Milestones, step.weight, 0.0, MOST_WEIGHT)?;
        Ok(Milestone { name: text::line(Field::Milestones, &step.name)?, weight, ..step.clone() })
    };
    let steps: Vec<Milestone> = steps.iter().map(check_step).collect::<Result<_, _>>()?;
    if steps.iter().any(|step| step.weight > 0.0) { Ok(steps) } else { Err(Refusal::NoSteps) }
}

/// A validated weight.
///
/// # Errors
/// It isn't a finite number from 0 to [`MOST_WEIGHT`].
pub(crate) fn weight(weight: f64) -> Result<f64, Refusal> {
    number(Field::Weight, weight, 0.0, MOST_WEIGHT)
}

fn value(field: Field, value: f64) -> Result<f64, Refusal> {
    number(field, value, -MOST_VALUE, MOST_VALUE)
}

fn number(field: Field, number: f64, least: f64, most: f64) -> Result<f64, Refusal> {
    if !number.is_finite() {
        Err(Refusal::NotANumber { field })
    } else if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(Refusal::OutOfRange { field, least, most })
    }
}
