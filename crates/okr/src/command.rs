//! Commands. Every change of the organisation is one of these.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::import::{PeopleTable, Table};
use crate::{
    Ambition, CheckInId, CommandId, CycleId, How, KeyResult, KeyResultId, Measure, Note, Objective, ObjectiveId, Organisation,
    OrganisationDraft, Parent, Person, PersonId, Phase, Pillar, PillarId, Reading, Roles, Team, TeamId,
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

/// The content of an objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectiveDraft {
    /// 1 to 300 characters.
    pub title: String,
    /// At most 10,000 characters.
    pub why: String,
    /// Its team.
    pub team: TeamId,
    /// Its owner.
    pub owner: PersonId,
    /// Only for a company objective.
    pub pillar: Option<PillarId>,
    /// How much of it is expected to be reached.
    pub ambition: Ambition,
}

/// The content of a key result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyResultDraft {
    /// 1 to 300 characters.
    pub title: String,
    /// Its owner.
    pub owner: Option<PersonId>,
    /// Finite, 0 to 100.
    pub weight: f64,
    /// The measure.
    pub measure: Measure,
    /// Driven by contributions.
    pub driven: bool,
}

/// The details of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamDraft {
    /// Its name.
    pub name: String,
    /// Its parent team; `None` for the company.
    pub parent: Option<TeamId>,
}

impl TeamDraft {
    /// A team's current details.
    pub fn of(team: &Team) -> Self {
        Self { name: team.name.clone(), parent: team.parent }
    }
}

/// The details of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDraft {
    /// Their name.
    pub name: String,
    /// Their e-mail address, if they can sign in.
    pub email: Option<String>,
    /// Organisation-wide roles.
    pub roles: Roles,
    /// The teams they are a member of.
    pub teams: BTreeSet<TeamId>,
    /// The teams they lead.
    pub leads: BTreeSet<TeamId>,
}

impl PersonDraft {
    /// A person's current details.
    pub fn of(person: &Person) -> Self {
        let Person { name, email, roles, teams, leads, .. } = person.clone();
        Self { name, email, roles, teams, leads }
    }

    /// Their role, as [`Person::role`].
    pub const fn role(&self) -> (Roles, &BTreeSet<TeamId>) {
        (self.roles, &self.leads)
    }

    pub(crate) fn write_to(&self, person: &mut Person) {
        let Self { name, email, roles, teams, leads } = self.clone();
        (person.name, person.email, person.roles) = (name, email, roles);
        (person.teams, person.leads) = (teams, leads);
    }
}

impl ObjectiveDraft {
    /// An objective's current content.
    pub fn of(objective: &Objective) -> Self {
        Self {
            title: objective.title.clone(),
            why: objective.why.clone(),
            team: objective.team,
            owner: objective.owner,
            pillar: objective.pillar,
            ambition: objective.ambition,
        }
    }

    /// Whether a change from `before` changes what was promised: the wording or the ambition. For a published
    /// objective whose cycle is running, that needs a reason.
    pub fn changes_promise(&self, before: &Self) -> bool {
        (&self.title, &self.why, self.ambition) != (&before.title, &before.why, before.ambition)
    }

    pub(crate) fn write_to(&self, objective: &mut Objective) {
        let Self { title, why, team, owner, pillar, ambition } = self.clone();
        (objective.title, objective.why, objective.team) = (title, why, team);
        (objective.owner, objective.pillar, objective.ambition) = (owner, pillar, ambition);
    }
}

impl KeyResultDraft {
    /// A key result's current content.
    pub fn of(key_result: &KeyResult) -> Self {
        Self {
            title: key_result.title.clone(),
            owner: key_result.owner,
            weight: key_result.weight,
            measure: key_result.measure.clone(),
            driven: key_result.driven,
        }
    }

    /// Whether a change from `before` changes what was promised: the wording, the weight or the measure. For a
    /// published one whose cycle is running, that needs a reason.
    pub fn changes_promise(&self, before: &Self) -> bool {
        (&self.title, self.weight, &self.measure, self.driven) != (&before.title, before.weight, &before.measure, before.driven)
    }

    pub(crate) fn write_to(&self, key_result: &mut KeyResult) {
        let Self { title, owner, weight, measure, driven } = self.clone();
        (key_result.title, key_result.owner, key_result.weight) = (title, owner, weight);
        (key_result.measure, key_result.driven) = (measure, driven);
    }
}
