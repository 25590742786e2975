//! Receipts.

use chrono::{DateTime, Utc};

/// The receipt of a durable change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The sequence number of the command's journal entry, or the board's if it changed nothing.
    pub seq: u64,
    /// When it was decided. A repeated command gets its first receipt with the first instant.
    pub at: DateTime<Utc>,
}
