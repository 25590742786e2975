//! The middleware around all routes.

mod body_limit;
mod catch_panic;
mod csrf;
mod request_id;
pub(crate) mod security_headers;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response_with_state};
use tower_http::compression::CompressionLayer;

pub(crate) use body_limit::LARGEST;

use crate::auth;
use crate::site::Site;

/// Adds the middleware to routes. The last one added is the outermost.
pub(crate) fn with_middleware(routes: Router<Site>, site: &Site) -> Router {
    routes
        .layer(from_fn_with_state(site.clone(), body_limit::limit))
        .layer(from_fn_with_state(site.clone(), auth::authenticate))
        .layer(from_fn_with_state(site.clone(), csrf::check))
        .layer(from_fn_with_state(site.clone(), catch_panic::catch))
        // Skips responses that are already compressed, and event streams, which it would delay.
        .layer(CompressionLayer::new())
        .layer(map_response_with_state(site.clone(), security_headers::with_headers))
        .layer(from_fn_with_state(site.clone(), request_id::record))
        .with_state(site.clone())
}
