//! Isolates panics in a handler.

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

/// Turns a panic into a response with the request's id, under which the log has the details.
pub(super) async fn catch(State(site): State<Site>, request: Request, next: Next) -> Response {
    let context = RequestContext::of(&site, request.uri(), request.headers(), request.extensions());
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default().0;
    // Shared state is immutable or behind its own locks, so no half-changed state is observed.
    if let Ok(response) = AssertUnwindSafe(next.run(request)).catch_unwind().await {
        return response;
    }
    tracing::error!(error.id = id, "a handler panicked");
    ErrorResponse::from(AppError::Failed { id }).answer(&site, context)
}
