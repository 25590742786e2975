//! The reader's account: due check-ins, devices, second factor and password.

use leptos::prelude::*;
use okr::{Moment, Person};
use store::Session;
use uuid::Uuid;

use super::form::{Line, Typed, whole};
use crate::i18n::{Words, t};

/// What the page shows.
pub struct Account<'a> {
    /// The reader.
    pub person: &'a Person,
    /// The number of their due key results.
    pub due: usize,
    /// Whether they have a password.
    pub has_password: bool,
    /// Whether they have a second factor.
    pub second_factor: bool,
    /// Their sessions.
    pub sessions: &'a [Session],
    /// The current session.
    pub here: Uuid,
    /// The rendered list of recent sign-in events.
    pub sign_ins: AnyView,
    /// The current time.
    pub moment: Moment,
    /// The password form, if it is shown again.
    pub typed: Typed<'a>,
    /// The confirmation of the last action.
    pub done: Option<&'static str>,
}

/// The page.
pub fn account(words: Words, account: Account<'_>) -> AnyView {
    let Account { person, due, has_password, second_factor, sessions, here, sign_ins, moment, typed, done } = account;
    let devices = sessions.iter().map(|session| {
        let name = device(words, &session.device);
        let is_here = session.id == here;
        view! {
            <li>
                <div>
                    <b>{name.clone()}</b>
                    <p class="dim">
                        {t!(words, "account.since", at = words.instant(session.began_at, &moment))}
                        " · "
                        {if is_here { words.translate("account.here").to_owned() } else { t!(words, "account.seen", ago = words.ago(session.seen_at, &moment)) }}
                    </p>
                </div>
                {(!is_here).then(|| view! {
                    <button class="button" name="session" value=session.id.to_string() aria-label=format!("{}: {name}", words.translate("account.end"))>{words.translate("account.end")}</button>
                })}
            </li>
        }
        .into_any()
    });
    let line = |name, label, autocomplete, hint| {
        Line { name, label, kind: "password", autocomplete, hint, value: String::new(), typed }.draw(words)
    };
    let password = has_password.then(|| {
        let (is, to) = if second_factor { ("account.second_on", "account.second_look") } else { ("second.off", "second.set_up") };
        view! {
            <section class="section">
                <header><h2>{words.translate("second.title")}</h2></header>
                <p>{words.translate(is)}</p>
                <a class="button" href="/account/second-factor">{words.translate(to)}</a>
            </section>
            <section class="section">
                <header><h2>{words.translate("account.password")}</h2></header>
                <p>{words.translate("account.password_why")}</p>
                <form method="post" action="/account/password" class="fields">
                    {whole(typed)}
                    <input class="visually-hidden" r#type="email" name="email" value=person.email.clone().unwrap_or_default() autocomplete="username" tabindex="-1" aria-hidden="true" readonly=true/>
                    {line("current", "field.current_password", "current-password", "")}
                    {line("password", "field.new_password", "new-password", "password.rule")}
                    <button class="button">{words.translate("account.change")}</button>
                </form>
            </section>
        }
        .into_any()
    });
    view! {
        <div class="page form-page wide">
            <header>
                <h1>{person.name.clone()}</h1>
                <p class="dim">{person.email.clone()}</p>
            </header>
            {done.map(|key| view! { <p class="done" role="status">{words.translate(key)}</p> })}
            <section class="section">
                <header><h2>{words.translate("account.due")}</h2></header>
                {if due == 0 {
                    view! { <p>{words.translate("account.nothing_due")}</p> }.into_any()
                } else {
                    view! { <p><a href="/check-in">{t!(words, "account.due_now", n = due)}</a></p> }.into_any()
                }}
                <p class="dim">{words.translate("account.wall")}" "<a class="link" href="/wall">{words.translate("wall.title")}</a></p>
            </section>
            <section class="section">
                <header><h2>{words.translate("account.devices")}</h2></header>
                <form method="post" action="/account/devices">
                    <ul class="devices">{devices.collect_view()}</ul>
                    {(sessions.len() > 1).then(|| view! {
                        <button class="button" name="session" value="others">{words.translate("account.end_others")}</button>
                    })}
                </form>
                <form method="post" action="/sign-out">
                    <button class="button">{words.translate("account.sign_out")}</button>
                </form>
            </section>
            {sign_ins}
            {password}
        </div>
    }
    .into_any()
}

/// A short name of a browser from its user agent, enough to tell devices apart.
pub(super) fn device(words: Words, agent: &str) -> String {
    // In order: each user agent also contains the names after it.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("MicroMessenger", "WeChat"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("HarmonyOS", "HarmonyOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |among: &[(&str, &'static str)]| among.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (find(&browsers), find(&systems)) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => words.translate("account.some_device").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_by_how_they_name_themselves() {
        let words = Words::default();
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                "Edge · Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari · iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0",
                "WeChat · Android",
            ),
            ("curl/8.5", "A device"),
            ("", "A device"),
        ] {
            assert_eq!(device(words, agent), name);
        }
    }
}
