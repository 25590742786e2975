//! Committed entries on their way to subscribers.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use okr::Entry;

/// Entries that were committed together, or with which this node caught up: in order, without gaps. An empty group
/// says that the journal was replaced, and subscribers have to reload the whole board.
#[derive(Debug)]
pub struct Published {
    entries: Vec<Arc<Entry>>,
    written: OnceLock<Bytes>,
}

impl Published {
    pub(super) fn new(entries: Vec<Arc<Entry>>) -> Self {
        Self { entries, written: OnceLock::new() }
    }

    /// The group that makes subscribers reload.
    pub(super) fn reloaded() -> Self {
        Self::new(Vec::new())
    }

    /// The entries; empty if subscribers have to reload.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The entries serialised by `write`: computed once, and shared by all subscribers.
    pub fn written(&self, write: impl FnOnce(&[Arc<Entry>]) -> Bytes) -> Bytes {
        self.written.get_or_init(|| write(&self.entries)).clone()
    }
}
