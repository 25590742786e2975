//! Small words for drawing from chance.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// A number from 0 up to, not including, 1.
pub(crate) fn share(chance: &mut ChaCha8Rng) -> f64 {
    f64::from(chance.next_u32()) / (f64::from(u32::MAX) + 1.0)
}

/// A number from `low` up to `high`.
pub(crate) fn within(chance: &mut ChaCha8Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * share(chance)
}

/// Whether something of this probability happens.
pub(crate) fn happens(chance: &mut ChaCha8Rng, probability: f64) -> bool {
    share(chance) < probability
}

/// A whole number below `end`; 0 if that is 0.
pub(crate) fn below(chance: &mut ChaCha8Rng, end: usize) -> usize {
    // Multiplying keeps the high bits, which are as good as any; the bias is far below what a demo could show.
    let end = u64::try_from(end).unwrap_or(u64::MAX);
    usize::try_from((u64::from(chance.next_u32()) * end) >> 32).unwrap_or(0)
}

/// One of a list that isn't empty.
pub(crate) fn pick<'a, T>(chance: &mut ChaCha8Rng, list: &'a [T]) -> &'a T {
    &list[below(chance, list.len())]
}
