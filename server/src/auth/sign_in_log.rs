//! The record of sign-ins and attempts: in the database, for administrators and the account's owner, and in the log.
//! Without secrets.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use chrono::{DateTime, Utc};
use okr::PersonId;
use store::{Accounts, SignInEvent, SignInKind};

use crate::clock::Clock;
use crate::request_context::RequestContext;

/// How many characters of the user agent are stored.
const NAME: usize = 300;

/// Who caused an event, and from where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// The signed-in person, if there is one.
    actor: Option<PersonId>,
    address: String,
    device: String,
}

impl Source {
    /// The source of a sign-in attempt. An earlier session doesn't count as the actor.
    pub(crate) fn stranger(context: RequestContext, headers: &HeaderMap) -> Self {
        Self { actor: None, address: context.peer.address().to_string(), device: device(headers) }
    }

    /// The source of an authenticated request.
    pub(crate) fn reader(context: RequestContext) -> Self {
        Self { actor: context.reader(), address: context.peer.address().to_string(), device: String::new() }
    }
}

/// The user agent of a request.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().take(NAME).collect()
}

/// Stores sign-in events. Clones share the connection.
#[derive(Clone)]
pub(crate) struct SignInLog {
    accounts: Accounts,
    clock: Clock,
}

impl SignInLog {
    pub(crate) const fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }

    /// Records an event at the current time.
    pub(crate) async fn note(&self, kind: SignInKind, person: Option<PersonId>, source: Source) {
        self.note_at(self.clock.now(), kind, person, source).await;
    }

    /// Records an event at an instant. If it can't be stored, for instance on a full disk, it is only logged and the
    /// action goes on.
    pub(crate) async fn note_at(&self, at: DateTime<Utc>, kind: SignInKind, person: Option<PersonId>, source: Source) {
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
