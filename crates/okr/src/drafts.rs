//! The contents of things, as they are edited: without ids and what follows from other commands.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Ambition, KeyResult, Measure, Objective, Person, PersonId, PillarId, Roles, Team, TeamId};

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
