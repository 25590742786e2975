//! What can be asked for. Every change of the organisation is one of these.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::import::{PeopleTable, Table};
use crate::{
    Ambition, CheckInId, CommandId, CycleId, How, KeyResult, KeyResultId, Measure, Note, Objective, ObjectiveId, Organisation,
    OrganisationDraft, Parent, Person, PersonId, Phase, Pillar, PillarId, Reading, Roles, Team, TeamId,
};

/// A command and the id that makes it happen once, however often it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Chosen by the sender.
    pub id: CommandId,
    /// What is asked for.
    pub command: Command,
}

/// A request for a change. It carries the ids of what it makes, so that deciding it needs no chance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Begins an organisation with its root team. Only on an empty board, on the command line.
    Found {
        /// The organisation.
        organisation: Organisation,
        /// The root team.
        root: TeamId,
    },
    /// Changes what was said when the organisation was founded.
    EditOrganisation {
        /// What its editor began with: what was changed meanwhile stays, and what both changed is refused.
        base: OrganisationDraft,
        /// All that it shall say from now on.
        draft: OrganisationDraft,
    },
    /// Adds a team.
    AddTeam(Team),
    /// Gives a team another name, or puts it under another team, with all that is below it.
    EditTeam {
        /// Which team.
        id: TeamId,
        /// Its name from now on.
        name: String,
        /// The team that it belongs to from now on; `None` for the company, which belongs to none.
        parent: Option<TeamId>,
        /// What its editor began with: what was changed meanwhile stays, and what both changed is refused. Forms and browsers always
        /// send it. Without it the edit is unconditional, whatever stands: for the command line and what fills an organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<TeamDraft>,
    },
    /// Takes a team away in which nothing and nobody is left.
    RemoveTeam {
        /// Which team.
        id: TeamId,
    },
    /// Adds a person.
    AddPerson(Person),
    /// Changes what is written about a person.
    EditPerson {
        /// Who.
        id: PersonId,
        /// All that shall be so from now on.
        draft: PersonDraft,
        /// What its editor began with: what was changed meanwhile stays, and what both changed is refused. Forms and browsers always
        /// send it. Without it the edit is unconditional, whatever stands: for the command line and what fills an organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<PersonDraft>,
    },
    /// Somebody leaves. They keep their roles and teams on paper, so that they have them again if they come back.
    DeactivatePerson {
        /// Who.
        id: PersonId,
        /// Who answers from now on for what they own in cycles that aren't closed; owed if there is any.
        hand_over_to: Option<PersonId>,
    },
    /// Somebody comes back.
    ReactivatePerson {
        /// Who.
        id: PersonId,
    },
    /// Says whether everybody who signs in with a password needs a second factor.
    RequireSecondFactor {
        /// Whether they do from now on.
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
        /// The cycle it lies in.
        parent: Option<CycleId>,
    },
    /// Moves a cycle to another phase.
    MovePhase {
        /// Which cycle.
        cycle: CycleId,
        /// To where.
        to: Phase,
        /// Why; owed when a closed cycle is opened again.
        reason: String,
    },
    /// Writes a new objective, as a draft.
    CreateObjective {
        /// Its id.
        id: ObjectiveId,
        /// The cycle it is set for. An objective never changes its cycle.
        cycle: CycleId,
        /// What is written.
        draft: ObjectiveDraft,
    },
    /// Changes what is written.
    EditObjective {
        /// Which objective.
        id: ObjectiveId,
        /// All that it shall say from now on.
        draft: ObjectiveDraft,
        /// What its editor began with: what was changed meanwhile stays, and what both changed is refused. Forms and browsers always
        /// send it. Without it the edit is unconditional, whatever stands: for the command line and what fills an organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<ObjectiveDraft>,
        /// Why; owed when the wording of a published objective changes while its cycle runs.
        reason: String,
    },
    /// Makes a draft count.
    Publish {
        /// Which objective.
        id: ObjectiveId,
    },
    /// Makes a draft again of what was published by mistake, as long as nobody counts on it.
    Unpublish {
        /// Which objective.
        id: ObjectiveId,
    },
    /// Takes an objective and its key results off the board. What was aligned to it is unaligned from it.
    DeleteObjective {
        /// Which objective.
        id: ObjectiveId,
        /// Why; owed when it is published and its cycle runs.
        reason: String,
    },
    /// Adds a key result to an objective.
    CreateKeyResult {
        /// Its id.
        id: KeyResultId,
        /// The objective it belongs to.
        objective: ObjectiveId,
        /// What is written.
        draft: KeyResultDraft,
        /// Why; owed when the objective is published and its cycle runs.
        reason: String,
    },
    /// Changes a key result.
    EditKeyResult {
        /// Which key result.
        id: KeyResultId,
        /// All that it shall say from now on.
        draft: KeyResultDraft,
        /// What its editor began with: what was changed meanwhile stays, and what both changed is refused. Forms and browsers always
        /// send it. Without it the edit is unconditional, whatever stands: for the command line and what fills an organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<KeyResultDraft>,
        /// Why; owed when the wording or the target of a published one changes while its cycle runs.
        reason: String,
    },
    /// Takes a key result off the board. What was aligned to it is unaligned from it.
    DeleteKeyResult {
        /// Which key result.
        id: KeyResultId,
        /// Why; owed when its objective is published and its cycle runs.
        reason: String,
    },
    /// Aligns an objective to a parent.
    Align {
        /// The objective.
        child: ObjectiveId,
        /// What it is aligned to.
        parent: Parent,
        /// Contributes or supports; `None` leaves it to the usual rule.
        how: Option<How>,
        /// Where among its parents.
        place: Place,
    },
    /// Takes an alignment away.
    Unalign {
        /// The objective.
        child: ObjectiveId,
        /// What it is no longer aligned to.
        parent: Parent,
    },
    /// Changes whether, and with which weight, an aligned objective is counted.
    Reweigh {
        /// The objective.
        child: ObjectiveId,
        /// What it is aligned to.
        parent: Parent,
        /// From now on.
        how: How,
        /// What its editor began with: what was changed meanwhile stays, and what both changed is refused. Forms and browsers always
        /// send it. Without it the edit is unconditional, whatever stands: for the command line and what fills an organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<How>,
        /// Why; owed when it is the parent's owner who asks.
        reason: String,
    },
    /// The parent's owner takes an alignment away.
    Decline {
        /// The objective.
        child: ObjectiveId,
        /// What it was aligned to.
        parent: Parent,
        /// Why; always owed.
        reason: String,
    },
    /// Reports a key result's new reading.
    CheckIn {
        /// Its id.
        id: CheckInId,
        /// Which key result.
        key_result: KeyResultId,
        /// What was read.
        reading: Reading,
        /// 0 to 10.
        confidence: u8,
        /// In words.
        note: Note,
    },
    /// Puts a wrong check-in right. Both stay in the history.
    Correct {
        /// The id of the correction.
        id: CheckInId,
        /// The check-in that was wrong, or its last correction.
        wrong: CheckInId,
        /// The key result it was made on.
        key_result: KeyResultId,
        /// What should have been reported.
        reading: Reading,
        /// 0 to 10.
        confidence: u8,
        /// In words.
        note: Note,
    },
    /// Takes in a whole table, all or nothing.
    Import(Table),
    /// Takes in a whole table of people and teams, all or nothing.
    ImportPeople(PeopleTable),
}

