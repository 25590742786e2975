//! What was committed, on its way to whoever listens.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use okr::Entry;

/// Entries that were committed together, or that another node's were caught up with: in order, without gaps. None at all says that what
/// was heard before isn't the journal's any more: whoever listens begins again with the whole board.
#[derive(Debug)]
pub struct Published {
    entries: Vec<Arc<Entry>>,
    written: OnceLock<Bytes>,
}

impl Published {
    pub(super) fn new(entries: Vec<Arc<Entry>>) -> Self {
        Self { entries, written: OnceLock::new() }
    }

    /// Whoever listens has to begin again.
    pub(super) fn reloaded() -> Self {
        Self::new(Vec::new())
    }

    /// The entries; none if whoever listens has to begin again.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// What `write` makes of them: made by the first who asks, and the same for all others, however many listen.
    pub fn written(&self, write: impl FnOnce(&[Arc<Entry>]) -> Bytes) -> Bytes {
        self.written.get_or_init(|| write(&self.entries)).clone()
    }
}
