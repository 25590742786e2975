//! What another has saved in the meantime.

use serde::{Deserialize, Serialize};

use crate::{How, KeyResultDraft, ObjectiveDraft, OrganisationDraft, PersonDraft, TeamDraft};

/// The current values after a concurrent change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theirs {
    /// Of an objective.
    Objective(ObjectiveDraft),
    /// Of a key result.
    KeyResult(KeyResultDraft),
    /// Of a person.
    Person(PersonDraft),
    /// Of a team.
    Team(TeamDraft),
    /// Of an alignment.
    How(How),
    /// Of the organisation.
    Organisation(OrganisationDraft),
}
