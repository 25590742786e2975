//! The middleware around all routes.

mod body_limit;
mod csrf;
mod request_id;
pub(crate) mod security_headers;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response_with_state};
use axum::response::IntoResponse as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

pub(crate) use body_limit::LARGEST;
pub(crate) use request_id::RequestId;

use crate::auth;
use crate::error_response::{self, ErrorResponse};
use crate::site::Site;

/// Adds the middleware to routes. The last one added is the outermost.
pub(crate) fn with_middleware(routes: Router<Site>, site: &Site) -> Router {
    routes
        .layer(from_fn(body_limit::limit))
        .layer(from_fn_with_state(site.clone(), auth::authenticate))
        .layer(from_fn_with_state(site.clone(), csrf::check))
        // Shared state is immutable or behind its own locks, so a panic leaves no half-changed state.
        .layer(CatchPanicLayer::custom(|_| ErrorResponse::Panicked.into_response()))
        .layer(from_fn_with_state(site.clone(), error_response::draw))
        // Skips responses that are already compressed, and event streams, which it would delay.
        .layer(CompressionLayer::new())
        .layer(map_response_with_state(site.clone(), security_headers::with_headers))
        .layer(from_fn_with_state(site.clone(), request_id::record))
        .with_state(site.clone())
}
