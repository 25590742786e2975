//! The page of a single-use link: setting a password.

use leptos::prelude::*;
use service::auth::InvalidLink;

use super::document::notice;
use super::form::{Line, Typed, whole};
use crate::i18n::{Words, t};

/// The form that sets a password. `welcome`: for a person who signs in for the first time.
pub fn choose_password(
    words: Words,
    action: String,
    organisation: &str,
    name: &str,
    email: &str,
    welcome: bool,
    typed: Typed<'_>,
) -> AnyView {
    let (title, why) = if welcome {
        (t!(words, "link.welcome", name = name), t!(words, "link.welcome_why", organisation = organisation))
    } else {
        (words.translate("link.reset").to_owned(), t!(words, "link.reset_why", organisation = organisation))
    };
    let password = Line {
        name: "password",
        label: "field.new_password",
        kind: "password",
        autocomplete: "new-password",
        hint: "password.rule",
        value: String::new(),
        typed,
    };
    view! {
        <div class="page form-page">
            <h1>{title}</h1>
            <p>{why}</p>
            <form method="post" action=action class="fields">
                {whole(typed)}
                <div class="field">
                    <label for="email">{words.translate("field.email")}</label>
                    <input id="email" name="email" r#type="email" value=email.to_owned() autocomplete="username" readonly=true/>
                </div>
                {password.draw(words)}
                <button class="button primary">{words.translate("link.send")}</button>
            </form>
        </div>
    }
    .into_any()
}

/// The message for an invalid link.
pub fn dead(words: Words, why: InvalidLink) -> AnyView {
    let sentence = match why {
        InvalidLink::Used => words.translate("link.used"),
        InvalidLink::Expired => words.translate("link.expired"),
        InvalidLink::Unknown => words.translate("link.wrong"),
    };
    let sentences = vec![sentence.to_owned(), words.translate("link.what_now").to_owned()];
    notice(words, words.translate("link.dead").to_owned(), sentences, Some(("/sign-in", "sign_in.title")))
}
