//! Whether a title contains a number that differs from the target.

use super::numeral::quantities;
use crate::Measure;

/// Factors that a number may be abbreviated by: 10k, 3 million, 5 万, 95 % of 1.
const SCALES: [f64; 7] = [1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 0.01];
/// The tolerance for numbers that are rounded in the title.
const NEAR: f64 = 1e-6;

/// The last number of a title that contains numbers but not the target (or a bound), as written. The baseline and the
/// distance to the target don't trigger a hint by themselves.
pub(super) fn other_number_in<'t>(title: &'t str, measure: &Measure) -> Option<&'t str> {
    let (aims, known) = match measure {
        Measure::Metric { baseline, target, .. } => (vec![*target, target - baseline], vec![*baseline]),
        Measure::Keep { lower, upper, .. } => (lower.iter().chain(upper).copied().collect(), Vec::new()),
        Measure::Milestones { .. } | Measure::Done { .. } => return None,
    };
    let numbers: Vec<(&str, f64)> =
        quantities(title).into_iter().filter_map(|written| Some((written, value(written)?))).collect();
    if numbers.iter().any(|(_, number)| is_one_of(*number, &aims)) {
        return None;
    }
    numbers.into_iter().rev().find(|(_, number)| !is_one_of(*number, &known)).map(|(written, _)| written)
}

fn is_one_of(number: f64, values: &[f64]) -> bool {
    let is = |value: &f64| SCALES.iter().any(|scale| (number * scale - value.abs()).abs() <= NEAR * value.abs().max(1.0));
    values.iter().any(is)
}

/// The value of a number. Ranges, fractions and lists can't be compared and have none.
fn value(written: &str) -> Option<f64> {
    let narrow = |char: char| match char {
        '０'..='９' => char::from_digit(char as u32 - '０' as u32, 10).unwrap_or(char),
        other => other,
    };
    let plain: String = written.chars().filter(|char| *char != ',').map(narrow).collect();
    plain.parse().ok()
}
