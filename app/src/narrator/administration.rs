//! What is said of the organisation's administration: its teams, people and settings. Only the audit log tells it.

use std::collections::BTreeSet;

use okr::{Event, OrganisationDraft, PersonDraft, Roles, TeamId};

use super::names::Narrator;
use crate::components::person::name_of;
use crate::i18n::t;

/// A field of a form: the key of its name, and its values before and after.
type Change = (&'static str, String, String);

impl Narrator<'_> {
    /// A sentence about an event that has no [statement](Narrator::statement).
    pub(super) fn administration(&self, event: &Event) -> String {
        let words = self.words;
        let person = |id| name_of(self.board, Some(id));
        match event {
            Event::Founded(organisation) => t!(words, "audit.founded", what = organisation.name),
            Event::OrganisationEdited { before, after } => {
                t!(words, "audit.organisation_edited", changes = self.list(organisation_changes(before, after)))
            }
            Event::TeamAdded(team) => t!(words, "audit.team_added", what = team.name),
            Event::TeamEdited { before, after } if before.name != after.name => {
                t!(words, "audit.team_renamed", before = before.name, after = after.name)
            }
            Event::TeamEdited { after, .. } => {
                let above = after.parent.map_or_else(|| self.gone(), |id| self.team(id));
                t!(words, "audit.team_moved", what = after.name, above = above)
            }
            Event::TeamRemoved(team) => t!(words, "audit.team_removed", what = team.name),
            Event::PersonAdded(added) => {
                t!(words, "audit.person_added", what = added.name, roles = self.roles(added.roles))
            }
            Event::PersonEdited { id, before, after } => {
                t!(words, "audit.person_edited", what = person(*id), changes = self.list(self.person_changes(before, after)))
            }
            Event::PersonDeactivated { id } => t!(words, "audit.person_deactivated", what = person(*id)),
            Event::PersonReactivated { id } => t!(words, "audit.person_reactivated", what = person(*id)),
            Event::SecondFactorRequired { after: true, .. } => words.translate("audit.second_factor_required").to_owned(),
            Event::SecondFactorRequired { after: false, .. } => words.translate("audit.second_factor_not_required").to_owned(),
            Event::PillarAdded(pillar) => t!(words, "audit.pillar_added", what = pillar.name),
            _ => String::new(),
        }
    }

    /// The fields that differ.
    fn list<const N: usize>(&self, fields: [Change; N]) -> String {
        let words = self.words;
        let changed = fields.into_iter().filter(|(_, before, after)| before != after);
        let told = changed
            .map(|(key, before, after)| t!(words, "audit.change", what = words.translate(key), before = before, after = after));
        told.collect::<Vec<_>>().join(words.translate("audit.and"))
    }

    fn person_changes(&self, before: &PersonDraft, after: &PersonDraft) -> [Change; 5] {
        let none = || self.words.translate("audit.none").to_owned();
        let email = |draft: &PersonDraft| draft.email.clone().unwrap_or_else(none);
        let teams = |teams: &BTreeSet<TeamId>| {
            let names: Vec<_> = teams.iter().map(|id| self.team(*id)).collect();
            if names.is_empty() { none() } else { names.join(self.words.translate("audit.and")) }
        };
        [
            ("field.name", before.name.clone(), after.name.clone()),
            ("field.email", email(before), email(after)),
            ("audit.roles", self.roles(before.roles), self.roles(after.roles)),
            ("audit.teams", teams(&before.teams), teams(&after.teams)),
            ("audit.leads", teams(&before.leads), teams(&after.leads)),
        ]
    }

    fn roles(&self, roles: Roles) -> String {
        let held = [
            (roles.executive, "continue.executive"),
            (roles.programme_office, "continue.programme_office"),
            (roles.admin, "continue.admin"),
        ];
        let names: Vec<_> = held.into_iter().filter(|(has, _)| *has).map(|(_, key)| self.words.translate(key)).collect();
        if names.is_empty() {
            self.words.translate("continue.member").to_owned()
        } else {
            names.join(self.words.translate("audit.and"))
        }
    }
}

fn organisation_changes(before: &OrganisationDraft, after: &OrganisationDraft) -> [Change; 4] {
    [
        ("found.name", before.name.clone(), after.name.clone()),
        ("reader.language", before.language.tag().to_owned(), after.language.tag().to_owned()),
        ("found.time_zone", before.time_zone.clone(), after.time_zone.clone()),
        ("found.week", before.week_begins.to_string(), after.week_begins.to_string()),
    ]
}
