//! Check-ins without JavaScript.

use app::error::AppError;
use app::forms::check_in;
use app::opening::Returned;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use okr::PersonId;

use super::{fields, see_other};
use crate::error_response::ErrorResponse;
use crate::page;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Handles the form. If it is refused, the page shows it again with its values and the reason.
pub(crate) async fn send(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let context = RequestContext::of(&site, &parts.uri, &parts.headers, &parts.extensions);
    let Some(reader) = context.reader() else {
        return ErrorResponse::from(AppError::SignedOut).answer(&site, context);
    };
    // The middleware has read the body already, so it is complete and within the limit.
    let body: Bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    match commit(&site, context, reader, &fields(&body)).await {
        Ok(seq) => see_other(&format!("/check-in?done={seq}")),
        Err(Answer::Again(returned)) => {
            page::draw(&site, context, reader, Request::from_parts(parts, Body::empty()), Some(returned)).await
        }
        Err(Answer::Failed(error)) => ErrorResponse::from(error).answer(&site, context),
    }
}

/// Why no check-in was made.
enum Answer {
    /// A field is invalid: the form is shown again.
    Again(Returned),
    /// An error that no other input would avoid.
    Failed(AppError),
}

async fn commit(site: &Site, context: RequestContext, reader: PersonId, fields: &[(String, String)]) -> Result<u64, Answer> {
    let board = site.service.ledger.board();
    let envelope = check_in::parse(context.words(), &board, fields).map_err(Answer::Again)?;
    match site.commit(reader, envelope).await {
        Ok(receipt) => Ok(receipt.seq),
        Err(error @ AppError::Refused(_)) if error.status() == 422 => {
            Err(Answer::Again(check_in::refused(context.words(), &board, fields, &error)))
        }
        Err(error) => Err(Answer::Failed(error)),
    }
}
