//! What is fetched only when an objective is looked at: the words of its check-ins, and its history.

#[cfg(feature = "ssr")]
pub mod load;

use okr::{CheckIn, Entry, KeyResultId, ObjectiveId};
use serde::{Deserialize, Serialize};

/// The history of one objective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveHistory {
    /// Which objective.
    pub objective: ObjectiveId,
    /// Its check-ins in full, newest first, each with the key result it was made on. A corrected one stands beside its correction.
    pub check_ins: Vec<Told>,
    /// The journal's entries about it and its key results, newest first, without those that are check-ins and nothing else.
    pub history: Vec<Entry>,
}

/// A check-in as the story tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The key result it was made on.
    pub key_result: KeyResultId,
    /// What was reported.
    pub check_in: CheckIn,
    /// Whether it was corrected later, so that it no longer counts.
    pub corrected: bool,
}
