//! "Continue as": in open mode, users choose who they are.

use app::error::AppError;
use app::static_pages;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{PersonId, Refusal, Thing};

use super::{back, field, fields, see_other};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page;

/// The list of people.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    if !site.auth.front.open {
        return ErrorResponse::NoSuchPage.answer(&site, context);
    }
    let back = query(&uri, "back");
    let board = site.service.ledger.board();
    let body =
        static_pages::continue_as::continue_as(context.words(), &board, context.reader(), back::safe(back.as_deref()).to_owned());
    static_page::static_page(&site, context, "/continue-as", context.words().translate("continue.title"), body)
}

/// Handles the form. Fields: `person`, and `back`, the path to return to.
pub(crate) async fn send(State(site): State<Site>, context: RequestContext, headers: HeaderMap, body: Bytes) -> Response {
    if !site.auth.front.open {
        return ErrorResponse::NoSuchPage.answer(&site, context);
    }
    let fields = fields(&body);
    let person = match chosen(&site, field(&fields, "person").unwrap_or_default()) {
        Ok(person) => person,
        Err(error) => return ErrorResponse::from(error).answer(&site, context),
    };
    let mut response = see_other(back::safe(field(&fields, "back")));
    match site.auth.sessions.begin(person, &headers, context.caller, &mut response).await {
        Ok(_) => response,
        Err(error) => static_page::failed(&site, context, &error),
    }
}

fn chosen(site: &Site, id: &str) -> Result<PersonId, AppError> {
    // An invalid id counts as an unknown person.
    let id = id.parse().unwrap_or(PersonId(uuid::Uuid::nil()));
    let board = site.service.ledger.board();
    let there = board.person(id).ok().filter(|person| !person.deactivated);
    there.map(|person| person.id).ok_or(AppError::Refused(Refusal::Unknown(Thing::Person(id))))
}
