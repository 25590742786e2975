//! An id for each request, and a line in the log.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::site::Site;

/// The header that tells a client its request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a request is called in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RequestId(pub(crate) String);

/// A path as it may be logged: one that is a secret isn't.
fn loggable(path: &str) -> &str {
    if path.starts_with("/link/") { "/link/…" } else { path }
}

/// Names the request, and notes how it was answered. The query isn't noted: it may hold what somebody typed.
pub(super) async fn record(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = site.clock.new_id().simple().to_string();
    let span = tracing::info_span!("request", id, method = %request.method(), path = loggable(request.uri().path()));
    request.extensions_mut().insert(RequestId(id.clone()));
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = began.elapsed().as_secs_f64() * 1000.0;
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), milliseconds, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
