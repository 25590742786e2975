//! What was committed, on its way to whoever listens.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use okr::Entry;

/// Entries that were committed together, or that another node's were caught up with: at least one, in order, without gaps.
#[derive(Debug)]
pub struct Published {
    entries: Vec<Arc<Entry>>,
    written: OnceLock<Bytes>,
}

impl Published {
    pub(super) fn new(entries: Vec<Arc<Entry>>) -> Self {
        Self { entries, written: OnceLock::new() }
    }

    /// The entries.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// What `write` makes of them: made by the first who asks, and the same for all others, however many listen.
    pub fn written(&self, write: impl FnOnce(&[Arc<Entry>]) -> Bytes) -> Bytes {
        self.written.get_or_init(|| write(&self.entries)).clone()
    }
}
