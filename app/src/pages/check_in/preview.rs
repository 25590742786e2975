//! A preview of the bar with the form's current values.

use okr::{Confidence, Measure, Pace, Reading, Standing};

use super::step;
use crate::components::measure::{bounds_words, reading_words};
use crate::i18n::{Words, t};

/// The standing that the key result would have. An invalid value changes nothing.
pub(super) fn preview(standing: Standing, measure: &Measure, reading: Option<&Reading>, confidence: Option<u8>) -> Standing {
    let progress = reading.map_or(standing.progress, |reading| measure.progress(Some(reading)));
    let confidence = confidence.map(f64::from);
    let now = Standing { progress, confidence, ..standing };
    // In the first tenth of a cycle pace isn't judged, with or without a check-in.
    let pace = standing.pace.and_then(|_| now.gap()).map(Pace::of_gap);
    let health = pace.map(Pace::health).max(confidence.map(|confidence| Confidence::of(confidence).health())).unwrap_or_default();
    Standing { pace, health, ..now }
}

/// The labels under the bar: both ends, and the value between them. The expected value is rounded to the precision of
/// `last`.
pub(super) fn ends(words: Words, measure: &Measure, last: Option<f64>, standing: &Standing) -> [String; 3] {
    match measure {
        Measure::Metric { unit, baseline, target } => {
            let expected = standing
                .expected
                .map(|expected| step::rounded(baseline + expected * (target - baseline), step::step(measure, last)));
            [
                t!(words, "check_in.baseline", value = words.quantity(*baseline, unit)),
                expected
                    .map_or_else(String::new, |expected| t!(words, "check_in.expected", value = words.quantity(expected, unit))),
                words.quantity(*target, unit),
            ]
        }
        Measure::Keep { .. } => {
            let inside = standing.progress.is_some_and(|progress| progress > 0.0);
            [
                aim(words, measure),
                String::new(),
                words.translate(if inside { "check_in.inside" } else { "check_in.outside" }).to_owned(),
            ]
        }
        Measure::Milestones { .. } | Measure::Done { .. } => [
            words.percent(standing.progress),
            standing
                .expected
                .map_or_else(String::new, |expected| t!(words, "check_in.expected", value = words.percent(Some(expected)))),
            words.percent(Some(1.0)),
        ],
    }
}

/// The target of a measure, in words.
pub(super) fn aim(words: Words, measure: &Measure) -> String {
    match measure {
        Measure::Metric { unit, target, .. } => t!(words, "check_in.target", value = words.quantity(*target, unit)),
        Measure::Keep { unit, lower, upper } => bounds_words(words, unit, *lower, *upper),
        Measure::Milestones { steps } => t!(words, "check_in.all_steps", n = steps.len()),
        Measure::Done { due: Some(due) } => t!(words, "check_in.done_by", day = words.day(*due)),
        Measure::Done { due: None } => words.translate("check_in.done_at_all").to_owned(),
    }
}

/// The last report, shown under the input.
pub(super) fn last_words(words: Words, last: Option<&okr::Point>, measure: &Measure, moment: &okr::Moment) -> String {
    last.map_or_else(
        || words.translate("check_in.first").to_owned(),
        |last| {
            t!(
                words,
                "check_in.last",
                value = reading_words(words, &last.reading.on(measure), Some(measure)),
                ago = words.ago(last.at, moment)
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use okr::Health;

    use super::*;

    fn metric() -> Measure {
        Measure::Metric { unit: String::new(), baseline: 0.0, target: 100.0 }
    }

    fn standing(pace: Option<Pace>) -> Standing {
        Standing { progress: Some(0.1), expected: Some(0.5), pace, ..Standing::default() }
    }

    #[test]
    fn the_bar_shows_what_is_typed_before_it_is_sent() {
        let shown = preview(standing(Some(Pace::Behind)), &metric(), Some(&Reading::Number(45.0)), Some(9));
        assert_eq!((shown.progress, shown.health), (Some(0.45), Health::OnTrack));
    }

    #[test]
    fn the_worse_of_pace_and_confidence_colours_it() {
        let health = |value, confidence| {
            preview(standing(Some(Pace::OnPace)), &metric(), Some(&Reading::Number(value)), confidence).health
        };
        assert_eq!(health(30.0, Some(9)), Health::AtRisk);
        assert_eq!(health(45.0, Some(2)), Health::OffTrack);
        assert_eq!(health(10.0, None), Health::OffTrack);
    }

    #[test]
    fn pace_that_is_not_judged_yet_stays_so() {
        let shown = preview(standing(None), &metric(), Some(&Reading::Number(0.0)), Some(9));
        assert_eq!((shown.pace, shown.health), (None, Health::OnTrack));
    }

    #[test]
    fn what_cannot_be_read_leaves_the_bar_where_it_was() {
        assert_eq!(preview(standing(None), &metric(), None, Some(6)).progress, Some(0.1));
    }
}
