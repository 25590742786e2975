//! Standings: of one thing, and of everything.

use chrono::{DateTime, Utc};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Cause, Health, Pace, clamped};
use crate::{KeyResultId, ObjectiveId};

/// The standing of an objective or a key result at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Progress; of a key result raw, so possibly outside 0..1; `None` is *no data*.
    pub progress: Option<f64>,
    /// Expected progress, 0..1: the position of the plumb mark. `None` if there is no progress to compare with.
    pub expected: Option<f64>,
    /// Progress against expectation; not judged in the first tenth of a cycle.
    pub pace: Option<Pace>,
    /// Confidence from 0 to 10; of an objective the weighted mean of its key results', not yet rounded.
    pub confidence: Option<f64>,
    /// The worse of pace and confidence, or stale.
    pub health: Health,
    /// The cause of the health.
    pub cause: Cause,
    /// The worst health of the objectives below it, along both kinds of edges. `NoData` if there is nothing below.
    pub worst_below: Health,
    /// The number of its counted key results (its own, and not driven by contributions).
    pub key_results: u32,
    /// How many of them have been reported on at least once.
    pub reported: u32,
    /// The last check-in on it, or on one of its key results.
    pub last: Option<DateTime<Utc>>,
    /// Whether check-ins are overdue: on it, or on all of its key results. Its health may be worse than stale.
    pub silent: bool,
}

impl Standing {
    /// The lag behind the expectation: `E − P`, negative if it is ahead. `None` without data.
    pub fn gap(&self) -> Option<f64> {
        Some(self.expected? - clamped(self.progress?))
    }
}

/// All standings at one moment. Made by [`Standings::of`], or kept up to date by [`Incremental`](super::Incremental).
/// Persistent maps: clones are cheap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standings {
    pub(super) objectives: ById,
    pub(super) key_results: ById,
}

/// Standings by the ids of objectives, or of key results: one type for both, whose code is in the client once.
pub(super) type ById = OrdMap<Uuid, Standing>;

impl Standings {
    /// The standing of an objective, including drafts. No data for an unknown one.
    pub fn objective(&self, id: ObjectiveId) -> Standing {
        self.objectives.get(&id.0).copied().unwrap_or_default()
    }

    /// The standing of a key result. No data for an unknown one.
    pub fn key_result(&self, id: KeyResultId) -> Standing {
        self.key_results.get(&id.0).copied().unwrap_or_default()
    }

    /// Every objective, in the order of ids.
    pub fn objectives(&self) -> impl ExactSizeIterator<Item = (ObjectiveId, &Standing)> {
        self.objectives.iter().map(|(id, standing)| (ObjectiveId(*id), standing))
    }

    /// Every key result, in the order of ids.
    pub fn key_results(&self) -> impl ExactSizeIterator<Item = (KeyResultId, &Standing)> {
        self.key_results.iter().map(|(id, standing)| (KeyResultId(*id), standing))
    }
}
