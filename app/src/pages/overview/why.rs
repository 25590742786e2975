//! Why something needs attention, in a sentence.

use okr::numbers::Why;
use okr::{Board, Measure, Thing};

use crate::components::measure::range_words;
use crate::i18n::{Words, t};

/// The reason as a sentence.
pub(super) fn sentence(words: Words, board: &Board, thing: Thing, why: &Why) -> String {
    let measure = match thing {
        Thing::KeyResult(id) => board.key_result(id).ok().map(|key_result| &key_result.measure),
        _ => None,
    };
    match (why, measure) {
        (Why::HeadingElsewhere { value, outlook }, Some(Measure::Metric { unit, baseline, target })) => t!(
            words,
            "why.heading",
            value = words.quantity(*value, unit),
            outlook = words.quantity(rounded(*outlook, target - baseline), unit),
            target = words.quantity(*target, unit)
        ),
        (Why::OutOfBounds { value: Some(value) }, Some(measure @ Measure::Keep { unit, .. })) => {
            t!(words, "why.out_of_bounds", value = words.quantity(*value, unit), bounds = range_words(words, measure))
        }
        (Why::OutOfBounds { value: None }, Some(measure)) => t!(words, "why.unreported", bounds = range_words(words, measure)),
        (Why::Overdue { step: Some(step), due }, Some(Measure::Milestones { steps })) => {
            t!(words, "why.step_overdue", due = words.day(*due), step = steps.get(*step).map_or("", |step| &step.name))
        }
        (Why::Unreported, _) => words.translate("why.nothing_reported").to_owned(),
        (Why::Overdue { due, .. }, _) => t!(words, "why.overdue", due = words.day(*due)),
        (Why::FarFromPace { gap }, _) => t!(words, "why.behind", points = words.number((gap * 100.0).round())),
        (Why::ConfidenceFell { from, to }, _) => t!(words, "why.confidence_fell", from = from, to = to),
        (Why::ConfidenceLow { confidence }, _) => {
            t!(words, "why.confidence_low", confidence = words.number(confidence.round()))
        }
        (Why::Silent { days }, _) => t!(words, "why.silent", n = days),
        // The measure has changed since.
        (Why::HeadingElsewhere { .. } | Why::OutOfBounds { .. }, _) => String::new(),
    }
}

/// An outlook is an estimate: it is rounded to a hundredth of the range, or to the power of ten below that.
fn rounded(outlook: f64, way: f64) -> f64 {
    let step = 10_f64.powf(way.abs().log10().floor() - 2.0);
    if step.is_normal() { (outlook / step).round() * step } else { outlook }
}

#[cfg(test)]
mod tests {
    use okr::fixtures::Fixture;
    use okr::{KeyResultId, Language};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_outlook_is_not_told_more_exactly_than_anybody_knows_it() {
        for (outlook, way, told) in
            [(34.2712, 120.0, 34.0), (34.2712, 60.0, 34.3), (-1234.5, -9_000.0, -1_230.0), (0.2712, 0.5, 0.271)]
        {
            assert!((rounded(outlook, way) - told).abs() < 1e-9, "{}", rounded(outlook, way));
        }
    }

    #[test]
    fn what_does_not_fit_its_measure_any_more_says_nothing_wrong() {
        let board = Fixture::aurora().board;
        let gone = Thing::KeyResult(KeyResultId(Uuid::nil()));
        assert_eq!(sentence(Words(Language::English), &board, gone, &Why::OutOfBounds { value: Some(1.0) }), "");
    }
}
