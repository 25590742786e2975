//! Who asks, and what they may do: the table "Who may do what", as one pure function.

use crate::PersonId;

/// Who asks for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// Whoever can run the program on the server: founds, imports, and fills the demo.
    CommandLine,
}

/// What somebody wants to do, as far as permission goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Purpose, vision, pillars.
    EditStrategy,
    /// Write a draft objective, or a key result of one.
    Draft,
    /// Publish an objective.
    Publish,
    /// Edit a published objective or its key results.
    Edit,
    /// Delete an objective or a key result.
    Delete,
    /// Align an objective upwards, or un-align it.
    Align,
    /// Change the weight of, or decline, what was aligned to one's own.
    Adjust,
    /// Import objectives.
    Import,
    /// Check in.
    CheckIn,
    /// Put somebody's check-in right.
    Correct,
    /// Open cycles, move phases, set ritual dates.
    RunRhythm,
    /// People, teams, sign-in.
    Administer,
}

/// What it would be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The organisation as a whole.
    Organisation,
    /// A team, for what is about to be written in it.
    Team(crate::TeamId),
    /// An objective.
    Objective(crate::ObjectiveId),
    /// A key result.
    KeyResult(crate::KeyResultId),
}
