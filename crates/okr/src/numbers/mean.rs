//! The formula of all roll-ups.

use super::clamped;

/// A weighted mean of progress and of expected progress over the same terms: `Σ wᵢ·xᵢ / Σ wᵢ`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mean {
    weight: f64,
    progress: f64,
    expected: f64,
}

impl Mean {
    /// Adds a term with its raw progress. A term without data, or of weight 0, is omitted from both sums.
    pub(crate) fn count(&mut self, weight: f64, progress: Option<f64>, expected: Option<f64>) {
        if let (Some(progress), Some(expected)) = (progress, expected)
            && weight > 0.0
        {
            self.weight += weight;
            self.progress += weight * clamped(progress);
            self.expected += weight * expected;
        }
    }

    /// Progress and expected progress; `None` without terms.
    pub(crate) fn value(self) -> Option<(f64, f64)> {
        (self.weight > 0.0).then(|| (self.progress / self.weight, self.expected / self.weight))
    }
}
