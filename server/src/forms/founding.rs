//! Founding an organisation with a server's first link.

use app::static_pages::Typed;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use okr::import::Table;
use okr::{Actor, Board, Command, Envelope, Language, Moment, Organisation, Person, PersonId, Refusal, Roles};
use service::auth::{InvalidLink, LinkError, Token, judge};
use service::{Content, Founding, FoundingError};
use store::Purpose;
use table::CycleName;

use super::sent::Sent;
use super::{link_page, people, see_other};
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::again;

/// Handles the form: founds the organisation, and signs its first administrator in.
pub(super) async fn found(
    site: &Site,
    context: RequestContext,
    token: Token,
    headers: &HeaderMap,
    sent: &Sent,
) -> Result<Response, LinkError> {
    let comes_back = |problems| {
        let returned = sent.fields.returned(problems);
        Ok(again(link_page::draw(site, context, token, Purpose::Found, Typed(Some(&returned)))))
    };
    let founding = match read(site, context, sent) {
        Ok(founding) => founding,
        Err(problems) => return comes_back(problems),
    };
    match site.service.found(token, founding).await {
        Ok(person) => {
            let mut response = see_other("/");
            site.sign_in(context, person, headers, &mut response).await?;
            Ok(response)
        }
        Err(FoundingError::Refused { refusal: Refusal::Table(problems), board }) => {
            comes_back(vec![("table", context.words().problems(&problems, &board).join("\n"))])
        }
        Err(FoundingError::Refused { refusal, board }) => {
            comes_back(vec![(people::field_of(&refusal), context.words().refusal(&refusal, &board))])
        }
        Err(FoundingError::Founded) => Err(InvalidLink::Used.into()),
        Err(FoundingError::Store(error)) => Err(error.into()),
        Err(FoundingError::Stopped) => Ok(ErrorResponse::from(app::error::AppError::Unavailable).into_response()),
    }
}

/// What the form asks for, or its problems: each with its field.
fn read(site: &Site, context: RequestContext, sent: &Sent) -> Result<Founding, Vec<(&'static str, String)>> {
    let (words, fields) = (context.words(), &sent.fields);
    let text = |name: &str| fields.text(name).trim();
    let (name, email, password) = (text("name"), text("email"), fields.text("password"));
    let mut problems = Vec::new();
    for (field, label, is) in
        [("organisation", "found.name", text("organisation")), ("name", "field.name", name), ("email", "field.email", email)]
    {
        if is.is_empty() {
            problems.push((field, words.fill("refusal.empty", &[("field", words.translate(label).to_owned())])));
        }
    }
    if text("time_zone").parse::<chrono_tz::Tz>().is_err() {
        problems.push(("time_zone", words.translate("found.no_such_zone").to_owned()));
    }
    if let Err(weak) = judge(password, name, email) {
        problems.push(("password", words.weak_password(weak)));
    }
    let language = Language::from_tag(text("language")).unwrap_or(context.language);
    let begin = match text("begin") {
        "demo" => Ok(Content::Commands(demo(site, language))),
        "import" => table_of(site, context, sent).map(Content::Table),
        _ => Ok(Content::Empty),
    };
    let begin = begin.map_err(|problem| problems.push(problem)).ok();
    let (Some(begin), true) = (begin, problems.is_empty()) else { return Err(problems) };
    Ok(Founding {
        organisation: Organisation {
            name: text("organisation").to_owned(),
            purpose: String::new(),
            vision: String::new(),
            language,
            time_zone: text("time_zone").to_owned(),
            week_begins: text("week").parse().unwrap_or(chrono::Weekday::Mon),
            rhythm_days: 7,
            second_factor_required: false,
        },
        person: Person {
            id: PersonId(site.clock.new_id()),
            name: name.to_owned(),
            email: Some(email.to_owned()),
            roles: Roles { admin: true, executive: text("executive") == "yes", programme_office: false },
            teams: std::collections::BTreeSet::default(),
            leads: std::collections::BTreeSet::default(),
            deactivated: false,
        },
        password: password.to_owned(),
        content: begin,
    })
}

/// The uploaded table. Its company gets the name in the form; otherwise none of its teams would be known.
fn table_of(site: &Site, context: RequestContext, sent: &Sent) -> Result<Table, (&'static str, String)> {
    let words = context.words();
    let text = |name: &str| sent.fields.text(name).trim();
    let day = |name: &'static str| {
        text(name).parse().map_err(|_| (name, words.fill("fault.not_a_date", &[("text", text(name).to_owned())])))
    };
    let written = CycleName { name: text("cycle").to_owned(), first_day: day("first_day")?, last_day: day("last_day")? };
    // The form proposes today's quarter before it knows the time zone.
    let [proposed, own] = ["UTC", text("time_zone")].map(|zone| table::quarter_of(site.clock.moment_in(zone).today));
    let cycle = if written == proposed { own } else { written };
    let bytes = sent.file("table").ok_or_else(|| ("table", words.translate("found.no_table").to_owned()))?;
    let rules = |table: &Table| {
        // The table is empty or unreadable.
        if table.company().is_none() {
            return Ok(Vec::new());
        }
        okr::decide(&Board::default(), Actor::CommandLine, &Command::Import(table.clone()), site.clock.moment_in("UTC"))
    };
    let table = match table::sheet(bytes, cycle, site.clock.new_id()).judged(rules) {
        Ok((table, _)) => table,
        Err(Refusal::Table(problems)) => return Err(("table", words.problems(&problems, &Board::default()).join("\n"))),
        Err(refusal) => return Err(("table", words.refusal(&refusal, &Board::default()))),
    };
    match table.company() {
        Some(company) if company != text("organisation") => {
            Err(("organisation", words.fill("found.other_name", &[("name", company.to_owned())])))
        }
        _ => Ok(table),
    }
}

/// The demo's commands.
fn demo(site: &Site, language: Language) -> Vec<(Actor, Envelope, Moment)> {
    let today = site.clock.moment_in(demo::TIME_ZONE);
    let steps = demo::organisation(today, demo::Size::Written, demo::SEED, language);
    steps.into_iter().map(|step| (step.actor, step.envelope, step.at)).collect()
}
