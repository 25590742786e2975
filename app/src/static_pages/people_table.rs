//! Importing a table of people and teams: the form, the preview, and the problems.

use leptos::prelude::*;
use okr::import::Problem;
use okr::{Board, Event, Moment, PersonId, TeamId};

use super::continue_as::roles;
use super::people::MadeLink;
use crate::components::raw_text::raw_text;
use crate::i18n::{Words, t};

/// The state of a submitted table.
#[derive(Clone, Debug, Default)]
pub enum Looked {
    /// No table was sent.
    #[default]
    Nothing,
    /// Its problems, a sentence each.
    Wrong(Vec<String>),
    /// Its preview.
    Would(Effect),
}

/// The changes of a table, by names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// New people, with their addresses and roles.
    pub added: Vec<String>,
    /// New teams, as paths from the company.
    pub teams: Vec<String>,
    /// People who would change, with their new roles if those change.
    pub changed: Vec<String>,
}

impl Effect {
    /// Computed from the events that would follow, on the current board.
    pub fn of(words: Words, board: &Board, events: &[Event]) -> Self {
        let (mut after, mut effect) = (board.clone(), Self::default());
        for event in events {
            after.apply(event);
            match event {
                Event::PersonAdded(person) => {
                    let name = format!("{} ({})", person.name, person.email.as_deref().unwrap_or_default());
                    effect.added.push(named(words, &after, name, person.id));
                }
                Event::TeamAdded(team) => effect.teams.push(path(&after, team.id)),
                Event::PersonEdited { id, before, after: draft } => {
                    let name = before.name.clone();
                    effect.changed.push(if before.role() == draft.role() { name } else { named(words, &after, name, *id) });
                }
                _ => {}
            }
        }
        effect
    }

    /// Whether nothing would change.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A person with their roles, which matter most in a preview.
fn named(words: Words, board: &Board, name: String, person: PersonId) -> String {
    let roles = board.person(person).map(|person| roles(words, board, person)).unwrap_or_default();
    if roles.is_empty() { name } else { format!("{name} · {roles}") }
}

/// A team as a path from the company.
pub(super) fn path(board: &Board, team: TeamId) -> String {
    let mut names: Vec<_> = board.upwards(team).map(|team| team.name.as_str()).collect();
    names.reverse();
    names.join("/")
}

impl Words {
    /// The problems of a table, one per line; if there are very many, the first ones.
    pub fn problems(self, problems: &[Problem], board: &Board) -> Vec<String> {
        const MOST: usize = 50;
        let mut lines: Vec<_> = problems.iter().take(MOST).map(|problem| self.problem(problem, board)).collect();
        lines.extend((problems.len() > MOST).then(|| t!(self, "fault.more", n = problems.len() - MOST)));
        lines
    }
}

/// The page. `table` is the submitted table as text.
pub fn people_table(words: Words, board: &Board, table: &str, looked: &Looked) -> AnyView {
    let company = board.company().map(|company| company.name.clone()).unwrap_or_default();
    let some_team = board.teams.values().find(|team| team.parent.is_some()).map_or(company, |team| path(board, team.id));
    let example = format!("name,email,team,leads,roles\nAda Lin,ada.lin@example.com,{some_team},,admin");
    let wrong = matches!(looked, Looked::Wrong(_));
    view! {
        <div class="page form-page wide people-table">
            <header>
                <h1>{words.translate("people.import")}</h1>
                <p>{words.translate("people.import_why")}</p>
            </header>
            {match looked {
                Looked::Nothing => None,
                Looked::Wrong(sentences) => Some(problems(words, sentences)),
                Looked::Would(effect) => Some(would(words, table, effect)),
            }}
            <form method="post" action="/people/import" enctype="multipart/form-data" class="fields">
                <div class="field">
                    <label for="file">{words.translate("people.import_file")}</label>
                    <input id="file" name="file" r#type="file" accept=".csv,text/csv" aria-describedby=wrong.then_some("wrong")/>
                </div>
                <div class="field">
                    <label for="table">{words.translate("people.import_text")}</label>
                    <textarea id="table" name="table" rows="8" spellcheck="false" placeholder=example
                        aria-describedby=wrong.then_some("wrong")>{raw_text(table)}</textarea>
                </div>
                <button class="button primary">{words.translate("people.import_look")}</button>
            </form>
            <ul class="rules">
                <li>{words.translate("people.import_columns")}</li>
                <li>{words.translate("people.import_address")}</li>
                <li>{t!(words, "people.import_paths", example = some_team)}</li>
                <li>{t!(words, "people.import_roles", roles = "executive, programme_office, admin")}</li>
            </ul>
        </div>
    }
    .into_any()
}

fn problems(words: Words, sentences: &[String]) -> AnyView {
    let lines = sentences.iter().map(|sentence| view! { <li>{sentence.clone()}</li> });
    view! {
        <section class="wrong" id="wrong" role="alert" tabindex="-1" autofocus=true>
            <p>{words.translate("people.import_wrong")}</p>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The preview and the button that applies it, with the same table.
fn would(words: Words, table: &str, effect: &Effect) -> AnyView {
    let part = |key: &str, names: &[String]| {
        (!names.is_empty()).then(|| {
            let lines = names.iter().map(|name| view! { <li>{name.clone()}</li> });
            view! {
                <details open=names.len() <= 20>
                    <summary>{words.fill(key, &[("n", names.len().to_string())])}</summary>
                    <ul>{lines.collect_view()}</ul>
                </details>
            }
            .into_any()
        })
    };
    let take = (!effect.is_nothing()).then(|| {
        view! {
            <form method="post" action="/people/import" enctype="multipart/form-data">
                <input r#type="hidden" name="table" value=table.to_owned()/>
                <button class="button primary" name="take" value="yes">{words.translate("people.import_take")}</button>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="made" role="status">
            <h2>{words.translate("people.import_would")}</h2>
            {effect.is_nothing().then(|| view! { <p>{words.translate("people.import_idle")}</p> })}
            {part("people.import_added", &effect.added)}
            {part("people.import_teams", &effect.teams)}
            {part("people.import_changed", &effect.changed)}
            {take}
        </section>
    }
    .into_any()
}

/// New links, one per person. There is at least one.
pub fn links(words: Words, board: &Board, made: &[MadeLink], moment: &Moment) -> AnyView {
    let until = made.iter().map(|made| made.until).min().map(|until| words.instant(until, moment)).unwrap_or_default();
    let said = |person: PersonId| board.person(person).map(|person| (person.name.clone(), person.email.clone())).ok();
    let rows = made.iter().filter_map(|made| {
        let (name, email) = said(made.person)?;
        Some(view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{email}</td>
                <td class="secret">{made.url.clone()}</td>
            </tr>
        })
    });
    view! {
        <div class="page form-page wide people">
            <h1>{words.translate("people.links")}</h1>
            <p role="status">{t!(words, "people.links_why", until = until)}</p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.translate("field.name")}</th>
                        <th scope="col">{words.translate("field.email")}</th>
                        <th scope="col">{words.translate("people.link")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p><a class="link" href="/people">{words.translate("people.title")}</a></p>
        </div>
    }
    .into_any()
}
