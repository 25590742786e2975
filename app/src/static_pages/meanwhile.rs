//! Concurrent changes in static forms: what another person changed while the form was open, field by field, with a
//! choice between both values.
//!
//! An edit form contains its initial values in a hidden field. If both changed a field, the form is shown again with
//! the current values and asks.

use leptos::prelude::*;
use okr::merge::Editable;
use okr::{Board, Field, OrganisationDraft, PersonDraft, Roles, TeamDraft, TeamId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::form::Typed;
use super::settings::{day_name, language_name};
use crate::i18n::Words;
use crate::opening::Returned;

/// The hidden field with the initial values.
pub const BASE: &str = "base";
/// The key under which a conflict is returned.
const CLASH: &str = "clash";

/// A form's subject: its fields as posted, and in words.
pub trait Posted: Editable + Serialize + DeserializeOwned {
    /// Its fields.
    const FIELDS: &'static [Field];

    /// Copies a field from another.
    fn take(&mut self, field: Field, from: &Self);

    /// The text of a field.
    fn say(&self, words: Words, board: &Board, field: Field) -> String;

    /// All fields as posted.
    fn fields(&self) -> Vec<(String, String)>;

    /// The initial values, if the form contains them.
    fn base(posted: &[(String, String)]) -> Option<Self> {
        posted.iter().find(|(name, _)| name == BASE).and_then(|(_, text)| serde_json::from_str(text).ok())
    }

    /// Applies the choices made between both values.
    fn chosen(&mut self, posted: &[(String, String)], base: &Self) {
        for &field in Self::FIELDS {
            if posted.iter().any(|(name, kept)| *name == choice_of(field) && kept == "theirs") {
                self.take(field, base);
            }
        }
    }

    /// The form with the current values and the conflicts; `None` if nothing conflicts.
    fn clashing(&self, words: Words, board: &Board, base: &Self, theirs: &Self) -> Option<Returned> {
        let (mine, fields) = self.rebased(base, theirs);
        if fields.is_empty() {
            return None;
        }
        let mut typed = mine.fields();
        typed.push((BASE.to_owned(), written(theirs)));
        for &field in &fields {
            let told = (choice_of(field), words.field(field), theirs.say(words, board, field), mine.say(words, board, field));
            typed.push((CLASH.to_owned(), written(&told)));
        }
        let theirs = words.fill("refusal.edited_meanwhile", &[("fields", words.fields(&fields))]);
        Some(Returned { typed, problems: vec![(String::new(), theirs)] })
    }
}

/// The hidden field of an edit form.
pub(super) fn base<T: Posted>(draft: &T, typed: Typed<'_>) -> AnyView {
    let value = typed.text(BASE).unwrap_or_else(|| written(draft));
    view! { <input type="hidden" name=BASE value=value/> }.into_any()
}

/// The choices for each conflict.
pub(super) fn clashes(words: Words, typed: Typed<'_>) -> Option<AnyView> {
    let told = typed.0?.typed.iter().filter(|(name, _)| name == CLASH);
    let told: Vec<(String, String, String, String)> = told.filter_map(|(_, told)| serde_json::from_str(told).ok()).collect();
    if told.is_empty() {
        return None;
    }
    let fields = told.into_iter().map(|(name, label, theirs, mine)| {
        let one = |value: &'static str, key: &'static str, text: String| {
            view! {
                <label class="choice">
                    <input type="radio" name=name.clone() value=value required=true/>
                    <span><b>{words.translate(key)}</b>" "<bdi>{if text.is_empty() { "–".to_owned() } else { text }}</bdi></span>
                </label>
            }
            .into_any()
        };
        view! {
            <fieldset class="field">
                <legend>{label}</legend>
                {one("theirs", "meanwhile.theirs", theirs)}
                {one("mine", "meanwhile.mine", mine)}
            </fieldset>
        }
        .into_any()
    });
    Some(view! { <div class="meanwhile">{fields.collect_view()}</div> }.into_any())
}

fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The name of the field with the choice.
fn choice_of(field: Field) -> String {
    format!("keep-{}", serde_json::to_string(&field).unwrap_or_default().trim_matches('"'))
}

fn names(words: Words, board: &Board, teams: impl IntoIterator<Item = TeamId>) -> String {
    let names = teams.into_iter().filter_map(|id| board.team(id).ok()).map(|team| team.name.clone());
    names.collect::<Vec<_>>().join(words.translate("field.and"))
}

fn roles(words: Words, roles: Roles) -> String {
    let held =
        [(roles.executive, "continue.executive"), (roles.programme_office, "role.programme_office"), (roles.admin, "role.admin")];
    held.into_iter()
        .filter(|(held, _)| *held)
        .map(|(_, key)| words.translate(key))
        .collect::<Vec<_>>()
        .join(words.translate("field.and"))
}

impl Posted for PersonDraft {
    const FIELDS: &'static [Field] = &[Field::Name, Field::Email, Field::Roles, Field::Teams, Field::Leads];

    fn take(&mut self, field: Field, from: &Self) {
        match field {
            Field::Name => self.name.clone_from(&from.name),
            Field::Email => self.email.clone_from(&from.email),
            Field::Roles => self.roles = from.roles,
            Field::Teams => self.teams.clone_from(&from.teams),
            Field::Leads => self.leads.clone_from(&from.leads),
            _ => {}
        }
    }

    fn say(&self, words: Words, board: &Board, field: Field) -> String {
        match field {
            Field::Name => self.name.clone(),
            Field::Email => self.email.clone().unwrap_or_default(),
            Field::Roles => roles(words, self.roles),
            Field::Teams => names(words, board, self.teams.iter().copied()),
            Field::Leads => names(words, board, self.leads.iter().copied()),
            _ => String::new(),
        }
    }

    fn fields(&self) -> Vec<(String, String)> {
        let one = |name: &str, value: String| (name.to_owned(), value);
        let Roles { executive, programme_office, admin } = self.roles;
        let held = [(executive, "executive"), (programme_office, "programme_office"), (admin, "admin")];
        let mut fields = vec![one("name", self.name.clone()), one("email", self.email.clone().unwrap_or_default())];
        fields.extend(held.into_iter().filter(|(held, _)| *held).map(|(_, role)| one("role", role.to_owned())));
        fields.extend(self.teams.iter().map(|id| one("team", id.to_string())));
        fields.extend(self.leads.iter().map(|id| one("leads", id.to_string())));
        fields
    }
}

impl Posted for TeamDraft {
    const FIELDS: &'static [Field] = &[Field::Name, Field::Parent];

    fn take(&mut self, field: Field, from: &Self) {
        match field {
            Field::Name => self.name.clone_from(&from.name),
            Field::Parent => self.parent = from.parent,
            _ => {}
        }
    }

    fn say(&self, words: Words, board: &Board, field: Field) -> String {
        match field {
            Field::Name => self.name.clone(),
            Field::Parent => names(words, board, self.parent),
            _ => String::new(),
        }
    }

    fn fields(&self) -> Vec<(String, String)> {
        let parent = self.parent.map(|id| ("parent".to_owned(), id.to_string()));
        std::iter::once(("name".to_owned(), self.name.clone())).chain(parent).collect()
    }
}

impl Posted for OrganisationDraft {
    const FIELDS: &'static [Field] = &[Field::Name, Field::Language, Field::TimeZone, Field::WeekBegins];

    fn take(&mut self, field: Field, from: &Self) {
        match field {
            Field::Name => self.name.clone_from(&from.name),
            Field::Language => self.language = from.language,
            Field::TimeZone => self.time_zone.clone_from(&from.time_zone),
            Field::WeekBegins => self.week_begins = from.week_begins,
            _ => {}
        }
    }

    fn say(&self, words: Words, _: &Board, field: Field) -> String {
        match field {
            Field::Name => self.name.clone(),
            Field::Language => language_name(self.language).to_owned(),
            Field::TimeZone => self.time_zone.clone(),
            Field::WeekBegins => day_name(words, self.week_begins).to_owned(),
            _ => String::new(),
        }
    }

    fn fields(&self) -> Vec<(String, String)> {
        let one = |name: &str, value: String| (name.to_owned(), value);
        vec![
            one("name", self.name.clone()),
            one("language", self.language.tag().to_owned()),
            one("time_zone", self.time_zone.clone()),
            one("week", self.week_begins.to_string()),
        ]
    }
}
