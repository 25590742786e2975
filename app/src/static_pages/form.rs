//! Fields of forms that can be shown again with their values and problems.

use leptos::prelude::*;

use crate::i18n::Words;
use crate::opening::Returned;

/// The submitted values and problems; `None` at first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a>(pub Option<&'a Returned>);

impl Typed<'_> {
    /// The submitted value of a field.
    pub(super) fn text(self, field: &str) -> Option<String> {
        self.0.and_then(|returned| returned.typed(field)).map(str::to_owned)
    }

    /// What is wrong with a field; `""` is the whole form.
    pub(super) fn problem(self, field: &str) -> Option<String> {
        self.0.and_then(|returned| returned.problem(field)).map(str::to_owned)
    }

    /// Whether an option is selected; `usual` is the default of a new form.
    pub(super) fn chosen(self, field: &str, value: &str, usual: bool) -> bool {
        match self.0 {
            None => usual,
            Some(returned) => returned.typed.iter().any(|(name, typed)| name == field && typed == value),
        }
    }
}

/// A single-line field.
pub(super) struct Line<'a> {
    /// The field's name.
    pub(super) name: &'static str,
    /// The translation key of the label.
    pub(super) label: &'static str,
    /// `text`, `email` or `password`.
    pub(super) kind: &'static str,
    /// The `autocomplete` value.
    pub(super) autocomplete: &'static str,
    /// The translation key of the hint, or nothing.
    pub(super) hint: &'static str,
    /// The initial value.
    pub(super) value: String,
    /// The submitted form.
    pub(super) typed: Typed<'a>,
}

impl Line<'_> {
    pub(super) fn draw(self, words: Words) -> AnyView {
        let Self { name, label, kind, autocomplete, hint, value, typed } = self;
        let problem = typed.problem(name);
        let wrong = problem.is_some();
        // Submitted values are shown again, except passwords.
        let value = if kind == "password" { String::new() } else { typed.text(name).unwrap_or(value) };
        let described = match (wrong, hint.is_empty()) {
            (true, _) => Some(format!("{name}-wrong")),
            (false, false) => Some(format!("{name}-hint")),
            (false, true) => None,
        };
        view! {
            <div class="field">
                <label for=name>{words.translate(label)}</label>
                <input id=name name=name r#type=kind autocomplete=autocomplete value=value required=true
                    aria-invalid=wrong.then_some("true") aria-describedby=described autofocus=wrong/>
                {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{words.translate(hint)}</p> })}
                {problem.map(|problem| view! { <p class="wrong" id=format!("{name}-wrong")>{problem}</p> })}
            </div>
        }
        .into_any()
    }
}

/// The problem of a form as a whole. `autofocus` scrolls to the first problem.
pub(super) fn whole(typed: Typed<'_>) -> Option<AnyView> {
    typed.problem("").map(|problem| view! { <p class="wrong" role="alert" tabindex="-1" autofocus=true>{problem}</p> }.into_any())
}

/// A check box or radio button.
pub(super) fn choice(kind: &'static str, name: &'static str, value: String, chosen: bool, label: String) -> AnyView {
    view! {
        <label class="choice">
            <input r#type=kind name=name value=value checked=chosen/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}
