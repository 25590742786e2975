//! The audit log for administrators: the journal, newest first, one sentence per event.
//!
//! It can't be filtered by person and has no totals: it shows what happened, not how much a person did.

use leptos::prelude::*;
use okr::{
    Board, Entry, Event, How, Moment, ObjectiveId, OrganisationDraft, Parent, PersonDraft, PersonId, Phase, Roles, TeamId,
};

use crate::components::person::name_of;
use crate::i18n::Words;
use crate::t;

/// What the page shows.
pub struct Audit<'a> {
    /// The board, for names.
    pub board: &'a Board,
    /// The entries, newest first.
    pub entries: &'a [Entry],
    /// Whether there are older ones.
    pub more: bool,
    /// The current time.
    pub moment: Moment,
}

/// The page.
pub fn audit(words: Words, page: Audit<'_>) -> AnyView {
    let Audit { board, entries, more, moment } = page;
    let rows = entries.iter().map(|entry| {
        let who = match entry.actor {
            Some(_) => name_of(board, entry.actor),
            None => words.translate("audit.server").to_owned(),
        };
        view! {
            <tr>
                <td class="number">{entry.seq}</td>
                <td><time datetime=entry.at.to_rfc3339()>{words.instant(entry.at, &moment)}</time></td>
                <th scope="row">{who}</th>
                <td>{sentences(words, board, entry).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}</td>
            </tr>
        }
        .into_any()
    });
    let older = entries.last().filter(|_| more).map(|entry| format!("/audit?before={}", entry.seq));
    view! {
        <div class="page form-page wide people audit">
            <header>
                <h1>{words.translate("audit.title")}</h1>
                <p>{words.translate("audit.why")}</p>
                <p><a class="link" href="/audit/sign-ins">{words.translate("sign_ins.title")}</a></p>
            </header>
            <div class="scroll" role="region" aria-label=words.translate("audit.title") tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.translate("audit.number")}</th>
                            <th scope="col">{words.translate("audit.when")}</th>
                            <th scope="col">{words.translate("audit.who")}</th>
                            <th scope="col">{words.translate("audit.what")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {older.map(|older| view! { <p><a class="button" href=older rel="next">{words.translate("audit.older")}</a></p> })}
        </div>
    }
    .into_any()
}

/// The sentences of an entry. An import is one sentence, whatever its size.
fn sentences(words: Words, board: &Board, entry: &Entry) -> Vec<String> {
    let rows = entry.events.iter().filter(|event| matches!(event, Event::RowImported { .. })).count();
    let imported = (rows > 0).then(|| t!(words, "audit.imported", n = rows));
    let others =
        entry.events.iter().filter(|event| rows == 0 || matches!(event, Event::CycleOpened(_) | Event::PhaseMoved { .. }));
    let telling = Narrator { words, board };
    others.map(|event| telling.sentence(event)).chain(imported).collect()
}

/// The changes of the organisation's settings.
fn organisation_changes(words: Words, before: &OrganisationDraft, after: &OrganisationDraft) -> String {
    let differs = |key: &'static str, before: &str, after: &str| {
        (before != after).then(|| t!(words, "audit.change", what = words.translate(key), before = before, after = after))
    };
    [
        differs("found.name", &before.name, &after.name),
        differs("reader.language", before.language.tag(), after.language.tag()),
        differs("found.time_zone", &before.time_zone, &after.time_zone),
        differs("found.week", &before.week_begins.to_string(), &after.week_begins.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(words.translate("audit.and"))
}

struct Narrator<'a> {
    words: Words,
    board: &'a Board,
}

