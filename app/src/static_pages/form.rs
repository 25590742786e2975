//! Fields of a form that comes back with what was typed and what is wrong with it.

use leptos::prelude::*;

use crate::i18n::Words;
use crate::opening::Returned;

/// What was typed, and what is wrong with it; nothing at first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a>(pub Option<&'a Returned>);

impl Typed<'_> {
    /// What was typed into a field, if the form comes back.
    pub(super) fn text(self, field: &str) -> Option<String> {
        self.0.and_then(|returned| returned.typed(field)).map(str::to_owned)
    }

    /// What is wrong with a field; `""` is the whole form.
    pub(super) fn problem(self, field: &str) -> Option<String> {
        self.0.and_then(|returned| returned.problem(field)).map(str::to_owned)
    }

    /// Whether this one of several choices is chosen; `usual` says so of a form that is new.
    pub(super) fn chosen(self, field: &str, value: &str, usual: bool) -> bool {
        match self.0 {
            None => usual,
            Some(returned) => returned.typed.iter().any(|(name, typed)| name == field && typed == value),
        }
    }
}

/// A field of one line.
pub(super) struct Line<'a> {
    /// Its name in the form.
    pub(super) name: &'static str,
    /// The key of its label.
    pub(super) label: &'static str,
    /// `text`, `email` or `password`.
    pub(super) kind: &'static str,
    /// What the browser may fill in.
    pub(super) autocomplete: &'static str,
    /// The key of what helps to fill it in, or nothing.
    pub(super) hint: &'static str,
    /// What stands in it at first.
    pub(super) value: String,
    /// What came back.
    pub(super) typed: Typed<'a>,
}

impl Line<'_> {
    pub(super) fn draw(self, words: Words) -> AnyView {
        let Self { name, label, kind, autocomplete, hint, value, typed } = self;
        let problem = typed.problem(name);
        let wrong = problem.is_some();
        // What somebody typed is given back to them, but no password.
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

/// What is wrong with a form as a whole. The page opens at the first thing that is wrong: `autofocus` scrolls there.
pub(super) fn whole(typed: Typed<'_>) -> Option<AnyView> {
    typed.problem("").map(|problem| view! { <p class="wrong" role="alert" tabindex="-1" autofocus=true>{problem}</p> }.into_any())
}

/// One of several that may be chosen together, or one of which one is.
pub(super) fn choice(kind: &'static str, name: &'static str, value: String, chosen: bool, label: String) -> AnyView {
    view! {
        <label class="choice">
            <input r#type=kind name=name value=value checked=chosen/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}
