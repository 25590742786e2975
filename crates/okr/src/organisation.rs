//! The organisation, its teams, its people, and the pillars of its strategy.

use std::collections::BTreeSet;

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use crate::{PersonId, PillarId, TeamId};

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    Chinese,
}

impl Language {
    /// The BCP 47 tag, as in `lang="…"` and as it is stored.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// The language of a tag made by [`Language::tag`].
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::English, Self::Chinese].into_iter().find(|language| language.tag() == tag)
    }
}

/// What an installation is about: one organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name, which is also the root team's.
    pub name: String,
    /// Why it exists.
    pub purpose: String,
    /// What the world looks like when it has succeeded.
    pub vision: String,
    /// What the interface speaks to somebody who hasn't chosen.
    pub language: Language,
    /// IANA name of its time zone, such as `Asia/Shanghai`. Decides when a day begins.
    pub time_zone: String,
    /// The first day of its week.
    pub week_begins: Weekday,
    /// Days between two check-ins, at least 1; a week unless somebody says otherwise.
    pub rhythm_days: u16,
    /// Whether everybody who signs in with a password needs a second factor beside it.
    #[serde(default)]
    pub second_factor_required: bool,
}

/// What was said when the organisation was founded, and can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationDraft {
    /// Its name, which is also the root team's.
    pub name: String,
    /// What the interface speaks to somebody who hasn't chosen.
    pub language: Language,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// The first day of its week.
    pub week_begins: Weekday,
}

impl OrganisationDraft {
    /// What is written of an organisation.
    pub fn of(organisation: &Organisation) -> Self {
        let Organisation { name, language, time_zone, week_begins, .. } = organisation.clone();
        Self { name, language, time_zone, week_begins }
    }

    pub(crate) fn write_to(&self, organisation: &mut Organisation) {
        let Self { name, language, time_zone, week_begins } = self.clone();
        (organisation.name, organisation.language) = (name, language);
        (organisation.time_zone, organisation.week_begins) = (time_zone, week_begins);
    }
}

/// A team. Teams form a tree; the one without a parent is the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name, unique among its siblings.
    pub name: String,
    /// The team it belongs to; `None` for the company.
    pub parent: Option<TeamId>,
}

/// Roles that hold everywhere. Leading a team and being a member of one are in [`Person`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Owns the strategy.
    pub executive: bool,
    /// Runs the rhythm, not the content.
    pub programme_office: bool,
    /// Looks after people, teams and the installation.
    pub admin: bool,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name, as they write it.
    pub name: String,
    /// Their e-mail address, if they can sign in.
    pub email: Option<String>,
    /// Roles that hold everywhere.
    pub roles: Roles,
    /// The teams they are a member of.
    pub teams: BTreeSet<TeamId>,
    /// The teams they lead, each with every team below it.
    pub leads: BTreeSet<TeamId>,
    /// Whether they have left. Then they can't sign in or do anything, and what they did stays.
    #[serde(default)]
    pub deactivated: bool,
}

impl Person {
    /// Whether they look after people, and could come in to do so: an administrator who hasn't left, and has an address.
    pub const fn looks_after_people(&self) -> bool {
        self.roles.admin && self.email.is_some() && !self.deactivated
    }

    /// Their role: what holds everywhere, and the teams they lead.
    pub const fn role(&self) -> (Roles, &BTreeSet<TeamId>) {
        (self.roles, &self.leads)
    }
}

/// A theme of the strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pillar {
    /// Its id.
    pub id: PillarId,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
}
