//! Sign-in, and founding an organisation.

use leptos::prelude::*;

use super::form::{Line, Typed, choice, whole};
use crate::i18n::{Words, t};

/// The sign-in form; `back` is the path to return to, and `provider` the name and address of the OpenID Connect
/// provider, if there is one.
pub fn sign_in(words: Words, organisation: &str, back: String, provider: Option<(&str, String)>, typed: Typed<'_>) -> AnyView {
    let instead = provider.map(|provider| super::oidc::way(words, provider));
    let line = |name, label, kind, autocomplete| {
        Line { name, label, kind, autocomplete, hint: "", value: String::new(), typed }.draw(words)
    };
    view! {
        <div class="page form-page">
            <h1>{words.translate("sign_in.title")}</h1>
            <p class="dim">{organisation.to_owned()}</p>
            <form method="post" action="/sign-in" class="fields">
                {whole(typed)}
                <input r#type="hidden" name="back" value=back/>
                {line("email", "field.email", "email", "username")}
                {line("password", "field.password", "password", "current-password")}
                <button class="button primary">{words.translate("sign_in.send")}</button>
            </form>
            {instead}
            <details>
                <summary>{words.translate("sign_in.forgotten")}</summary>
                <p>{words.translate("sign_in.forgotten_how")}</p>
            </details>
        </div>
    }
    .into_any()
}

/// The founding form, behind a server's first link.
pub fn found(words: Words, action: String, zones: &[&'static str], quarter: [String; 3], typed: Typed<'_>) -> AnyView {
    let line = |name, label, kind, autocomplete, hint, value: &str| {
        Line { name, label, kind, autocomplete, hint, value: value.to_owned(), typed }.draw(words)
    };
    let one_of = |name: &'static str, options: Vec<(&'static str, String)>, usual: &'static str| {
        options
            .into_iter()
            .map(|(value, label)| {
                view! { <option value=value selected=typed.chosen(name, value, value == usual)>{label}</option> }
            })
            .collect_view()
    };
    let say = |key| words.translate(key).to_owned();
    let languages = one_of("language", vec![("en", "English".into()), ("zh-Hans", "简体中文".into())], words.0.tag());
    let days = [("Mon", "day.monday"), ("Sun", "day.sunday"), ("Sat", "day.saturday")];
    let weeks = one_of("week", days.into_iter().map(|(value, key)| (value, words.translate(key).to_owned())).collect(), "Mon");
    let usual_zone = if words.0 == okr::Language::Chinese { "Asia/Shanghai" } else { "UTC" };
    view! {
        <div class="page form-page">
            <h1>{words.translate("found.title")}</h1>
            <p>{words.translate("found.why")}</p>
            <form method="post" action=action enctype="multipart/form-data" class="fields founding">
                {whole(typed)}
                <h2>{words.translate("found.organisation")}</h2>
                {line("organisation", "found.name", "text", "organization", "", "")}
                <div class="row">
                    <div class="field">
                        <label for="language">{words.translate("reader.language")}</label>
                        <select id="language" name="language">{languages}</select>
                    </div>
                    <div class="field">
                        <label for="week">{words.translate("found.week")}</label>
                        <select id="week" name="week">{weeks}</select>
                    </div>
                </div>
                <div class="field">
                    <label for="time_zone">{words.translate("found.time_zone")}</label>
                    <input id="time_zone" name="time_zone" list="zones" autocomplete="off" required=true
                        value=typed.text("time_zone").unwrap_or_else(|| usual_zone.to_owned())
                        aria-invalid=typed.problem("time_zone").map(|_| "true") autofocus=typed.problem("time_zone").is_some() aria-describedby="time_zone-hint"/>
                    <datalist id="zones">{zones.iter().map(|zone| view! { <option value=*zone></option> }).collect_view()}</datalist>
                    <p class="hint" id="time_zone-hint">{words.translate("found.time_zone_why")}</p>
                    {typed.problem("time_zone").map(|problem| view! { <p class="wrong">{problem}</p> })}
                </div>
                <h2>{words.translate("found.you")}</h2>
                <p class="dim">{words.translate("found.you_why")}</p>
                {line("name", "field.name", "text", "name", "", "")}
                {line("email", "field.email", "email", "username", "", "")}
                {line("password", "field.new_password", "password", "new-password", "password.rule", "")}
                {choice("checkbox", "executive", "yes".into(), typed.chosen("executive", "yes", true), say("found.executive"))}
                <fieldset class="field">
                    <legend>{words.translate("found.begin")}</legend>
                    {choice("radio", "begin", "empty".into(), typed.chosen("begin", "empty", true), say("found.empty"))}
                    {choice("radio", "begin", "demo".into(), typed.chosen("begin", "demo", false), say("found.demo"))}
                    {choice("radio", "begin", "import".into(), typed.chosen("begin", "import", false), say("found.import"))}
                </fieldset>
                {table(words, quarter, typed)}
                <button class="button primary">{words.translate("found.send")}</button>
            </form>
        </div>
    }
    .into_any()
}

/// The fields of an import: the table, and the cycle's name, first and last day. Shown when an import is chosen.
fn table(words: Words, quarter: [String; 3], typed: Typed<'_>) -> AnyView {
    let [name, first_day, last_day] = quarter;
    let line = |name: &'static str, label, kind: &'static str, value: String| {
        view! {
            <div class="field">
                <label for=name>{words.translate(label)}</label>
                <input id=name name=name r#type=kind autocomplete="off" value=typed.text(name).unwrap_or(value)
                    aria-invalid=typed.problem(name).map(|_| "true") aria-describedby=format!("{name}-wrong")/>
                {wrong(name, typed)}
            </div>
        }
        .into_any()
    };
    view! {
        <div class="fields table-to-import">
            <div class="field">
                <label for="table">{words.translate("found.table")}</label>
                <input id="table" name="table" r#type="file" accept=".csv,text/csv"
                    aria-invalid=typed.problem("table").map(|_| "true") aria-describedby="table-hint table-wrong"/>
                <p class="hint" id="table-hint">{words.translate("found.table_why")}</p>
                {wrong("table", typed)}
            </div>
            {line("cycle", "found.cycle", "text", name)}
            <div class="row">
                {line("first_day", "found.first_day", "date", first_day)}
                {line("last_day", "found.last_day", "date", last_day)}
            </div>
        </div>
    }
    .into_any()
}

/// The problem of a field, shown beside it.
fn wrong(name: &'static str, typed: Typed<'_>) -> Option<AnyView> {
    typed.problem(name).map(|problem| view! { <p class="wrong lines" id=format!("{name}-wrong")>{problem}</p> }.into_any())
}

/// The message for visitors while there is no organisation.
pub fn unfounded(words: Words) -> AnyView {
    super::document::notice(
        words,
        words.translate("found.waiting").to_owned(),
        vec![t!(words, "found.waiting_why").to_owned()],
        None,
    )
}
