//! What every request passes before it is answered, and every answer on its way out.

mod body;
mod origin;
mod panic;
pub(crate) mod policy;
mod record;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response_with_state};
use tower_http::compression::CompressionLayer;

pub(crate) use body::LARGEST;

use crate::door;
use crate::site::Site;

/// Puts the guards around some routes. The last one named stands outermost.
pub(crate) fn guarded(routes: Router<Site>, site: &Site) -> Router {
    routes
        .layer(from_fn_with_state(site.clone(), body::limit))
        .layer(from_fn_with_state(site.clone(), door::gate))
        .layer(from_fn_with_state(site.clone(), origin::check))
        .layer(from_fn_with_state(site.clone(), panic::catch))
        // Leaves alone what is compressed already, and event streams, which would be held back by it.
        .layer(CompressionLayer::new())
        .layer(map_response_with_state(site.clone(), policy::with_headers))
        .layer(from_fn_with_state(site.clone(), record::record))
        .with_state(site.clone())
}
