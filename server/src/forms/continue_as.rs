//! "Continue as": in open mode, users choose who they are.

use app::static_pages;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use okr::{PersonId, Refusal, Thing};
use serde::Deserialize;

use super::{Form, back, see_other};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::static_page;

/// The list of people.
pub(crate) async fn show(
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    is_open(&site)?;
    let back = query(&uri, "back");
    let (words, board) = (context.words(), site.service.ledger.board());
    let to = back::safe(back.as_deref()).to_owned();
    let body = static_pages::continue_as::continue_as(words, &board, context.reader(), to);
    Ok(static_page(&site, context, "/continue-as", words.translate("continue.title"), body))
}

/// The form.
#[derive(Deserialize)]
pub(crate) struct ContinueAs {
    /// The id of a person. Anything else counts as an unknown person.
    #[serde(default)]
    person: String,
    /// The path to return to.
    back: Option<String>,
}

/// Handles the form.
pub(crate) async fn send(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    Form { values, .. }: Form<ContinueAs>,
) -> Result<Response, ErrorResponse> {
    is_open(&site)?;
    let id = values.person.parse().unwrap_or(PersonId(uuid::Uuid::nil()));
    if site.service.ledger.board().active_person(id).is_none() {
        return Err(Refusal::Unknown(Thing::Person(id)).into());
    }
    let mut response = see_other(back::safe(values.back.as_deref()));
    site.begin_session(context, id, &headers, &mut response).await?;
    Ok(response)
}

fn is_open(site: &Site) -> Result<(), ErrorResponse> {
    if site.auth.front.open { Ok(()) } else { Err(ErrorResponse::NoSuchPage) }
}