/// Where a new alignment goes among an objective's parents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// After the others.
    #[default]
    Last,
    /// At this index; 0 makes it the primary parent. Past the end means last.
    At(usize),
    /// In the place of another parent, which goes.
    InsteadOf(Parent),
}

/// What is written of an objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectiveDraft {
    /// 1 to 300 characters.
    pub title: String,
    /// At most 10,000 characters.
    pub why: String,
    /// The team it belongs to.
    pub team: TeamId,
    /// Who answers for it.
    pub owner: PersonId,
    /// Only for a company objective.
    pub pillar: Option<PillarId>,
    /// How much of it is expected.
    pub ambition: Ambition,
}

/// What is written of a key result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyResultDraft {
    /// 1 to 300 characters.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// Finite, 0 to 100.
    pub weight: f64,
    /// What it is measured by.
    pub measure: Measure,
    /// Driven by contributions.
    pub driven: bool,
}

/// What is written about a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamDraft {
    /// Its name.
    pub name: String,
    /// The team that it belongs to; `None` for the company.
    pub parent: Option<TeamId>,
}

impl TeamDraft {
    /// What is written about a team.
    pub fn of(team: &Team) -> Self {
        Self { name: team.name.clone(), parent: team.parent }
    }
}

/// What is written about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDraft {
    /// Their name.
    pub name: String,
    /// Their e-mail address, if they can sign in.
    pub email: Option<String>,
    /// Roles that hold everywhere.
    pub roles: Roles,
    /// The teams they are a member of.
    pub teams: BTreeSet<TeamId>,
    /// The teams they lead.
    pub leads: BTreeSet<TeamId>,
}

impl PersonDraft {
    /// What is written about a person.
    pub fn of(person: &Person) -> Self {
        let Person { name, email, roles, teams, leads, .. } = person.clone();
        Self { name, email, roles, teams, leads }
    }

    /// The role that is written for them: as of [`Person::role`].
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
    /// What is written of an objective.
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

    /// Whether changing `before` into this changes what was promised: the wording, or how much of it is expected. Of a published
    /// objective whose cycle runs, that owes a reason.
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
    /// What is written of a key result.
    pub fn of(key_result: &KeyResult) -> Self {
        Self {
            title: key_result.title.clone(),
            owner: key_result.owner,
            weight: key_result.weight,
            measure: key_result.measure.clone(),
            driven: key_result.driven,
        }
    }

    /// Whether changing `before` into this changes what was promised: the wording, the weight, or what it is measured by. Of a published
    /// one whose cycle runs, that owes a reason.
    pub fn changes_promise(&self, before: &Self) -> bool {
        (&self.title, self.weight, &self.measure, self.driven) != (&before.title, before.weight, &before.measure, before.driven)
    }

    pub(crate) fn write_to(&self, key_result: &mut KeyResult) {
        let Self { title, owner, weight, measure, driven } = self.clone();
        (key_result.title, key_result.owner, key_result.weight) = (title, owner, weight);
        (key_result.measure, key_result.driven) = (measure, driven);
    }
}
