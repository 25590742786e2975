//! The application's use cases. Web pages, server functions and the command line all change the organisation here, on behalf of a
//! [`Principal`]; no one else calls `Ledger::commit` (a test in xtask holds that).
//!
//! The rules are `okr`'s. What they can't know is decided here: accounts, sessions, the list of time zones.

mod commit;
mod principal;

use std::sync::Arc;

use okr::{Board, Moment};
use store::{CommitError, Ledger, Store, StoreError};
use uuid::Uuid;

pub use self::principal::{Caller, Principal};

/// The organisation's ledger and store, with what its use cases need of the server. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    /// The ledger, to read from: the board, and what is published.
    pub ledger: Ledger,
    /// The store, for what isn't in memory: texts and history.
    pub store: Store,
    /// The current time for a board's organisation.
    pub moment: Arc<dyn Fn(&Board) -> Moment + Send + Sync>,
    /// Whether a time zone of this name exists.
    pub knows_time_zone: fn(&str) -> bool,
    /// Creates ids.
    pub new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

/// Why a use case failed. Nothing has changed, unless the database failed after the commit.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ServiceError {
    /// The ledger didn't commit it: a rule refused it, or the database failed.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// An administrator who requires a second factor of everyone has none.
    #[error("they have no second factor themself")]
    NoSecondFactor,
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        Self::Commit(error.into())
    }
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").finish_non_exhaustive()
    }
}
