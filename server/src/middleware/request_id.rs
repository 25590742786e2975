//! Assigns an id to each request, and logs it.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::site::Site;

/// The header with the request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RequestId(pub(crate) String);

/// The path to log, without secret parts.
fn loggable(path: &str) -> &str {
    if path.starts_with("/link/") { "/link/…" } else { path }
}

/// Assigns the id, and logs the response's status. The query isn't logged: it may hold user input.
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
