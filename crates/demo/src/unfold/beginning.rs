//! The founding: the organisation with its teams, people and pillars.

use std::collections::BTreeSet;

use chrono::{TimeDelta, Weekday};
use okr::{Actor, Command, Organisation, Person, Pillar, Roles, Team};

use super::Unfolding;
use crate::TIME_ZONE;
use crate::model::{Part, Span};

/// How many days before the first cycle the organisation is founded.
const BEGIN: i64 = 35;

/// The domain of all e-mail addresses: reserved for examples (RFC 2606), so that no mail is delivered.
const DOMAIN: &str = "harbourline.example";

impl Unfolding<'_> {
    pub(super) fn beginning(&mut self) {
        let company = self.company;
        let mut at = self.calendar.before(Span::Before, BEGIN, 9 * 3600);
        let organisation = Organisation {
            name: self.text(&company.name),
            purpose: self.text(&company.purpose),
            vision: self.text(&company.vision),
            language: self.language,
            time_zone: TIME_ZONE.to_owned(),
            week_begins: Weekday::Mon,
            rhythm_days: 7,
            second_factor_required: false,
        };
        self.say(at, Actor::CommandLine, Command::Found { organisation, root: self.teams[0] });

        // Milliseconds apart, so that the founding of a large organisation ends before its first cycle is planned.
        let mut next = || {
            at += TimeDelta::milliseconds(100);
            at
        };
        for (place, unit) in company.teams.iter().enumerate().skip(1) {
            let team =
                Team { id: self.teams[place], name: self.text(&unit.name), parent: unit.parent.map(|parent| self.teams[parent]) };
            self.say(next(), Actor::CommandLine, Command::AddTeam(team));
        }
        for (place, somebody) in company.people.iter().enumerate() {
            let team = BTreeSet::from([self.teams[somebody.team]]);
            let person = Person {
                id: self.people[place],
                name: somebody.name.clone().into_owned(),
                email: Some(format!("{}@{DOMAIN}", somebody.mailbox)),
                deactivated: false,
                roles: Roles {
                    executive: somebody.part.is_executive(),
                    programme_office: somebody.part == Part::ProgrammeOffice,
                    admin: somebody.part == Part::Admin,
                },
                leads: if somebody.part.leads() { team.clone() } else { BTreeSet::new() },
                teams: team,
            };
            self.say(next(), Actor::CommandLine, Command::AddPerson(person));
        }
        for (place, theme) in company.pillars.iter().enumerate() {
            let pillar = Pillar { id: self.pillars[place], name: self.text(&theme.name), owner: Some(self.people[theme.owner]) };
            self.say(next(), self.person(theme.owner), Command::AddPillar(pillar));
        }
    }
}
