//! The pages of single-use links.

use app::static_pages::{self, Typed};
use axum::http::StatusCode;
use axum::response::Response;
use okr::Person;
use service::auth::{InvalidLink, Token};
use store::Purpose;

use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page;

/// The form behind a link.
pub(super) fn draw(site: &Site, context: RequestContext, token: Token, purpose: Purpose, typed: Typed<'_>) -> Response {
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
        Purpose::Found => return dead(site, context, InvalidLink::Used),
        Purpose::Invite(person) | Purpose::Reset(person) => person,
    };
    let Some(Person { name, email: Some(email), .. }) = board.active_person(person) else {
        return dead(site, context, InvalidLink::Used);
    };
    let welcome = matches!(purpose, Purpose::Invite(_));
    let organisation = static_page::organisation(site, context);
    let body = static_pages::link::choose_password(words, path.clone(), &organisation, name, email, welcome, typed);
    static_page::static_page(site, context, &path, words.translate(if welcome { "sign_in.title" } else { "link.reset" }), body)
}

/// Why a link can't be opened.
pub(super) fn dead(site: &Site, context: RequestContext, why: InvalidLink) -> Response {
    let words = context.words();
    // Before there is an organisation, there is no administrator to ask for another link.
    let body = match site.service.ledger.board().organisation {
        None => static_pages::sign_in::unfounded(words),
        Some(_) => static_pages::link::dead(words, why),
    };
    let mut response = static_page::static_page(site, context, "/sign-in", words.translate("link.dead"), body);
    *response.status_mut() = if why == InvalidLink::Unknown { StatusCode::NOT_FOUND } else { StatusCode::GONE };
    response
}
