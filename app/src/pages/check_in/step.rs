//! The step size of the stepper.

use okr::{Measure, Reading};

use crate::forms::number;

/// The least number of steps from baseline to target.
const TAPS: f64 = 30.0;
/// The most decimals of a step; more are rounding noise.
const MOST_DECIMALS: usize = 9;

/// The step size: a power of ten, so that the whole range takes 30 to 300 steps; at least 1 if all values so far are
/// whole numbers.
pub(super) fn step(measure: &Measure, last: Option<f64>) -> f64 {
    let (from, to) = match measure {
        Measure::Metric { baseline, target, .. } => (*baseline, *target),
        Measure::Keep { lower: Some(lower), upper: Some(upper), .. } => (*lower, *upper),
        Measure::Keep { lower, upper, .. } => (0.0, lower.or(*upper).unwrap_or(0.0)),
        Measure::Milestones { .. } | Measure::Done { .. } => (0.0, 1.0),
    };
    let way = (to - from).abs();
    let step = if way > 0.0 { 10_f64.powf((way / TAPS).log10().floor()) } else { 1.0 };
    let whole = [Some(from), Some(to), last].into_iter().flatten().all(|value| value.fract() == 0.0);
    match measure {
        _ if whole => step.max(1.0),
        // A bound of 99.9 gets steps of a tenth, whatever its size.
        Measure::Keep { .. } => step.min(0.1_f64.powi(i32::try_from(decimals(from).max(decimals(to))).unwrap_or(0))),
        _ => step,
    }
}

/// The stepper's start for an empty field: the measure's start.
pub(super) fn start(measure: &Measure) -> f64 {
    match measure {
        Measure::Metric { baseline, .. } => *baseline,
        Measure::Keep { lower, upper, .. } => lower.or(*upper).unwrap_or(0.0),
        Measure::Milestones { .. } | Measure::Done { .. } => 0.0,
    }
}

/// The value after `taps` steps, formatted with the decimals of the value and the step.
pub(super) fn tapped(value: f64, step: f64, taps: f64) -> String {
    let decimals = decimals(value).max(decimals(step));
    let text = format!("{:.decimals$}", value + step * taps);
    // A negative zero, as −0.1 + 0.1 may give.
    if text.trim_start_matches('-').chars().all(|letter| matches!(letter, '0' | '.')) {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// A value rounded to the step size, for display as a guide.
pub(super) fn rounded(value: f64, step: f64) -> f64 {
    (value / step).round() * step
}

/// The number of a reading, if it is one.
pub(super) fn number_of(reading: &Reading) -> Option<f64> {
    match reading {
        Reading::Number(value) => Some(*value),
        Reading::Steps(_) | Reading::Done(_) => None,
    }
}

fn decimals(value: f64) -> usize {
    number::written(value).split_once('.').map_or(0, |(_, fraction)| fraction.len()).min(MOST_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(baseline: f64, target: f64) -> Measure {
        Measure::Metric { unit: String::new(), baseline, target }
    }

    #[test]
    fn a_tap_fits_the_way_from_baseline_to_target() {
        for (baseline, target, tap) in [
            (140.0, 320.0, 1.0),
            (100.0, 60.0, 1.0),
            (0.0, 100_000.0, 1000.0),
            (0.0, 10.0, 1.0),
            (0.2, 0.9, 0.01),
            (4.1, 4.5, 0.01),
            (-5.0, 5.0, 1.0),
        ] {
            assert!((step(&metric(baseline, target), None) - tap).abs() < 1e-12, "{baseline} → {target}");
        }
    }

    #[test]
    fn a_last_value_with_decimals_allows_finer_taps() {
        assert!((step(&metric(0.0, 10.0), Some(2.5)) - 0.1).abs() < 1e-12);
    }

    #[test]
    fn a_keep_with_one_bound_taps_by_its_size() {
        let keep = |lower, upper| Measure::Keep { unit: String::new(), lower, upper };
        assert!((step(&keep(Some(99.9), None), None) - 0.1).abs() < 1e-12);
        assert!((step(&keep(None, Some(0.0)), None) - 1.0).abs() < 1e-12);
        assert!((step(&keep(Some(90.0), None), None) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn tapping_leaves_no_noise() {
        assert_eq!(tapped(0.1, 0.1, 2.0), "0.3");
        assert_eq!(tapped(198.25, 1.0, 1.0), "199.25");
        assert_eq!(tapped(198.0, 1.0, -10.0), "188");
        assert_eq!(tapped(-0.1, 0.1, 1.0), "0.0");
    }
}
