//! A defect in one answer must not be the end of the others.

use std::panic::AssertUnwindSafe;

use app::error::AppError;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;

use super::request_id::RequestId;
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Turns a panic into an answer with the request's id, under which the log tells more.
pub(super) async fn catch(State(site): State<Site>, request: Request, next: Next) -> Response {
    let context = RequestContext::of(&site, request.uri(), request.headers(), request.extensions());
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default().0;
    // What a request shares with others is behind locks of its own or immutable; nothing half-done is looked at again.
    if let Ok(response) = AssertUnwindSafe(next.run(request)).catch_unwind().await {
        return response;
    }
    tracing::error!(error.id = id, "a handler panicked");
    ErrorResponse::from(AppError::Failed { id }).answer(&site, context)
}
