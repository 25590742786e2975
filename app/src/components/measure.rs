//! Measures and readings in words.

use okr::{Measure, Reading};

use crate::i18n::{Words, t};

/// A measure's range: `9 → 3 days`, `at least 95%`, `3 steps`.
pub(crate) fn range_words(words: Words, measure: &Measure) -> String {
    match measure {
        Measure::Metric { unit, baseline, target } => {
            t!(words, "metric.range", baseline = words.quantity(*baseline, unit), target = words.quantity(*target, unit))
        }
        Measure::Keep { unit, lower, upper } => bounds_words(words, unit, *lower, *upper),
        Measure::Milestones { steps } => t!(words, "milestones.range", n = steps.len()),
        Measure::Done { due: Some(due) } => t!(words, "done.range", due = words.day(*due)),
        Measure::Done { due: None } => words.translate("measure.done").to_owned(),
    }
}

/// The bounds of a keep: `at least 95%`.
pub(crate) fn bounds_words(words: Words, unit: &str, lower: Option<f64>, upper: Option<f64>) -> String {
    let quantity = |bound| words.quantity(bound, unit);
    match (lower, upper) {
        (Some(lower), Some(upper)) => t!(words, "keep.between", lower = quantity(lower), upper = quantity(upper)),
        (Some(lower), None) => t!(words, "keep.at_least", lower = quantity(lower)),
        (None, Some(upper)) => t!(words, "keep.at_most", upper = quantity(upper)),
        (None, None) => String::new(),
    }
}

/// A reading with its unit, if its measure is known.
pub(crate) fn reading_words(words: Words, reading: &Reading, measure: Option<&Measure>) -> String {
    match reading {
        Reading::Number(value) => match measure {
            Some(Measure::Metric { unit, .. } | Measure::Keep { unit, .. }) => words.quantity(*value, unit),
            _ => words.number(*value),
        },
        Reading::Steps(ticks) => t!(words, "reading.steps", done = ticks.done(), of = ticks.len()),
        Reading::Done(true) => words.translate("reading.done").to_owned(),
        Reading::Done(false) => words.translate("reading.not_done").to_owned(),
    }
}