impl Narrator<'_> {
    fn sentence(&self, event: &Event) -> String {
        let words = self.words;
        let because = |sentence: String, reason: &str| {
            if reason.is_empty() { sentence } else { t!(words, "audit.because", what = sentence, reason = reason) }
        };
        match event {
            Event::Founded(organisation) => t!(words, "audit.founded", what = organisation.name),
            Event::OrganisationEdited { before, after } => {
                t!(words, "audit.organisation_edited", changes = organisation_changes(words, before, after))
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
            Event::PersonAdded(person) => {
                let roles = self.roles(person.roles);
                t!(words, "audit.person_added", what = person.name, roles = roles)
            }
            Event::PersonEdited { id, before, after } => {
                t!(words, "audit.person_edited", what = self.person(*id), changes = self.changes(before, after))
            }
            Event::HandedOver { from, to, objectives, key_results, pillars } => {
                let n = objectives.len() + key_results.len() + pillars.len();
                t!(words, "audit.handed_over", n = n, from = self.person(*from), to = self.person(*to))
            }
            Event::PersonDeactivated { id } => t!(words, "audit.person_deactivated", what = self.person(*id)),
            Event::PersonReactivated { id } => t!(words, "audit.person_reactivated", what = self.person(*id)),
            Event::SecondFactorRequired { after: true, .. } => words.translate("audit.second_factor_required").to_owned(),
            Event::SecondFactorRequired { after: false, .. } => words.translate("audit.second_factor_not_required").to_owned(),
            Event::PillarAdded(pillar) => t!(words, "audit.pillar_added", what = pillar.name),
            Event::CycleOpened(cycle) => t!(words, "audit.cycle_opened", what = cycle.name),
            Event::PhaseMoved { cycle, from, to, reason, .. } => {
                let name = self.board.cycle(*cycle).map_or_else(|_| self.gone(), |cycle| cycle.name.clone());
                because(t!(words, "audit.phase_moved", what = name, from = self.phase(*from), to = self.phase(*to)), reason)
            }
            Event::ObjectiveCreated(objective) => t!(words, "audit.objective_created", what = objective.title),
            Event::ObjectiveEdited { before, after, reason, .. } if before.title != after.title => {
                because(t!(words, "audit.reworded", before = before.title, after = after.title), reason)
            }
            Event::ObjectiveEdited { after, reason, .. } => {
                because(t!(words, "audit.objective_edited", what = after.title), reason)
            }
            Event::Unpublished { id, .. } => t!(words, "audit.unpublished", what = self.objective(*id)),
            Event::Published { id, .. } => t!(words, "audit.published", what = self.objective(*id)),
            Event::ObjectiveDeleted { before, reason } => {
                because(t!(words, "audit.objective_deleted", what = before.title), reason)
            }
            Event::KeyResultCreated { key_result, reason } => {
                because(t!(words, "audit.key_result_created", what = key_result.title), reason)
            }
            Event::KeyResultEdited { before, after, reason, .. } if before.title != after.title => {
                because(t!(words, "audit.reworded", before = before.title, after = after.title), reason)
            }
            Event::KeyResultEdited { after, reason, .. } => {
                because(t!(words, "audit.key_result_edited", what = after.title), reason)
            }
            Event::KeyResultDeleted { before, reason } => {
                because(t!(words, "audit.key_result_deleted", what = before.title), reason)
            }
            Event::Aligned { child, alignment, .. } => {
                t!(words, "audit.aligned", what = self.objective(*child), to = self.parent(alignment.parent))
            }
            Event::Unaligned { child, before, reason, .. } => {
                because(t!(words, "audit.unaligned", what = self.objective(*child), to = self.parent(before.parent)), reason)
            }
            Event::Reweighed { child, parent, before, after, reason } => {
                let (what, to) = (self.objective(*child), self.parent(*parent));
                let (before, after) = (self.how(*before), self.how(*after));
                because(t!(words, "audit.reweighed", what = what, to = to, before = before, after = after), reason)
            }
            Event::CheckedIn { key_result, .. } => t!(words, "audit.checked_in", what = self.key_result(*key_result)),
            Event::Corrected { key_result, .. } => t!(words, "audit.corrected", what = self.key_result(*key_result)),
            Event::RowImported { .. } => t!(words, "audit.imported", n = 1),
        }
    }

    /// The changes of a person's details.
    fn changes(&self, before: &PersonDraft, after: &PersonDraft) -> String {
        let words = self.words;
        let none = || words.translate("audit.none").to_owned();
        let differs = |key: &'static str, before: String, after: String| {
            (before != after).then(|| t!(words, "audit.change", what = words.translate(key), before = before, after = after))
        };
        let email = |draft: &PersonDraft| draft.email.clone().unwrap_or_else(none);
        let teams = |teams: &std::collections::BTreeSet<TeamId>| {
            let names: Vec<_> = teams.iter().map(|id| self.team(*id)).collect();
            if names.is_empty() { none() } else { names.join(words.translate("audit.and")) }
        };
        [
            differs("field.name", before.name.clone(), after.name.clone()),
            differs("field.email", email(before), email(after)),
            differs("audit.roles", self.roles(before.roles), self.roles(after.roles)),
            differs("audit.teams", teams(&before.teams), teams(&after.teams)),
            differs("audit.leads", teams(&before.leads), teams(&after.leads)),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(words.translate("audit.and"))
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

    fn how(&self, how: How) -> String {
        match how {
            How::Contributes(weight) => t!(self.words, "audit.weight", n = self.words.number(weight)),
            How::Supports => self.words.translate("audit.supports").to_owned(),
        }
    }

    fn phase(&self, phase: Phase) -> String {
        let key = match phase {
            Phase::Planning => "phase.planning",
            Phase::Running => "phase.running",
            Phase::Scoring => "phase.scoring",
            Phase::Closed => "phase.closed",
        };
        self.words.translate(key).to_owned()
    }

    fn gone(&self) -> String {
        self.words.translate("audit.gone").to_owned()
    }

    fn person(&self, id: PersonId) -> String {
        self.board.person(id).map_or_else(|_| self.gone(), |person| person.name.clone())
    }

    fn team(&self, id: TeamId) -> String {
        self.board.team(id).map_or_else(|_| self.gone(), |team| team.name.clone())
    }

    fn objective(&self, id: ObjectiveId) -> String {
        self.board.objective(id).map_or_else(|_| self.gone(), |objective| objective.title.clone())
    }

    fn key_result(&self, id: okr::KeyResultId) -> String {
        self.board.key_result(id).map_or_else(|_| self.gone(), |key_result| key_result.title.clone())
    }

    fn parent(&self, parent: Parent) -> String {
        match parent {
            Parent::Objective(id) => self.objective(id),
            Parent::KeyResult(id) => self.key_result(id),
        }
    }
}
