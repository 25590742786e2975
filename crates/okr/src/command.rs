//! Commands. Every change of the organisation is one of these.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::import::{PeopleTable, Table};
use crate::{
    CheckInId, CommandId, CycleId, How, KeyResultDraft, KeyResultId, Note, ObjectiveDraft, ObjectiveId, Organisation,
    OrganisationDraft, Parent, Person, PersonDraft, PersonId, Phase, Pillar, Reading, Team, TeamDraft, TeamId,
};

/// A command with an id that makes it idempotent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// The id, chosen by the sender.
    pub id: CommandId,
    /// The command.
    pub command: Command,
}

/// A request for a change. It contains the ids of the things it creates, so that deciding it needs no randomness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Founds an organisation with its root team. Only on an empty board, on the command line.
    Found {
        /// The organisation.
        organisation: Organisation,
        /// The root team.
        root: TeamId,
    },
    /// Changes the organisation's settings.
    EditOrganisation {
        /// The initial values of the edit: fields that others changed meanwhile are kept, conflicts are refused.
        base: OrganisationDraft,
        /// The new values.
        draft: OrganisationDraft,
    },
    /// Adds a team.
    AddTeam(Team),
    /// Renames a team, or moves it under another team, with its subtree.
    EditTeam {
        /// The team.
        id: TeamId,
        /// The new name.
        name: String,
        /// The new parent team; `None` for the company.
        parent: Option<TeamId>,
        /// The initial values of the edit: fields that others changed meanwhile are kept, conflicts are refused.
        /// Forms and browsers always send it. Without it the edit is unconditional: for the command line and seeding.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<TeamDraft>,
    },
    /// Removes an empty team.
    RemoveTeam {
        /// The team.
        id: TeamId,
    },
    /// Adds a person.
    AddPerson(Person),
    /// Changes a person's details.
    EditPerson {
        /// The person.
        id: PersonId,
        /// The new values.
        draft: PersonDraft,
        /// The initial values of the edit: fields that others changed meanwhile are kept, conflicts are refused.
        /// Forms and browsers always send it. Without it the edit is unconditional: for the command line and seeding.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<PersonDraft>,
    },
    /// Deactivates a person. Their roles and teams are kept, in case they are reactivated.
    DeactivatePerson {
        /// The person.
        id: PersonId,
        /// The new owner of what they own in cycles that aren't closed; required if there is any.
        hand_over_to: Option<PersonId>,
    },
    /// Reactivates a person.
    ReactivatePerson {
        /// The person.
        id: PersonId,
    },
    /// Sets whether a second factor is required of everyone who signs in with a password.
    RequireSecondFactor {
        /// Whether it is required.
        required: bool,
    },
    /// Adds a pillar.
    AddPillar(Pillar),
    /// Opens a cycle, in planning.
    OpenCycle {
        /// Its id.
        id: CycleId,
        /// Its name, unique.
        name: String,
        /// Its first day.
        first_day: NaiveDate,
        /// Its last day.
        last_day: NaiveDate,
        /// The parent cycle.
        parent: Option<CycleId>,
    },
    /// Moves a cycle to another phase.
    MovePhase {
        /// The cycle.
        cycle: CycleId,
        /// The new phase.
        to: Phase,
        /// The reason; required to reopen a closed cycle.
        reason: String,
    },
    /// Writes a new objective, as a draft.
    CreateObjective {
        /// Its id.
        id: ObjectiveId,
        /// The cycle. An objective never changes its cycle.
        cycle: CycleId,
        /// The content.
        draft: ObjectiveDraft,
    },
    /// Changes an objective's content.
    EditObjective {
        /// The objective.
        id: ObjectiveId,
        /// The new content.
        draft: ObjectiveDraft,
        /// The initial values of the edit: fields that others changed meanwhile are kept, conflicts are refused.
        /// Forms and browsers always send it. Without it the edit is unconditional: for the command line and seeding.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<ObjectiveDraft>,
        /// The reason; required to change the wording of a published objective while its cycle is running.
        reason: String,
    },
    /// Publishes a draft.
    Publish {
        /// The objective.
        id: ObjectiveId,
    },
    /// Makes an objective published by mistake a draft again, while nothing depends on it.
    Unpublish {
        /// The objective.
        id: ObjectiveId,
    },
    /// Deletes an objective and its key results. Objectives aligned to it become unaligned from it.
    DeleteObjective {
        /// The objective.
        id: ObjectiveId,
        /// The reason; required if it is published and its cycle is running.
        reason: String,
    },
    /// Adds a key result to an objective.
    CreateKeyResult {
        /// Its id.
        id: KeyResultId,
        /// Its objective.
        objective: ObjectiveId,
        /// The content.
        draft: KeyResultDraft,
        /// The reason; required if the objective is published and its cycle is running.
        reason: String,
    },
    /// Changes a key result.
    EditKeyResult {
        /// The key result.
        id: KeyResultId,
        /// The new content.
        draft: KeyResultDraft,
        /// The initial values of the edit: fields that others changed meanwhile are kept, conflicts are refused.
        /// Forms and browsers always send it. Without it the edit is unconditional: for the command line and seeding.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<KeyResultDraft>,
        /// The reason; required to change the wording or target of a published one while its cycle is running.
        reason: String,
    },
    /// Deletes a key result. Objectives aligned to it become unaligned from it.
    DeleteKeyResult {
        /// The key result.
        id: KeyResultId,
        /// The reason; required if its objective is published and its cycle is running.
        reason: String,
    },
    /// Aligns an objective to a parent.
    Align {
        /// The objective.
        child: ObjectiveId,
        /// The parent.
        parent: Parent,
        /// Contributes or supports; `None` for the default rule.
        how: Option<How>,
        /// The position among its parents.
        place: Place,
    },
    /// Removes an alignment.
    Unalign {
        /// The objective.
        child: ObjectiveId,
        /// The former parent.
        parent: Parent,
    },
    /// Changes whether, and with which weight, an aligned objective is counted.
    Reweigh {
        /// The objective.
        child: ObjectiveId,
        /// The parent.
        parent: Parent,
        /// The new value.
        how: How,
        /// The initial value of the edit: a conflicting change is refused. Forms and browsers always send it. Without
        /// it the edit is unconditional: for the command line and seeding.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<How>,
        /// The reason; required from the parent's owner.
        reason: String,
    },
    /// Removes an alignment on behalf of the parent's owner.
    Decline {
        /// The objective.
        child: ObjectiveId,
        /// The former parent.
        parent: Parent,
        /// The reason; always required.
        reason: String,
    },
    /// Reports a new reading of a key result.
    CheckIn {
        /// Its id.
        id: CheckInId,
        /// The key result.
        key_result: KeyResultId,
        /// The reading.
        reading: Reading,
        /// 0 to 10.
        confidence: u8,
        /// The note.
        note: Note,
    },
    /// Corrects a check-in. Both stay in the history.
    Correct {
        /// The id of the correction.
        id: CheckInId,
        /// The check-in that was wrong, or its last correction.
        wrong: CheckInId,
        /// The key result.
        key_result: KeyResultId,
        /// The correct reading.
        reading: Reading,
        /// 0 to 10.
        confidence: u8,
        /// The note.
        note: Note,
    },
    /// Imports a table of objectives, all or nothing.
    Import(Table),
    /// Imports a table of people and teams, all or nothing.
    ImportPeople(PeopleTable),
}

/// The position of a new alignment among an objective's parents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// After the others.
    #[default]
    Last,
    /// At this index; 0 makes it the primary parent. An index past the end means last.
    At(usize),
    /// Replaces another parent.
    InsteadOf(Parent),
}
