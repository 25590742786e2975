//! Whether a title names another number than the target.

use super::numeral::quantities;
use crate::Measure;

/// What a number may be short for: 10k, 3 million, 5 万, 95 % of 1.
const SCALES: [f64; 7] = [1.0, 1e3, 1e4, 1e6, 1e8, 1e9, 0.01];
/// How far a number may be off and still be the same: it may be rounded in the title.
const NEAR: f64 = 1e-6;

/// The last number of a title that holds numbers of which none is the target (or one of the bounds), as it is written. The baseline and the
/// distance to the target may be named too, and are no reason for a hint by themselves.
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

/// What a number says. A range, a fraction or a list says nothing that could be compared.
fn value(written: &str) -> Option<f64> {
    let narrow = |char: char| match char {
        '０'..='９' => char::from_digit(char as u32 - '０' as u32, 10).unwrap_or(char),
        other => other,
    };
    let plain: String = written.chars().filter(|char| *char != ',').map(narrow).collect();
    plain.parse().ok()
}
