//! The phases of a cycle.

use serde::{Deserialize, Serialize};

/// A cycle's phase: `planning → running → scoring → closed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Objectives are written and aligned.
    Planning,
    /// People check in.
    Running,
    /// Results are scored.
    Scoring,
    /// Read-only.
    Closed,
}

impl Phase {
    /// The key for storage and translation.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Running => "running",
            Self::Scoring => "scoring",
            Self::Closed => "closed",
        }
    }

    /// The phase of a key made by [`Phase::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Planning, Self::Running, Self::Scoring, Self::Closed].into_iter().find(|phase| phase.key() == key)
    }
}
