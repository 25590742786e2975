//! The one place that asks the browser for the time and for chance.

use uuid::Uuid;

/// Milliseconds since the page was opened, whatever the machine's clock is set to meanwhile.
#[cfg(feature = "hydrate")]
pub fn elapsed() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}

/// A new id, in order of time.
#[cfg(feature = "hydrate")]
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// On the server no view makes an id: what asks for one is a handler, and handlers run in the browser.
#[cfg(not(feature = "hydrate"))]
pub const fn new_id() -> Uuid {
    Uuid::nil()
}
