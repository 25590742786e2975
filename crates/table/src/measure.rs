//! The measure and reading of a key result's row.

use okr::decimal::Scale;
use okr::import::Fault;
use okr::{Measure, Milestone, Reading, Refusal, Ticks};

use crate::Column;
use crate::cells::{Cells, Reported};

/// The kind of measure.
#[derive(Clone, Copy)]
enum Kind {
    Metric,
    Keep,
    Milestones,
    Done,
}

const KINDS: [(&str, Kind); 4] =
    [("metric", Kind::Metric), ("keep", Kind::Keep), ("milestones", Kind::Milestones), ("done", Kind::Done)];

/// The maximum confidence.
const SUREST: u8 = 10;

/// Parses the measure and, if there is one, the reading. `None` after a problem was recorded.
pub(crate) fn read(cells: &mut Cells) -> Option<(Measure, Option<Reading>)> {
    let kind = cells.word(Column::Measure, &KINDS)?;
    match kind {
        Kind::Metric => {
            cells.empty(&[Column::Lower, Column::Upper, Column::Milestones]);
            let measure = metric(cells);
            let reading = number(cells, measure.as_ref());
            Some((measure?, reading.ok()?))
        }
        Kind::Keep => {
            cells.empty(&[Column::Baseline, Column::Target, Column::Milestones]);
            let measure = keep(cells);
            let reading = number(cells, measure.as_ref());
            Some((measure?, reading.ok()?))
        }
        Kind::Milestones => {
            cells.empty(&[Column::Unit, Column::Baseline, Column::Target, Column::Lower, Column::Upper, Column::Value]);
            milestones(cells)
        }
        Kind::Done => {
            cells.empty(&[Column::Unit, Column::Baseline, Column::Target, Column::Lower, Column::Upper, Column::Milestones]);
            let reading = match cells.text(Column::Value) {
                "" => None,
                text => Some(Reading::Done(cells.yes_or_no(Column::Value, text)?)),
            };
            Some((Measure::Done { due: None }, reading))
        }
    }
}

/// Parses a confidence: a whole number from 0 to 10, or nothing. `Err` if it is invalid.
pub(crate) fn confidence(cells: &mut Cells, column: Column) -> Result<Option<u8>, Reported> {
    let Some(number) = cells.maybe_number(column, "", None)? else { return Ok(None) };
    let whole = (0..=SUREST).find(|&whole| (f64::from(whole) - number).abs() < f64::EPSILON);
    if whole.is_none() {
        cells.report(column, Fault::NotWhole { least: 0, most: SUREST });
    }
    whole.map(Some).ok_or(Reported)
}

fn metric(cells: &mut Cells) -> Option<Measure> {
    let unit = cells.text(Column::Unit);
    let (baseline, target) = (cells.required_number(Column::Baseline, unit), cells.required_number(Column::Target, unit));
    let (baseline, target) = (baseline?, target?);
    // Exactly equal: any other pair, however close, determines a direction.
    #[allow(clippy::float_cmp)]
    if baseline == target {
        cells.refuse(Column::Target, Refusal::BaselineIsTarget);
        return None;
    }
    Some(Measure::Metric { unit: unit.to_owned(), baseline, target })
}

fn keep(cells: &mut Cells) -> Option<Measure> {
    let unit = cells.text(Column::Unit);
    let (lower, upper) = (cells.maybe_number(Column::Lower, unit, None), cells.maybe_number(Column::Upper, unit, None));
    let (lower, upper) = (lower.ok()?, upper.ok()?);
    match (lower, upper) {
        (None, None) => {
            cells.refuse(Column::Lower, Refusal::NoBounds);
            None
        }
        (Some(least), Some(most)) if least > most => {
            cells.refuse(Column::Upper, Refusal::BoundsCrossed);
            None
        }
        _ => Some(Measure::Keep { unit: unit.to_owned(), lower, upper }),
    }
}

/// The last reading of a metric or a keep.
fn number(cells: &mut Cells, measure: Option<&Measure>) -> Result<Option<Reading>, Reported> {
    let (unit, scale) = (cells.text(Column::Unit), measure.and_then(|measure| Scale::of(measure, None)));
    Ok(cells.maybe_number(Column::Value, unit, scale)?.map(Reading::Number))
}

/// Steps as `name:weight:done[:due]`, separated by `;`. If no step says whether it is done, there is no reading.
fn milestones(cells: &mut Cells) -> Option<(Measure, Option<Reading>)> {
    let text = cells.required(Column::Milestones)?;
    // Every step is checked before returning, so that all problems are reported.
    let read: Vec<_> =
        text.split(';').map(str::trim).filter(|step| !step.is_empty()).map(|step| milestone(cells, step)).collect();
    let (steps, done): (Vec<_>, Vec<_>) = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().unzip();

    if steps.iter().all(|step: &Milestone| step.weight <= 0.0) {
        cells.refuse(Column::Milestones, Refusal::NoSteps);
        return None;
    }
    let reported = done.iter().any(Option::is_some);
    let reading = reported.then(|| Reading::Steps(Ticks::by_place(done.into_iter().map(|done| done.unwrap_or(false)))));
    // Tables have no ids; the importer identifies steps by name.
    Some((Measure::milestones(steps), reading))
}

/// A step, and whether it is done, if it says so.
fn milestone(cells: &mut Cells, text: &str) -> Option<(Milestone, Option<bool>)> {
    let parts: Vec<_> = text.split(':').map(str::trim).collect();
    let (name, weight, done, due) = match parts[..] {
        [name, weight, done] => (name, weight, done, ""),
        [name, weight, done, due] => (name, weight, done, due),
        _ => {
            cells.report(
                Column::Milestones,
                Fault::NotOneOf(vec!["name:weight:done".to_owned(), "name:weight:done:due".to_owned()]),
            );
            return None;
        }
    };
    if name.is_empty() {
        cells.report(Column::Milestones, Fault::Empty);
    }
    let weight = cells.weight(Column::Milestones, weight);
    let done = match done {
        "" => Some(None),
        word => cells.yes_or_no(Column::Milestones, word).map(Some),
    };
    let due = match due {
        "" => Some(None),
        date => cells.date(Column::Milestones, date).map(Some),
    };
    (!name.is_empty()).then_some(())?;
    Some((Milestone::new(name, weight?, due?), done?))
}
