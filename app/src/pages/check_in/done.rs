//! What a card hands on to the round when it is saved.

use okr::KeyResultId;

/// A saved check-in, and its objective's progress before and after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Done {
    /// The key result.
    pub(super) key_result: KeyResultId,
    /// The progress before.
    pub(super) before: Option<f64>,
    /// The progress after.
    pub(super) after: Option<f64>,
}
