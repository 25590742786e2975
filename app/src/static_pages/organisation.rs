//! The organisation's settings, for administrators.

use leptos::prelude::*;
use okr::{Language, OrganisationDraft};

use super::form::{Line, Typed, whole};
use super::meanwhile::{base, clashes};
use super::settings::{DAYS, language_name};
use crate::i18n::Words;

/// What the page shows.
pub struct OrganisationPage<'a> {
    /// The current settings.
    pub draft: OrganisationDraft,
    /// Time zones to choose from.
    pub zones: &'a [&'static str],
    /// The form, if it is shown again.
    pub typed: Typed<'a>,
    /// Whether a change was just saved.
    pub saved: bool,
}

/// The page. The form contains its initial values, so that concurrent changes don't overwrite each other.
pub fn organisation(words: Words, page: OrganisationPage<'_>) -> AnyView {
    let OrganisationPage { draft, zones, typed, saved } = page;
    let languages = [Language::English, Language::Chinese].map(|language| {
        let name = language_name(language);
        let chosen = typed.chosen("language", language.tag(), language == draft.language);
        view! { <option value=language.tag() selected=chosen>{name}</option> }
    });
    let days = DAYS.map(|(day, key)| {
        let value = day.to_string();
        let chosen = typed.chosen("week", &value, day == draft.week_begins);
        view! { <option value=value selected=chosen>{words.translate(key)}</option> }
    });
    let name = Line {
        name: "name",
        label: "found.name",
        kind: "text",
        autocomplete: "organization",
        hint: "",
        value: draft.name.clone(),
        typed,
    };
    let problem = typed.problem("time_zone");
    view! {
        <div class="page form-page wide people">
            <header>
                <h1>{words.translate("found.organisation")}</h1>
                <p>{words.translate("organisation.why")}</p>
            </header>
            {saved.then(|| view! { <p class="done" role="status">{words.translate("people.saved")}</p> })}
            <form method="post" action="/organisation" class="fields">
                {whole(typed)}
                {base(&draft, typed)}
                {clashes(words, typed)}
                {name.draw(words)}
                <div class="row">
                    <div class="field">
                        <label for="language">{words.translate("reader.language")}</label>
                        <select id="language" name="language">{languages.collect_view()}</select>
                    </div>
                    <div class="field">
                        <label for="week">{words.translate("found.week")}</label>
                        <select id="week" name="week">{days.collect_view()}</select>
                    </div>
                </div>
                <div class="field">
                    <label for="time_zone">{words.translate("found.time_zone")}</label>
                    <input id="time_zone" name="time_zone" list="zones" autocomplete="off" required=true
                        value=typed.text("time_zone").unwrap_or_else(|| draft.time_zone.clone())
                        aria-invalid=problem.as_ref().map(|_| "true") autofocus=problem.is_some() aria-describedby="time_zone-hint"/>
                    <datalist id="zones">{zones.iter().map(|zone| view! { <option value=*zone></option> }).collect_view()}</datalist>
                    <p class="hint" id="time_zone-hint">{words.translate("found.time_zone_why")}</p>
                    {problem.map(|problem| view! { <p class="wrong">{problem}</p> })}
                </div>
                <button class="button primary">{words.translate("people.save")}</button>
            </form>
        </div>
    }
    .into_any()
}
