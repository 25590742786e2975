//! A board as it is written to a wire.
use serde::{Deserialize, Serialize};

use crate::{Cycle, KeyResult, Objective, Organisation, Person, Pillar, Team};

/// A [`Board`](crate::Board) without what is derived, for a browser to start from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The journal's last entry that is in here.
    pub seq: u64,
    /// The organisation.
    pub organisation: Option<Organisation>,
    /// Its people.
    pub people: Vec<Person>,
    /// Its teams.
    pub teams: Vec<Team>,
    /// Its pillars.
    pub pillars: Vec<Pillar>,
    /// Its cycles.
    pub cycles: Vec<Cycle>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// Key results.
    pub key_results: Vec<KeyResult>,
}
