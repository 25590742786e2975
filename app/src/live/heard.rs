//! Parsing of messages from the server, which arrive on the stream or from another tab.

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Entry, Moment};

use super::state::Live;

/// The result of applying an entry.
pub(super) enum Taken {
    /// It was applied, or was known before.
    Yes,
    /// Entries in between are missing.
    Missing,
    /// This version can't parse it.
    Unknown,
}

/// Applies an entry of the journal.
pub(super) fn entry(live: Live, text: &str) -> Taken {
    let Ok(entry) = serde_json::from_slice::<Entry>(text.as_bytes()) else { return Taken::Unknown };
    if live.hear(&Arc::new(entry)) { Taken::Yes } else { Taken::Missing }
}

/// Applies a change of time.
pub(super) fn day(live: Live, text: &str) {
    if let Ok(moment) = serde_json::from_slice::<Moment>(text.as_bytes()) {
        live.clock.moment.set(moment);
    }
}
