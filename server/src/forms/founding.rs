//! Founding an organisation with a server's first link.

use app::static_pages::Typed;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use okr::import::Table;
use okr::{Actor, Board, Command, Envelope, Language, Moment, Organisation, Person, PersonId, Refusal, Roles};
use serde::Deserialize;
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

/// The form, beside its file `table`. What is typed is judged once it is read, each with its field.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct FoundingForm {
    organisation: String,
    /// A language tag.
    language: String,
    time_zone: String,
    /// The day on which weeks begin.
    week: String,
    /// The name of the first administrator, and how they sign in.
    name: String,
    email: String,
    password: String,
    /// `yes` if they are an executive, too.
    executive: String,
    /// `demo`, `import`, or anything else for an empty organisation.
    begin: String,
    /// The cycle of the table's objectives.
    cycle: String,
    first_day: String,
    last_day: String,
}

/// Handles the form: founds the organisation, and signs its first administrator in.
pub(super) async fn found(
    site: &Site,
    context: RequestContext,
    token: Token,
    headers: &HeaderMap,
    sent: &Sent,
    form: &FoundingForm,
) -> Result<Response, LinkError> {
    let comes_back = |problems| {
        let returned = sent.fields.returned(problems);
        Ok(again(link_page::draw(site, context, token, Purpose::Found, Typed(Some(&returned)))))
    };
    let founding = match read(site, context, sent, form) {
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
fn read(site: &Site, context: RequestContext, sent: &Sent, form: &FoundingForm) -> Result<Founding, Vec<(&'static str, String)>> {
    let words = context.words();
    let (organisation, name, email, time_zone) =
        (form.organisation.trim(), form.name.trim(), form.email.trim(), form.time_zone.trim());
    let mut problems = Vec::new();
    for (field, label, is) in
        [("organisation", "found.name", organisation), ("name", "field.name", name), ("email", "field.email", email)]
    {
        if is.is_empty() {
            problems.push((field, words.fill("refusal.empty", &[("field", words.translate(label).to_owned())])));
        }
    }
    if time_zone.parse::<chrono_tz::Tz>().is_err() {
        problems.push(("time_zone", words.translate("found.no_such_zone").to_owned()));
    }
    if let Err(weak) = judge(&form.password, name, email) {
        problems.push(("password", words.weak_password(weak)));
    }
    let language = Language::from_tag(&form.language).unwrap_or(context.language);
    let begin = match form.begin.as_str() {
        "demo" => Ok(Content::Commands(demo(site, language))),
        "import" => table_of(site, context, sent, form).map(Content::Table),
        _ => Ok(Content::Empty),
    };
    let begin = begin.map_err(|problem| problems.push(problem)).ok();
    let (Some(begin), true) = (begin, problems.is_empty()) else { return Err(problems) };
    Ok(Founding {
        organisation: Organisation {
            name: organisation.to_owned(),
            purpose: String::new(),
            vision: String::new(),
            language,
            time_zone: time_zone.to_owned(),
            week_begins: form.week.parse().unwrap_or(chrono::Weekday::Mon),
            rhythm_days: 7,
            second_factor_required: false,
        },
        person: Person {
            id: PersonId(site.clock.new_id()),
            name: name.to_owned(),
            email: Some(email.to_owned()),
            roles: Roles { admin: true, executive: form.executive == "yes", programme_office: false },
            teams: std::collections::BTreeSet::default(),
            leads: std::collections::BTreeSet::default(),
            deactivated: false,
        },
        password: form.password.clone(),
        content: begin,
    })
}

/// The uploaded table. Its company gets the name in the form; otherwise none of its teams would be known.
fn table_of(site: &Site, context: RequestContext, sent: &Sent, form: &FoundingForm) -> Result<Table, (&'static str, String)> {
    let words = context.words();
    let day = |name: &'static str, text: &str| {
        let text = text.trim();
        text.parse().map_err(|_| (name, words.fill("fault.not_a_date", &[("text", text.to_owned())])))
    };
    let (first_day, last_day) = (day("first_day", &form.first_day)?, day("last_day", &form.last_day)?);
    let written = CycleName { name: form.cycle.trim().to_owned(), first_day, last_day };
    // The form proposes today's quarter before it knows the time zone.
    let [proposed, own] = ["UTC", form.time_zone.trim()].map(|zone| table::quarter_of(site.clock.moment_in(zone).today));
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
        Some(company) if company != form.organisation.trim() => {
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
