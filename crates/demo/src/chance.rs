//! Helpers for random numbers.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// A random number in 0..1, excluding 1.
pub(crate) fn share(chance: &mut ChaCha8Rng) -> f64 {
    f64::from(chance.next_u32()) / (f64::from(u32::MAX) + 1.0)
}

/// A random number from `low` to `high`.
pub(crate) fn within(chance: &mut ChaCha8Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * share(chance)
}

/// Whether an event of this probability happens.
pub(crate) fn happens(chance: &mut ChaCha8Rng, probability: f64) -> bool {
    share(chance) < probability
}

/// A random whole number below `end`; 0 if that is 0.
pub(crate) fn below(chance: &mut ChaCha8Rng, end: usize) -> usize {
    // Multiplication uses the high bits; the bias is negligible for a demo.
    let end = u64::try_from(end).unwrap_or(u64::MAX);
    usize::try_from((u64::from(chance.next_u32()) * end) >> 32).unwrap_or(0)
}

/// A random item of a list, which must not be empty.
pub(crate) fn pick<'a, T>(chance: &mut ChaCha8Rng, list: &'a [T]) -> &'a T {
    &list[below(chance, list.len())]
}
