//! The application's use cases. Web pages, server functions and the command line all change the organisation here, on behalf of a
//! [`Principal`]; no one else calls `Ledger::commit` (a test in xtask holds that).
//!
//! The rules are `okr`'s. What they can't know is decided here: accounts, sessions, the list of time zones, and what the
//! identity provider's people may become.

pub mod auth;
pub mod clock;
mod commit;
mod founding;
mod numbers;
mod principal;
mod provisioning;

use store::{Accounts, CommitError, Ledger, Store, StoreError};

use self::auth::Auth;
use self::clock::Clock;
pub use self::founding::{Content, Founding, FoundingError};
pub use self::numbers::Now;
use self::numbers::Numbers;
pub use self::principal::{Caller, Principal};
pub use self::provisioning::{AdmissionError, ClaimedEmail, Identity, NotAdmitted, Provisioning};

/// The organisation's ledger, store and accounts. Cheap to clone; clones share the state.
#[derive(Clone)]
pub struct Service {
    /// The ledger, to read from: the board, and what is published.
    pub ledger: Ledger,
    /// The store, for what isn't in memory: texts and history.
    pub store: Store,
    /// The time, and new ids.
    pub clock: Clock,
    auth: Auth,
    numbers: Numbers,
}

impl Service {
    /// The use cases over a ledger and its store.
    pub fn new(store: Store, ledger: Ledger, clock: Clock) -> Self {
        let auth = Auth::new(Accounts::new(store.clone()), &clock);
        Self { ledger, store, clock, auth, numbers: Numbers::default() }
    }

    /// The organisation now. Costs what has changed since it was last asked for; the first time, and on a new day, a full
    /// roll-up.
    pub fn now(&self) -> Now {
        self.numbers.now(&self.ledger, &self.clock)
    }
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
