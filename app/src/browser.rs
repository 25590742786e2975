//! The only module that reads the browser's clock and random numbers.

use uuid::Uuid;

/// Milliseconds since the page was opened, on a monotonic clock.
#[cfg(feature = "hydrate")]
pub(crate) fn elapsed() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}

/// A new, time-ordered id.
#[cfg(feature = "hydrate")]
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// Never called on the server: only event handlers create ids, and they run in the browser.
#[cfg(not(feature = "hydrate"))]
pub(crate) const fn new_id() -> Uuid {
    Uuid::nil()
}
