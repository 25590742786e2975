//! Single-use links: to found an organisation, to accept an invitation, to set a new password.

use app::opening::Returned;
use app::static_pages::{self, Typed};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okr::{Person, PersonId};
use store::{Purpose, SignInKind};

use super::sent::Sent;
use super::{field, second_step};
use crate::auth::{Dead, Passwords, Source, Token};
use crate::founding;
use crate::in_path::InPath;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again, returned};

/// The form behind a link. Viewing it doesn't use the link up, because mail programs open links.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, InPath(token): InPath<String>) -> Response {
    match site.auth.pass(&token).await {
        Ok(Ok((token, pass))) => draw(&site, context, token, pass.purpose, Typed::default()),
        Ok(Err(why)) => dead(&site, context, why),
        Err(error) => static_page::failed(&site, context, &error),
    }
}

/// Handles the form.
pub(crate) async fn send(
    State(site): State<Site>,
    context: RequestContext,
    InPath(token): InPath<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    match site.auth.pass(&token).await {
        Ok(Ok((token, pass))) => match pass.purpose {
            Purpose::Found => founding::found(&site, context, token, &headers, &sent).await,
            Purpose::Invite(person) | Purpose::Reset(person) => {
                choose(&site, context, token, pass.purpose, person, &headers, &sent.fields).await
            }
        },
        Ok(Err(why)) => dead(&site, context, why),
        Err(error) => static_page::failed(&site, context, &error),
    }
}

pub(crate) fn draw(site: &Site, context: RequestContext, token: Token, purpose: Purpose, typed: Typed<'_>) -> Response {
    let words = context.words();
    let path = format!("/link/{}", token.written());
    let board = site.service.ledger.board();
    let person = match purpose {
        Purpose::Found if board.organisation.is_none() => {
            let zones: Vec<&'static str> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
            let quarter = table::quarter_of(site.clock.moment(&board).today);
            let quarter = [quarter.name, quarter.first_day.to_string(), quarter.last_day.to_string()];
            let body = static_pages::sign_in::found(words, path.clone(), &zones, quarter, typed);
            return static_page::static_page(site, context, &path, words.translate("found.title"), body);
        }
        Purpose::Found => return dead(site, context, Dead::Used),
        Purpose::Invite(person) | Purpose::Reset(person) => person,
    };
    let Some(Person { name, email: Some(email), .. }) = board.person(person).ok().filter(|person| !person.deactivated) else {
        return dead(site, context, Dead::Used);
    };
    let welcome = matches!(purpose, Purpose::Invite(_));
    let organisation = static_page::organisation(site, context);
    let body = static_pages::link::choose_password(words, path.clone(), &organisation, name, email, welcome, typed);
    static_page::static_page(site, context, &path, words.translate(if welcome { "sign_in.title" } else { "link.reset" }), body)
}

async fn choose(
    site: &Site,
    context: RequestContext,
    token: Token,
    purpose: Purpose,
    person: PersonId,
    headers: &HeaderMap,
    fields: &[(String, String)],
) -> Response {
    let board = site.service.ledger.board();
    let Some(somebody) = board.person(person).ok().filter(|person| !person.deactivated) else {
        return dead(site, context, Dead::Used);
    };
    let password = field(fields, "password").unwrap_or_default();
    if let Err(weak) = Passwords::judge(password, &somebody.name, somebody.email.as_deref().unwrap_or_default()) {
        let returned: Returned = returned(fields, vec![("password", context.words().translate(weak.key()).to_owned())]);
        return again(draw(site, context, token, purpose, Typed(Some(&returned))));
    }
    let kept = site.auth.passwords.hash(&site.clock, password.to_owned()).await;
    match site.auth.sessions.set_password_by_link(token, person, &kept).await {
        // A link replaces the password only, not the second factor.
        Ok(true) => {
            site.auth.sign_in_log.note(SignInKind::LinkUsed, Some(person), Source::stranger(context, headers)).await;
            second_step::go_on(site, context, person, headers, "/").await
        }
        Ok(false) => dead(site, context, Dead::Used),
        Err(error) => static_page::failed(site, context, &error),
    }
}

pub(crate) fn dead(site: &Site, context: RequestContext, why: Dead) -> Response {
    let words = context.words();
    // Before there is an organisation, there is no administrator to ask for another link.
    let body = match site.service.ledger.board().organisation {
        None => static_pages::sign_in::unfounded(words),
        Some(_) => static_pages::link::dead(words, why),
    };
    let mut response = static_page::static_page(site, context, "/sign-in", words.translate("link.dead"), body);
    *response.status_mut() = if why == Dead::Wrong { StatusCode::NOT_FOUND } else { StatusCode::GONE };
    response
}
