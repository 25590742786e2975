//! Creating an objective without JavaScript, or before the client has loaded.

use app::error::AppError;
use app::forms::objective;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;

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
    let fields = fields(&body);
    let board = site.service.ledger.board();
    let returned = match objective::parse(context.words(), &board, &fields) {
        Err(returned) => returned,
        Ok((id, envelope)) => match site.commit(reader, envelope).await {
            Ok(_) => return see_other(&format!("/objectives/{id}")),
            Err(error @ AppError::Refused(_)) if error.status() == 422 => {
                objective::returned(&fields, context.words().error(&error, &board))
            }
            Err(error) => return ErrorResponse::from(error).answer(&site, context),
        },
    };
    page::draw(&site, context, reader, Request::from_parts(parts, Body::empty()), Some(returned)).await
}
