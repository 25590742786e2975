//! Cycles and their phases.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::CycleId;

/// Where a cycle stands: `planning → running → scoring → closed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Objectives are written and aligned.
    Planning,
    /// People check in.
    Running,
    /// What was reached is scored.
    Scoring,
    /// Read-only.
    Closed,
}

impl Phase {
    /// The word it is stored and translated by.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Running => "running",
            Self::Scoring => "scoring",
            Self::Closed => "closed",
        }
    }

    /// The phase of a word made by [`Phase::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Planning, Self::Running, Self::Scoring, Self::Closed].into_iter().find(|phase| phase.key() == key)
    }
}

/// A span of time that objectives are set for: a year, or a quarter inside a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// Its id.
    pub id: CycleId,
    /// Its name, such as `2026 Q4`.
    pub name: String,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day, inclusive and later than the first.
    pub last_day: NaiveDate,
    /// The cycle it lies in.
    pub parent: Option<CycleId>,
    /// Where it stands.
    pub phase: Phase,
    /// When its phase began.
    pub phase_since: DateTime<Utc>,
}
