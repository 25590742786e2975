//! What every request passes before it is answered, and every answer on its way out.

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

/// Puts the guards around some routes. The last one named stands outermost.
pub(crate) fn with_middleware(routes: Router<Site>, site: &Site) -> Router {
    routes
        .layer(from_fn_with_state(site.clone(), body_limit::limit))
        .layer(from_fn_with_state(site.clone(), auth::authenticate))
        .layer(from_fn_with_state(site.clone(), csrf::check))
        .layer(from_fn_with_state(site.clone(), catch_panic::catch))
        // Leaves alone what is compressed already, and event streams, which would be held back by it.
        .layer(CompressionLayer::new())
        .layer(map_response_with_state(site.clone(), security_headers::with_headers))
        .layer(from_fn_with_state(site.clone(), request_id::record))
        .with_state(site.clone())
}
