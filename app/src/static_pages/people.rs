//! The list of people, for administrators.

use std::collections::HashMap;

use leptos::prelude::*;
use okr::{Board, Moment, Person, PersonDraft, PersonId};
use store::Access;

use super::continue_as::{Role, roles};
use super::form::{Line, Typed, choice, whole};
use super::meanwhile::{base, clashes};
use crate::i18n::{Words, t};
use crate::order::sort_by_name;

/// A new link. It is shown once, because only its hash is stored.
#[derive(Clone, Debug)]
pub struct MadeLink {
    /// The person it is for.
    pub person: PersonId,
    /// The URL.
    pub url: String,
    /// When it expires.
    pub until: chrono::DateTime<chrono::Utc>,
}

/// What the page shows.
pub struct People<'a> {
    /// The board with all people.
    pub board: &'a Board,
    /// Who can sign in.
    pub access: &'a HashMap<PersonId, Access>,
    /// The current time.
    pub moment: Moment,
    /// The form of a new person, if it is shown again.
    pub typed: Typed<'a>,
    /// The form about sign-in rules, if it is shown again.
    pub signing_in: Typed<'a>,
    /// The number of people who can be invited.
    pub waiting: usize,
    /// Whether a table was just imported.
    pub imported: bool,
}

/// The list of people, and a form for a new one.
pub fn people(words: Words, page: People<'_>) -> AnyView {
    let People { board, access, moment, typed, signing_in, waiting, imported } = page;
    let mut everybody: Vec<&Person> = board.people.values().map(AsRef::as_ref).collect();
    sort_by_name(&mut everybody, |person| &person.name, |person| person.id);
    let rows = everybody.into_iter().map(|person| {
        let access = access.get(&person.id).copied().unwrap_or_default();
        let what = match roles(words, board, person) {
            roles if roles.is_empty() => teams(board, person),
            roles => roles,
        };
        view! {
            <tr>
                <th scope="row">
                    <a class="link" href=format!("/people/{}", person.id)>{person.name.clone()}</a>
                    <span class="dim">{person.email.clone()}</span>
                </th>
                <td>{what}</td>
                <td>{state(words, person, access, &moment)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="page form-page wide people">
            <h1>{words.translate("people.title")}</h1>
            <p>{words.translate("people.why")}</p>
            {imported.then(|| view! { <p class="done" role="status">{words.translate("people.imported")}</p> })}
            {(waiting > 0).then(|| invitations(words, waiting))}
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words.translate("field.name")}</th>
                        <th scope="col">{words.translate("people.what")}</th>
                        <th scope="col">{words.translate("people.access")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {rules(words, board, signing_in)}
            <section class="section">
                <header><h2>{words.translate("people.add")}</h2></header>
                <p>{words.translate("people.add_why")}</p>
                <p><a class="link" href="/people/import">{words.translate("people.import")}</a></p>
                <form method="post" action="/people" class="fields">
                    {fields(words, board, None, typed)}
                    <button class="button primary">{words.translate("people.add_send")}</button>
                </form>
            </section>
        </div>
    }
    .into_any()
}

/// A button that creates links for all who can be invited.
fn invitations(words: Words, waiting: usize) -> AnyView {
    view! {
        <form method="post" action="/people/invitations" class="made">
            <p><b>{t!(words, "people.waiting", n = waiting)}</b></p>
            <p>{words.translate("people.waiting_why")}</p>
            <button class="button">{words.translate("people.waiting_send")}</button>
        </form>
    }
    .into_any()
}

/// The sign-in requirements for everyone.
fn rules(words: Words, board: &Board, typed: Typed<'_>) -> AnyView {
    let required = board.organisation.as_ref().is_some_and(|organisation| organisation.second_factor_required);
    let (is, change, to) = if required {
        ("people.required", "people.no_longer_require", "no")
    } else {
        ("people.not_required", "people.require", "yes")
    };
    view! {
        <section class="section">
            <header><h2>{words.translate("people.access")}</h2></header>
            <p><b>{words.translate(is)}</b></p>
            {(!required).then(|| view! { <p>{words.translate("people.require_why")}</p> })}
            <form method="post" action="/people/signing-in" class="fields">
                {whole(typed)}
                <button class="button" name="second_factor" value=to>{words.translate(change)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// A new link, to be sent to its person.
pub(super) fn made_link(words: Words, board: &Board, made: &MadeLink, moment: &Moment) -> AnyView {
    let name = board.person(made.person).map(|person| person.name.clone()).unwrap_or_default();
    view! {
        <section class="made" role="status">
            <h2>{t!(words, "people.made", name = name)}</h2>
            <p>{t!(words, "people.made_why", until = words.instant(made.until, moment))}</p>
            <input readonly=true value=made.url.clone() aria-label=words.translate("people.link")/>
        </section>
    }
    .into_any()
}

/// The fields of a person, filled in for an existing one.
pub(super) fn fields(words: Words, board: &Board, person: Option<&Person>, typed: Typed<'_>) -> AnyView {
    let line = |name, label, kind, value: Option<String>| {
        Line { name, label, kind, autocomplete: "off", hint: "", value: value.unwrap_or_default(), typed }.draw(words)
    };
    let held = [("executive", Role::Executive), ("programme_office", Role::ProgrammeOffice), ("admin", Role::Admin)];
    let held = held.into_iter().map(|(value, role)| {
        let usual = person.is_some_and(|person| role.is_of(person));
        choice("checkbox", "role", value.to_owned(), typed.chosen("role", value, usual), words.translate(role.key()).to_owned())
    });
    let mut teams: Vec<_> = board.teams.values().collect();
    sort_by_name(&mut teams, |team| &team.name, |team| team.id);
    teams.sort_by_key(|team| team.parent.is_some());
    let rows = teams.into_iter().map(|team| {
        let id = team.id.to_string();
        let member = typed.chosen("team", &id, person.is_some_and(|person| person.teams.contains(&team.id)));
        let leads = typed.chosen("leads", &id, person.is_some_and(|person| person.leads.contains(&team.id)));
        view! {
            <tr>
                <th scope="row">{team.name.clone()}</th>
                <td>{choice("checkbox", "team", id.clone(), member, words.translate("people.member").to_owned())}</td>
                <td>{choice("checkbox", "leads", id, leads, words.translate("people.leads").to_owned())}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        {whole(typed)}
        {person.map(|person| base(&PersonDraft::of(person), typed))}
        {clashes(words, typed)}
        <div class="row">
            {line("name", "field.name", "text", person.map(|person| person.name.clone()))}
            {line("email", "field.email", "email", person.and_then(|person| person.email.clone()))}
        </div>
        <fieldset class="field">
            <legend>{words.translate("people.roles")}</legend>
            {held.collect_view()}
            <p class="hint">{words.translate("people.roles_why")}</p>
        </fieldset>
        <fieldset class="field">
            <legend>{words.translate("people.teams")}</legend>
            <table><tbody>{rows.collect_view()}</tbody></table>
        </fieldset>
    }
    .into_any()
}

fn teams(board: &Board, person: &Person) -> String {
    person.teams.iter().filter_map(|team| board.team(*team).ok()).map(|team| team.name.clone()).collect::<Vec<_>>().join(" · ")
}

/// Whether a person can sign in.
pub(super) fn state(words: Words, person: &Person, access: Access, moment: &Moment) -> String {
    match access {
        _ if person.deactivated => words.translate("people.deactivated").to_owned(),
        Access { link_until: Some(until), .. } => t!(words, "people.invited", until = words.instant(until, moment)),
        Access { password_since: Some(_), second_factor: true, .. } => words.translate("people.signs_in_twice").to_owned(),
        Access { password_since: Some(_), .. } => words.translate("people.signs_in").to_owned(),
        Access { provider: true, .. } => words.translate("people.signs_in_elsewhere").to_owned(),
        Access { .. } => words.translate("people.no_access").to_owned(),
    }
}
