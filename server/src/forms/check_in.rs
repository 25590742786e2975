//! Check-ins without JavaScript.

use app::error::AppError;
use app::forms::check_in;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;

use super::{Fields, see_other};
use crate::auth::SignedIn;
use crate::error_response::ErrorResponse;
use crate::page;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Handles the form. If it is refused, the page shows it again with its values and the reason.
pub(crate) async fn send(
    SignedIn(caller): SignedIn,
    State(site): State<Site>,
    context: RequestContext,
    request: Request,
) -> Result<Response, ErrorResponse> {
    let (parts, body) = request.into_parts();
    let fields = Fields::of(body).await;
    let board = site.service.ledger.board();
    let returned = match check_in::parse(context.words(), &board, &fields) {
        Err(returned) => returned,
        Ok(envelope) => match site.service.commit(caller.into(), envelope).await {
            Ok(receipt) => return Ok(see_other(&format!("/check-in?done={}", receipt.seq))),
            Err(error) => match AppError::of(&site.service, error) {
                error @ AppError::Refused(_) if error.status() == 422 => {
                    check_in::refused(context.words(), &board, &fields, &error)
                }
                error => return Err(error.into()),
            },
        },
    };
    page::draw(&site, context, caller.person, Request::from_parts(parts, Body::empty()), Some(returned)).await
}
