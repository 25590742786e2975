//! What an actor may do, and to what.

use crate::{CheckInId, CycleId, KeyResultId, ObjectiveId, TeamId};

/// An action, for the purpose of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Purpose, vision, pillars.
    EditStrategy,
    /// Write a draft objective, or one of its key results.
    Draft,
    /// Publish an objective.
    Publish,
    /// Edit a published objective or its key results.
    Edit,
    /// Delete an objective or a key result.
    Delete,
    /// Align an objective upwards, or un-align it.
    Align,
    /// Change the weight of an alignment to one's own objective, or decline it.
    Adjust,
    /// Import objectives.
    Import,
    /// Check in.
    CheckIn,
    /// Correct a check-in.
    Correct,
    /// Open cycles, move phases, set ritual dates.
    RunRhythm,
    /// People, teams, sign-in.
    Administer,
}

/// The subject of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The organisation as a whole.
    Organisation,
    /// A team in which something is about to be written.
    Team(TeamId),
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
    /// A check-in on a key result.
    CheckIn(KeyResultId, CheckInId),
    /// A cycle.
    Cycle(CycleId),
}
