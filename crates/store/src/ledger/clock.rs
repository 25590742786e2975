//! The time for the writer.

use okr::{Moment, Organisation};

/// Provides the time. Called by the writer for every command, so that instants are in the order of the journal.
pub trait Clock: Send + Sync {
    /// The current time for the organisation, which is `None` before the founding.
    fn moment(&self, organisation: Option<&Organisation>) -> Moment;
}
