//! "Continue as": until people can sign in, they say who they are.

use app::desk::PERSON_COOKIE;
use app::error::AppError;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use okr::{PersonId, Refusal, Thing};

use super::{back, field, fields, remember, see_other};
use crate::asked::Asked;
use crate::site::Site;
use crate::wrong::Wrong;

/// Takes the form: `person`, and `back` where to go then.
pub(crate) async fn send(State(site): State<Site>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let asked = Asked::of(&site, &uri, &headers);
    let fields = fields(&body);
    match chosen(&site, field(&fields, "person").unwrap_or_default()) {
        Ok(person) => {
            let mut response = see_other(back::safe(field(&fields, "back")));
            remember(&mut response, PERSON_COOKIE, &person.to_string(), "; HttpOnly");
            response
        }
        Err(error) => Wrong::from(error).answer(&site, asked),
    }
}

fn chosen(site: &Site, id: &str) -> Result<PersonId, AppError> {
    // An id that can't be read names nobody, just as one that isn't there.
    let id = id.parse().unwrap_or(PersonId(uuid::Uuid::nil()));
    let board = site.office.ledger.board();
    board.person(id).map(|person| person.id).map_err(|_| AppError::Refused(Refusal::Unknown(Thing::Person(id))))
}
