//! The page of a person, for administrators.

use leptos::prelude::*;
use okr::{Board, Moment, Person};
use store::Access;

use super::form::{Typed, whole};
use super::people::{MadeLink, fields, made_link, state};
use crate::i18n::{Words, t};
use crate::order::sort_by_name;

/// What the page shows.
pub struct OnePerson<'a> {
    /// The board with all people.
    pub board: &'a Board,
    /// The person.
    pub person: &'a Person,
    /// Whether they can sign in.
    pub access: Access,
    /// The current time.
    pub moment: Moment,
    /// The form, if it is shown again.
    pub typed: Typed<'a>,
    /// The deactivation form, if it is shown again.
    pub leaving: Typed<'a>,
    /// A new link.
    pub made: Option<&'a MadeLink>,
    /// Whether a change was just saved.
    pub saved: bool,
}

/// The page.
pub fn person(words: Words, page: OnePerson<'_>) -> AnyView {
    let OnePerson { board, person, access, moment, typed, leaving, made, saved } = page;
    let at = |what: &str| format!("/people/{}/{what}", person.id);
    let (link, why) = if access.password_since.is_some() {
        ("people.reset", "people.reset_why")
    } else {
        ("people.invite", "people.invite_why")
    };
    let access_part = (!person.deactivated).then(|| {
        view! {
            <section class="section">
                <header><h2>{words.translate("people.access")}</h2></header>
                <p><b>{state(words, person, access, &moment)}</b></p>
                <p>{words.translate(why)}</p>
                <form method="post" action=at("link")><button class="button">{words.translate(link)}</button></form>
                {access.second_factor.then(|| view! {
                    <p>{t!(words, "people.second_off_why", name = person.name)}</p>
                    <form method="post" action=at("second-factor")><button class="button">{words.translate("people.second_off")}</button></form>
                })}
                {access.provider.then(|| view! {
                    <p>{t!(words, "people.unbind_why", name = person.name)}</p>
                    <form method="post" action=at("provider")><button class="button">{words.translate("people.unbind")}</button></form>
                })}
            </section>
        }
        .into_any()
    });
    view! {
        <div class="page form-page wide people">
            <p><a class="link" href="/people">{words.translate("people.title")}</a></p>
            <h1>{person.name.clone()}</h1>
            {saved.then(|| view! { <p class="done" role="status">{words.translate("people.saved")}</p> })}
            {made.map(|made| made_link(words, board, made, &moment))}
            <form method="post" action=format!("/people/{}", person.id) class="fields">
                {fields(words, board, Some(person), typed)}
                <button class="button primary">{words.translate("people.save")}</button>
            </form>
            {access_part}
            {if person.deactivated { back_again(words, person, at("reactivate")) } else { leave(words, board, person, at("deactivate"), leaving) }}
        </div>
    }
    .into_any()
}

/// The deactivation form: asks who takes over what the person owns.
fn leave(words: Words, board: &Board, person: &Person, action: String, typed: Typed<'_>) -> AnyView {
    let mut others: Vec<_> = board.people.values().filter(|other| other.id != person.id && !other.deactivated).collect();
    sort_by_name(&mut others, |person| &person.name, |person| person.id);
    let others = others.into_iter().map(|other| {
        let id = other.id.to_string();
        let chosen = typed.chosen("to", &id, false);
        view! { <option value=id selected=chosen>{other.name.clone()}</option> }
    });
    view! {
        <section class="section">
            <header><h2>{words.translate("people.leave")}</h2></header>
            <p>{t!(words, "people.leave_why", name = person.name)}</p>
            <form method="post" action=action class="fields">
                {whole(typed)}
                <div class="field">
                    <label for="to">{words.translate("people.hand_over")}</label>
                    <select id="to" name="to"><option value="">{words.translate("people.nobody")}</option>{others.collect_view()}</select>
                </div>
                <button class="button">{words.translate("people.deactivate")}</button>
            </form>
        </section>
    }
    .into_any()
}

fn back_again(words: Words, person: &Person, action: String) -> AnyView {
    view! {
        <section class="section">
            <header><h2>{words.translate("people.deactivated")}</h2></header>
            <p>{t!(words, "people.back_why", name = person.name)}</p>
            <form method="post" action=action><button class="button">{words.translate("people.reactivate")}</button></form>
        </section>
    }
    .into_any()
}
