//! The record of sign-ins and attempts: in the database, for administrators and the account's owner, and in the log.
//! Without secrets.

use chrono::{DateTime, Utc};
use okr::PersonId;
use store::{Accounts, SignInEvent, SignInKind};

use crate::clock::Clock;

/// Who caused an event, and from where.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The signed-in person, if there is one. At a sign-in, an earlier session doesn't count.
    pub actor: Option<PersonId>,
    /// The client's address.
    pub address: String,
    /// The user agent.
    pub device: String,
}

/// Stores sign-in events. Clones share the connection.
#[derive(Clone)]
pub struct SignInLog {
    accounts: Accounts,
    clock: Clock,
}

impl SignInLog {
    pub(super) const fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }

    /// Records an event at the current time.
    pub async fn note(&self, kind: SignInKind, person: Option<PersonId>, source: Source) {
        self.note_at(self.clock.now(), kind, person, source).await;
    }

    /// Records an event at an instant. If it can't be stored, for instance on a full disk, it is only logged and the
    /// action goes on.
    pub(super) async fn note_at(&self, at: DateTime<Utc>, kind: SignInKind, person: Option<PersonId>, source: Source) {
        let Source { actor, address, device } = source;
        let (whose, by) = (person.map(|id| id.to_string()), actor.map(|id| id.to_string()));
        if kind.is_failure() {
            tracing::warn!(kind = kind.key(), person = whose, address, "a try to sign in failed");
        } else {
            tracing::info!(kind = kind.key(), person = whose, by, address, "sign-in");
        }
        if let Err(error) = self.accounts.record(&SignInEvent { at, kind, person, actor, address, device }).await {
            tracing::error!(?error, kind = kind.key(), "a sign-in event could not be kept");
        }
    }
}
