//! What a command can refer to.

use serde::{Deserialize, Serialize};

use crate::{CheckInId, CycleId, KeyResultId, ObjectiveId, PersonId, PillarId, TeamId};

/// Anything that a command can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A person.
    Person(PersonId),
    /// A team.
    Team(TeamId),
    /// A pillar.
    Pillar(PillarId),
    /// A cycle.
    Cycle(CycleId),
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
    /// A check-in.
    CheckIn(CheckInId),
}
