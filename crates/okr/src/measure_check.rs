//! The rules that measures and readings must satisfy.

use crate::numbers::TOLERANCE;
use crate::{Field, MOST_STEPS, MOST_VALUE, MOST_WEIGHT, Measure, Milestone, Reading, Refusal, text};

impl Measure {
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
