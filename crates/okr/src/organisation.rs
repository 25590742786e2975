//! The organisation, its teams, its people, and the pillars of its strategy.

use std::collections::BTreeSet;

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use crate::{PersonId, PillarId, TeamId};

/// A language of the interface.
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

    /// The language of a tag from [`Language::tag`].
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::English, Self::Chinese].into_iter().find(|language| language.tag() == tag)
    }
}

/// The organisation of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name, which is also the root team's.
    pub name: String,
    /// Its purpose.
    pub purpose: String,
    /// Its vision: the state it wants to achieve.
    pub vision: String,
    /// The default language of the interface.
    pub language: Language,
    /// The IANA name of its time zone, such as `Asia/Shanghai`. Determines when a day begins.
    pub time_zone: String,
    /// The first day of its week.
    pub week_begins: Weekday,
    /// Days between two check-ins, at least 1; 7 by default.
    pub rhythm_days: u16,
    /// Whether everyone who signs in with a password needs a second factor.
    #[serde(default)]
    pub second_factor_required: bool,
}

/// The settings of the organisation that can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationDraft {
    /// Its name, which is also the root team's.
    pub name: String,
    /// The default language of the interface.
    pub language: Language,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// The first day of its week.
    pub week_begins: Weekday,
}

impl OrganisationDraft {
    /// An organisation's current settings.
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

/// Organisation-wide roles. Memberships and leads of teams are in [`Person`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Owns the strategy.
    pub executive: bool,
    /// Runs the rhythm, not the content.
    pub programme_office: bool,
    /// Administers people, teams and the installation.
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
    /// Organisation-wide roles.
    pub roles: Roles,
    /// The teams they are a member of.
    pub teams: BTreeSet<TeamId>,
    /// The teams they lead; each includes every team below it.
    pub leads: BTreeSet<TeamId>,
    /// Whether they are deactivated. Then they can't sign in or do anything, but their history is kept.
    #[serde(default)]
    pub deactivated: bool,
}

impl Person {
    /// Whether they are an administrator who can act: active, and with an e-mail address.
    pub const fn looks_after_people(&self) -> bool {
        self.roles.admin && self.email.is_some() && !self.deactivated
    }

    /// Their role: organisation-wide roles, and the teams they lead.
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
    /// Its owner.
    pub owner: Option<PersonId>,
}
