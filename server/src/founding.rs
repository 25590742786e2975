//! Founding an organisation with a server's first link.

use app::static_pages::Typed;
use axum::http::HeaderMap;
use axum::response::Response;
use okr::import::Table;
use okr::{Actor, Board, Command, CommandId, Envelope, Language, Organisation, Person, PersonId, Refusal, Roles, TeamId};
use store::{CommitError, Purpose};
use table::CycleName;

use crate::auth::{Dead, Passwords, Token};
use crate::error_response::ErrorResponse;
use crate::forms::sent::Sent;
use crate::forms::{field, link, people, see_other};
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, returned};

/// The choices made in the form.
struct Plan {
    organisation: Organisation,
    person: Person,
    password: String,
    begin: Begin,
}

/// The initial content of an organisation.
enum Begin {
    /// No content.
    Empty,
    /// The demo.
    Demo,
    /// An imported table.
    Import(Table),
}

/// Handles the form: founds the organisation, and signs its first administrator in.
pub(crate) async fn found(site: &Site, context: RequestContext, token: Token, headers: &HeaderMap, sent: &Sent) -> Response {
    let comes_back = |problems| {
        let returned = returned(&sent.fields, problems);
        again(link::draw(site, context, token, Purpose::Found, Typed(Some(&returned))))
    };
    let plan = match read(site, context, sent) {
        Ok(plan) => plan,
        Err(problems) => return comes_back(problems),
    };
    let kept = site.auth.passwords.hash(&site.clock, plan.password.clone()).await;
    let person = plan.person.id;
    let commands = commands(site, plan);
    if let Err(refused) = tried(&site.service.ledger.board(), &commands) {
        let (refusal, board) = *refused;
        return match refusal {
            Refusal::Founding => link::dead(site, context, Dead::Used),
            Refusal::Table(problems) => comes_back(vec![("table", context.words().problems(&problems, &board).join("\n"))]),
            refusal => comes_back(vec![(people::field_of(&refusal), context.words().refusal(&refusal, &board))]),
        };
    }
    // Spawned, so that it completes even if the client disconnects: an organisation without an administrator would be
    // unusable.
    let founding = {
        let site = site.clone();
        async move {
            site.service.seed(commands).await.map_err(|error| error.source)?;
            site.auth.sessions.set_password(person, &kept, None).await?;
            // The link is invalid anyway once there is an organisation.
            site.auth.accounts.use_up(&token.hash(), site.clock.now()).await?;
            Ok(())
        }
    };
    match tokio::spawn(founding).await.unwrap_or(Err(CommitError::Stopped)) {
        Ok(()) => {}
        // A concurrent request founded it first.
        Err(CommitError::Refused(_)) => return link::dead(site, context, Dead::Used),
        Err(CommitError::Store(error)) => return static_page::failed(site, context, &error),
        Err(CommitError::Conflict(_) | CommitError::Stopped) => {
            return ErrorResponse::from(app::error::AppError::Unavailable).answer(site, context);
        }
    }
    let mut response = see_other("/");
    match site.auth.sign_in(context, person, headers, &mut response).await {
        Ok(()) => response,
        Err(error) => static_page::failed(site, context, &error),
    }
}

/// Checks all commands before any is written, because seeding writes them in batches. `Err` holds the refusal and the
/// board.
fn tried(board: &Board, commands: &[(Actor, Envelope, okr::Moment)]) -> Result<(), Box<(Refusal, Board)>> {
    let mut board = board.clone();
    for (actor, envelope, at) in commands {
        match okr::decide(&board, *actor, &envelope.command, *at) {
            Ok(events) => {
                for event in &events {
                    board.apply(event);
                }
            }
            Err(refusal) => return Err(Box::new((refusal, board))),
        }
    }
    Ok(())
}

fn read<'a>(site: &Site, context: RequestContext, sent: &'a Sent) -> Result<Plan, Vec<(&'a str, String)>> {
    let (words, fields) = (context.words(), &sent.fields);
    let text = |name: &str| field(fields, name).unwrap_or_default().trim();
    let (name, email, password) = (text("name"), text("email"), field(fields, "password").unwrap_or_default());
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
    if let Err(weak) = Passwords::judge(password, name, email) {
        problems.push(("password", words.translate(weak.key()).to_owned()));
    }
    let begin = match text("begin") {
        "demo" => Ok(Begin::Demo),
        "import" => table_of(site, context, sent).map(Begin::Import),
        _ => Ok(Begin::Empty),
    };
    let begin = begin.map_err(|problem| problems.push(problem)).ok();
    let (Some(begin), true) = (begin, problems.is_empty()) else { return Err(problems) };
    Ok(Plan {
        organisation: Organisation {
            name: text("organisation").to_owned(),
            purpose: String::new(),
            vision: String::new(),
            language: Language::from_tag(text("language")).unwrap_or(context.language),
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
        begin,
    })
}

/// The uploaded table. Its company gets the name in the form; otherwise none of its teams would be known.
fn table_of(site: &Site, context: RequestContext, sent: &Sent) -> Result<Table, (&'static str, String)> {
    let words = context.words();
    let text = |name: &str| field(&sent.fields, name).unwrap_or_default().trim();
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

/// All commands of the founding. A demo keeps the name and people it was written with; in a table, the first
/// administrator may be one of the people named.
fn commands(site: &Site, plan: Plan) -> Vec<(Actor, Envelope, okr::Moment)> {
    let Plan { organisation, person, begin, .. } = plan;
    let now = site.clock.moment_in(&organisation.time_zone);
    let by_hand = |command| (Actor::CommandLine, Envelope { id: CommandId(site.clock.new_id()), command }, now);
    let language = organisation.language;
    let found = || by_hand(Command::Found { organisation, root: TeamId(site.clock.new_id()) });
    let add = by_hand(Command::AddPerson(person));
    match begin {
        Begin::Empty => vec![found(), add],
        Begin::Import(table) => {
            let found = found();
            let table = Table { ids_from: site.clock.new_id(), ..table };
            vec![found, add, by_hand(Command::Import(table))]
        }
        Begin::Demo => {
            let today = site.clock.moment_in(demo::TIME_ZONE);
            let steps = demo::organisation(today, demo::Size::Written, crate::commands::DEMO_SEED, language);
            let mut steps: Vec<_> = steps.into_iter().map(|step| (step.actor, step.envelope, step.at)).collect();
            // Placed right after the founding, so that they are in the first batch.
            if let Some(&(.., at)) = steps.first() {
                steps.insert(1, (add.0, add.1, at));
            }
            steps
        }
    }
}
