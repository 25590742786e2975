//! What the server says, taken in as text: it comes from a stream, or from another tab.

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Entry, Moment};

use super::Live;

/// How an entry was taken in.
pub(super) enum Taken {
    /// It fits, or was heard before.
    Yes,
    /// Entries between are missing.
    Missing,
    /// This version doesn't know what it says.
    Unknown,
}

/// Takes in an entry of the journal.
pub(super) fn entry(live: Live, text: &str) -> Taken {
    let Ok(entry) = serde_json::from_slice::<Entry>(text.as_bytes()) else { return Taken::Unknown };
    if live.hear(&Arc::new(entry)) { Taken::Yes } else { Taken::Missing }
}

/// Takes in what time it is.
pub(super) fn day(live: Live, text: &str) {
    if let Ok(moment) = serde_json::from_slice::<Moment>(text.as_bytes()) {
        live.moment.set(moment);
    }
}
