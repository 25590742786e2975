//! The pages of the second factor: sign-in code, set-up, management.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use okr::Moment;

use super::form::{Line, Typed, whole};
use crate::i18n::{Words, t};

/// A QR code.
#[derive(Clone, Debug)]
pub struct Qr {
    /// Modules on each side.
    pub size: i32,
    /// Its dark modules, as the data of an SVG path.
    pub path: String,
}

/// The form that asks for a code, after the password.
pub fn ask(words: Words, organisation: &str, typed: Typed<'_>) -> AnyView {
    view! {
        <div class="page form-page">
            <h1>{words.translate("code.title")}</h1>
            <p class="dim">{organisation.to_owned()}</p>
            <p>{words.translate("code.why")}</p>
            <form method="post" action="/sign-in/code" class="fields">
                {code(words, "code.hint", typed)}
                <button class="button primary">{words.translate("code.send")}</button>
            </form>
            <details>
                <summary>{words.translate("code.lost")}</summary>
                <p>{words.translate("code.lost_how")}</p>
            </details>
        </div>
    }
    .into_any()
}

/// The set-up page. Has no `Debug`, because it holds the secret.
pub struct SetUp<'a> {
    /// The organisation, if it requires a second factor.
    pub required_by: Option<&'a str>,
    /// The form's target.
    pub action: &'static str,
    /// The QR code for the app.
    pub qr: Option<Qr>,
    /// The secret as text.
    pub secret: String,
    /// The form, if it is shown again.
    pub typed: Typed<'a>,
}

/// The set-up form: shows the secret for the app and asks for a first code.
pub fn set_up(words: Words, page: SetUp<'_>) -> AnyView {
    let SetUp { required_by, action, qr, secret, typed } = page;
    view! {
        <div class="page form-page">
            <h1>{words.translate("second.set_up")}</h1>
            <p>{match required_by {
                Some(organisation) => t!(words, "second.required_why", organisation = organisation),
                None => words.translate("second.why").to_owned(),
            }}</p>
            <p>{words.translate("second.begin_why")}</p>
            <ol class="steps">
                <li>
                    <p>{words.translate("second.scan")}</p>
                    {qr.map(|qr| draw(words, &qr))}
                    <p>{words.translate("second.typed")}</p>
                    <p><code class="secret">{secret}</code></p>
                </li>
                <li>
                    <p>{words.translate("second.confirm_why")}</p>
                    <form method="post" action=action class="fields">
                        {whole(typed)}
                        {code(words, "", typed)}
                        <button class="button primary" name="do" value="confirm">{words.translate("second.confirm")}</button>
                    </form>
                </li>
            </ol>
        </div>
    }
    .into_any()
}

/// Dark on light in either theme, with the quiet zone of four modules that scanners need.
fn draw(words: Words, qr: &Qr) -> AnyView {
    let side = qr.size + 8;
    view! {
        <svg class="qr" viewBox=format!("-4 -4 {side} {side}") role="img" aria-label=words.translate("second.qr") shape-rendering="crispEdges">
            <rect x="-4" y="-4" width=side height=side fill="#fff"></rect>
            <path d=qr.path.clone() fill="#000"></path>
        </svg>
    }
    .into_any()
}

/// The recovery codes, shown once; `to` is the next page.
pub fn recovery(words: Words, codes: Vec<String>, to: String) -> AnyView {
    view! {
        <div class="page form-page">
            <h1>{words.translate("recovery.title")}</h1>
            <p>{words.translate("recovery.why")}</p>
            <ol class="recovery">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
            <p><a class="button primary" href=to>{words.translate("recovery.go_on")}</a></p>
        </div>
    }
    .into_any()
}

/// The state of a person's second factor.
#[derive(Clone, Copy, Debug)]
pub enum Standing {
    /// They have no password that it could supplement.
    NoPassword,
    /// None is set up.
    Off,
    /// One is set up.
    On {
        /// The time of its set-up.
        since: DateTime<Utc>,
        /// The number of unused recovery codes.
        recovery_codes: u64,
        /// Whether the organisation requires it.
        required: bool,
    },
}

/// The content of the management page.
pub struct Manage<'a> {
    /// The state.
    pub standing: Standing,
    /// The e-mail address, for password managers.
    pub email: &'a str,
    /// The current time.
    pub moment: Moment,
    /// The form, if it is shown again.
    pub typed: Typed<'a>,
}

/// The management page.
pub fn manage(words: Words, page: Manage<'_>) -> AnyView {
    let Manage { standing, email, moment, typed } = page;
    let current = || {
        let (label, value) = ("field.current_password", String::new());
        let line = Line { name: "current", label, kind: "password", autocomplete: "current-password", hint: "", value, typed };
        view! {
            <input class="visually-hidden" r#type="email" name="email" value=email.to_owned() autocomplete="username" tabindex="-1" aria-hidden="true" readonly=true/>
            {line.draw(words)}
        }
        .into_any()
    };
    let body = match standing {
        Standing::NoPassword => view! { <p>{words.translate("second.no_password")}</p> }.into_any(),
        Standing::Off => view! {
            <p>{words.translate("second.off")}</p>
            <p>{words.translate("second.begin_why")}</p>
            <form method="post" action="/account/second-factor" class="fields">
                {whole(typed)}
                {current()}
                <button class="button primary" name="do" value="begin">{words.translate("second.set_up")}</button>
            </form>
        }
        .into_any(),
        Standing::On { since, recovery_codes, required } => view! {
            <p>{t!(words, "second.on", at = words.instant(since, &moment))}" "{t!(words, "recovery.left", n = recovery_codes)}</p>
            <form method="post" action="/account/second-factor" class="fields">
                {whole(typed)}
                <p>{words.translate("second.both")}</p>
                {current()}
                {code(words, "code.hint", typed)}
                <div class="field">
                    <p class="hint">{words.translate("recovery.new_why")}</p>
                    <div class="actions">
                        <button class="button" name="do" value="codes">{words.translate("recovery.new")}</button>
                        {(!required).then(|| view! { <button class="button" name="do" value="off">{words.translate("second.take_off")}</button> })}
                    </div>
                </div>
            </form>
            {required.then(|| view! { <p>{words.translate("second.kept")}</p> })}
        }
        .into_any(),
    };
    view! {
        <div class="page form-page">
            <p><a class="link" href="/account">{words.translate("account.title")}</a></p>
            <h1>{words.translate("second.title")}</h1>
            <p>{words.translate("second.why")}</p>
            {body}
        </div>
    }
    .into_any()
}

fn code(words: Words, hint: &'static str, typed: Typed<'_>) -> AnyView {
    let (name, label, value) = ("code", "field.code", String::new());
    Line { name, label, kind: "text", autocomplete: "one-time-code", hint, value, typed }.draw(words)
}
