//! Journal entries that only a later version can read.

use okr::event::stored::UnknownEvent;

/// An entry with an event that this program doesn't know.
#[derive(Debug, thiserror::Error)]
#[error("entry {seq} of the journal: {unknown}")]
pub(crate) struct UnknownEntry {
    /// The entry's sequence number.
    pub(crate) seq: u64,
    /// The event.
    #[source]
    pub(crate) unknown: UnknownEvent,
}
