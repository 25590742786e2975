//! Data fetched only for an objective's page: the texts of its check-ins, and its history.

#[cfg(feature = "ssr")]
pub mod load;

use okr::{CheckIn, Entry, KeyResultId, ObjectiveId};
use serde::{Deserialize, Serialize};

/// The history of one objective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveHistory {
    /// The objective.
    pub objective: ObjectiveId,
    /// Its check-ins in full, newest first, each with its key result. A corrected one is listed beside its
    /// correction.
    pub check_ins: Vec<Told>,
    /// The journal's other entries about it and its key results, newest first.
    pub history: Vec<Entry>,
}

/// A check-in in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Its key result.
    pub key_result: KeyResultId,
    /// The check-in.
    pub check_in: CheckIn,
    /// Whether it was corrected later, and no longer counts.
    pub corrected: bool,
}
