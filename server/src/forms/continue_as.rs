//! "Continue as": where the door stands open, whoever comes says who they are.

use app::door;
use app::error::AppError;
use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{PersonId, Refusal, Thing};

use super::{back, field, fields, see_other};
use crate::asked::Asked;
use crate::opening::query;
use crate::sheet;
use crate::site::Site;
use crate::wrong::Wrong;

/// The list of people.
pub(crate) async fn show(State(site): State<Site>, asked: Asked, OriginalUri(uri): OriginalUri) -> Response {
    if !site.door.front.open {
        return Wrong::NoSuchPage.answer(&site, asked);
    }
    let back = query(&uri, "back");
    let board = site.office.ledger.board();
    let body = door::continue_as::continue_as(asked.words(), &board, asked.reader(), back::safe(back.as_deref()).to_owned());
    sheet::sheet(&site, asked, "/continue-as", asked.words().say("continue.title"), body)
}

/// Takes the form: `person`, and `back` where to go then.
pub(crate) async fn send(State(site): State<Site>, asked: Asked, headers: HeaderMap, body: Bytes) -> Response {
    if !site.door.front.open {
        return Wrong::NoSuchPage.answer(&site, asked);
    }
    let fields = fields(&body);
    let person = match chosen(&site, field(&fields, "person").unwrap_or_default()) {
        Ok(person) => person,
        Err(error) => return Wrong::from(error).answer(&site, asked),
    };
    let mut response = see_other(back::safe(field(&fields, "back")));
    match site.door.sessions.begin(person, &headers, asked.caller, &mut response).await {
        Ok(_) => response,
        Err(error) => sheet::failed(&site, asked, &error),
    }
}

fn chosen(site: &Site, id: &str) -> Result<PersonId, AppError> {
    // An id that can't be read names nobody, just as one that isn't there.
    let id = id.parse().unwrap_or(PersonId(uuid::Uuid::nil()));
    let board = site.office.ledger.board();
    let there = board.person(id).ok().filter(|person| !person.deactivated);
    there.map(|person| person.id).ok_or(AppError::Refused(Refusal::Unknown(Thing::Person(id))))
}
