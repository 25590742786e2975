//! Links that work once: to begin an organisation, to be let in, to choose a new password.

use app::door::{self, Typed};
use app::opening::Returned;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okr::{Person, PersonId};
use store::{Purpose, SignInKind};

use super::sent::Sent;
use super::{field, second_step};
use crate::asked::Asked;
use crate::door::{Dead, Passwords, Source, Token};
use crate::founding;
use crate::in_path::InPath;
use crate::sheet::{self, again, returned};
use crate::site::Site;

/// The form that a link leads to. Looking at it uses nothing up: mail programs do.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, InPath(token): InPath<String>) -> Response {
    match site.door.pass(&token).await {
        Ok(Ok((token, pass))) => draw(&site, asked, token, pass.purpose, Typed::default()),
        Ok(Err(why)) => dead(&site, asked, why),
        Err(error) => sheet::failed(&site, asked, &error),
    }
}

/// Takes the form.
pub(crate) async fn send(
    State(site): State<Site>,
    asked: Asked,
    InPath(token): InPath<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    match site.door.pass(&token).await {
        Ok(Ok((token, pass))) => match pass.purpose {
            Purpose::Found => founding::found(&site, asked, token, &headers, &sent).await,
            Purpose::Invite(person) | Purpose::Reset(person) => {
                choose(&site, asked, token, pass.purpose, person, &headers, &sent.fields).await
            }
        },
        Ok(Err(why)) => dead(&site, asked, why),
        Err(error) => sheet::failed(&site, asked, &error),
    }
}

pub(crate) fn draw(site: &Site, asked: Asked, token: Token, purpose: Purpose, typed: Typed<'_>) -> Response {
    let words = asked.words();
    let path = format!("/link/{}", token.written());
    let board = site.office.ledger.board();
    let person = match purpose {
        Purpose::Found if board.organisation.is_none() => {
            let zones: Vec<&'static str> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
            let quarter = table::quarter_of(site.clock.moment(&board).today);
            let quarter = [quarter.name, quarter.first_day.to_string(), quarter.last_day.to_string()];
            let body = door::sign_in::found(words, path.clone(), &zones, quarter, typed);
            return sheet::sheet(site, asked, &path, words.say("found.title"), body);
        }
        Purpose::Found => return dead(site, asked, Dead::Used),
        Purpose::Invite(person) | Purpose::Reset(person) => person,
    };
    let Some(Person { name, email: Some(email), .. }) = board.person(person).ok().filter(|person| !person.deactivated) else {
        return dead(site, asked, Dead::Used);
    };
    let welcome = matches!(purpose, Purpose::Invite(_));
    let organisation = sheet::organisation(site, asked);
    let body = door::link::choose_password(words, path.clone(), &organisation, name, email, welcome, typed);
    sheet::sheet(site, asked, &path, words.say(if welcome { "sign_in.title" } else { "link.reset" }), body)
}

async fn choose(
    site: &Site,
    asked: Asked,
    token: Token,
    purpose: Purpose,
    person: PersonId,
    headers: &HeaderMap,
    fields: &[(String, String)],
) -> Response {
    let board = site.office.ledger.board();
    let Some(somebody) = board.person(person).ok().filter(|person| !person.deactivated) else {
        return dead(site, asked, Dead::Used);
    };
    let password = field(fields, "password").unwrap_or_default();
    if let Err(weak) = Passwords::judge(password, &somebody.name, somebody.email.as_deref().unwrap_or_default()) {
        let returned: Returned = returned(fields, vec![("password", asked.words().say(weak.key()).to_owned())]);
        return again(draw(site, asked, token, purpose, Typed(Some(&returned))));
    }
    let kept = site.door.passwords.hash(&site.clock, password.to_owned()).await;
    match site.door.sessions.set_password_by_link(token, person, &kept).await {
        // A link stands for the password, and for nothing more.
        Ok(true) => {
            site.door.sign_in_log.note(SignInKind::LinkUsed, Some(person), Source::stranger(asked, headers)).await;
            second_step::go_on(site, asked, person, headers, "/").await
        }
        Ok(false) => dead(site, asked, Dead::Used),
        Err(error) => sheet::failed(site, asked, &error),
    }
}

pub(crate) fn dead(site: &Site, asked: Asked, why: Dead) -> Response {
    let words = asked.words();
    // Before there is anybody, there is nobody to ask for another one.
    let body = match site.office.ledger.board().organisation {
        None => door::sign_in::unfounded(words),
        Some(_) => door::link::dead(words, why),
    };
    let mut response = sheet::sheet(site, asked, "/sign-in", words.say("link.dead"), body);
    *response.status_mut() = if why == Dead::Wrong { StatusCode::NOT_FOUND } else { StatusCode::GONE };
    response
}
