//! What every request passes before it is answered, and every answer on its way out.

mod body;
mod origin;
mod panic;
mod record;

use axum::Router;
use axum::http::header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use tower_http::compression::CompressionLayer;

pub(crate) use body::LARGEST;

use crate::door;
use crate::site::Site;

/// What browsers are told about every answer.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// Puts the guards around some routes. The last one named stands outermost.
pub(crate) fn guarded(routes: Router<Site>, site: &Site) -> Router {
    routes
        .layer(from_fn_with_state(site.clone(), body::limit))
        .layer(from_fn_with_state(site.clone(), door::gate))
        .layer(from_fn_with_state(site.clone(), origin::check))
        .layer(from_fn_with_state(site.clone(), panic::catch))
        // Leaves alone what is compressed already, and event streams, which would be held back by it.
        .layer(CompressionLayer::new())
        .layer(map_response(with_headers))
        .layer(from_fn_with_state(site.clone(), record::record))
        .with_state(site.clone())
}

async fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response
}
