//! How an organisation begins, for whoever holds a server's first link.

use app::door::Typed;
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{Actor, Command, CommandId, Envelope, Language, Organisation, Person, PersonId, Roles, TeamId};
use store::{CommitError, Purpose};

use crate::asked::Asked;
use crate::door::{Dead, Passwords, Token};
use crate::forms::{field, link, see_other};
use crate::sheet::{self, again, returned};
use crate::site::Site;
use crate::wrong::Wrong;

/// What was decided.
struct Plan {
    organisation: Organisation,
    person: Person,
    password: String,
    /// Begin with the demonstration.
    demo: bool,
}

/// Takes the form, begins the organisation, and signs its first administrator in.
pub(crate) async fn found(site: &Site, asked: Asked, token: Token, headers: &HeaderMap, fields: &[(String, String)]) -> Response {
    let comes_back = |problems| {
        let returned = returned(fields, problems);
        again(link::draw(site, asked, token, Purpose::Found, Typed(Some(&returned))))
    };
    let plan = match read(site, asked, fields) {
        Ok(plan) => plan,
        Err(problems) => return comes_back(problems),
    };
    let kept = site.door.passwords.hash(&site.clock, plan.password.clone()).await;
    let person = plan.person.id;
    match site.office.ledger.seed(commands(site, plan)).await {
        Ok(_) => {}
        Err(error) => match error.source {
            CommitError::Refused(okr::Refusal::Founding) => return link::dead(site, asked, Dead::Used),
            CommitError::Refused(refusal) => {
                let board = site.office.ledger.board();
                return comes_back(vec![("", asked.words().refusal(&refusal, &board))]);
            }
            CommitError::Store(error) => return sheet::failed(site, asked, &error),
            CommitError::Conflict(_) | CommitError::Stopped => {
                return Wrong::from(app::error::AppError::Unavailable).answer(site, asked);
            }
        },
    }
    let mut response = see_other("/");
    let done = async {
        // That there is an organisation makes it useless already.
        site.door.accounts.use_up(&token.hash(), site.clock.now()).await?;
        site.door.sessions.set_password(person, &kept, None).await?;
        site.door.sessions.begin(person, headers, asked.caller, &mut response).await
    };
    match done.await {
        Ok(()) => response,
        Err(error) => sheet::failed(site, asked, &error),
    }
}

fn read<'a>(site: &Site, asked: Asked, fields: &'a [(String, String)]) -> Result<Plan, Vec<(&'a str, String)>> {
    let words = asked.words();
    let text = |name: &str| field(fields, name).unwrap_or_default().trim();
    let (name, email, password) = (text("name"), text("email"), field(fields, "password").unwrap_or_default());
    let mut problems = Vec::new();
    for (field, label, is) in
        [("organisation", "found.name", text("organisation")), ("name", "field.name", name), ("email", "field.email", email)]
    {
        if is.is_empty() {
            problems.push((field, words.fill("refusal.empty", &[("field", words.say(label).to_owned())])));
        }
    }
    if text("time_zone").parse::<chrono_tz::Tz>().is_err() {
        problems.push(("time_zone", words.say("found.no_such_zone").to_owned()));
    }
    if let Err(weak) = Passwords::judge(password, name, email) {
        problems.push(("password", words.say(weak.key()).to_owned()));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Plan {
        organisation: Organisation {
            name: text("organisation").to_owned(),
            purpose: String::new(),
            vision: String::new(),
            language: Language::from_tag(text("language")).unwrap_or(asked.language),
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
        demo: text("begin") == "demo",
    })
}

/// All of it, in one go. A demonstration keeps the name and the people that it was written with.
fn commands(site: &Site, plan: Plan) -> Vec<(Actor, Envelope, okr::Moment)> {
    let Plan { organisation, person, demo, .. } = plan;
    let now = site.clock.moment_in(&organisation.time_zone);
    let mut commands: Vec<_> = if demo {
        let today = site.clock.moment_in(demo::TIME_ZONE);
        let steps = demo::organisation(today, demo::Size::Written, crate::commands::DEMO_SEED, organisation.language);
        steps.into_iter().map(|step| (step.actor, step.envelope, step.at)).collect()
    } else {
        let root = TeamId(site.clock.new_id());
        vec![(Actor::CommandLine, envelope(site, Command::Found { organisation, root }), now)]
    };
    commands.push((Actor::CommandLine, envelope(site, Command::AddPerson(person)), now));
    commands
}

fn envelope(site: &Site, command: Command) -> Envelope {
    Envelope { id: CommandId(site.clock.new_id()), command }
}
