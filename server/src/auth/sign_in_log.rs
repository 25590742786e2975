//! What is kept of those who sign in and of those who try to: in the tables, for administrators and for those whose account it is, and in
//! the log, without a secret.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use chrono::{DateTime, Utc};
use okr::PersonId;
use store::{Accounts, SignInEvent, SignInKind};

use crate::clock::Clock;
use crate::request_context::RequestContext;

/// How much of a browser's name is kept.
const NAME: usize = 300;

/// Who did something, and from where.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// Who, if it was somebody who was signed in.
    actor: Option<PersonId>,
    address: String,
    device: String,
}

impl Source {
    /// Of somebody who tries to come in: who they were before says nothing.
    pub(crate) fn stranger(context: RequestContext, headers: &HeaderMap) -> Self {
        Self { actor: None, address: context.peer.address().to_string(), device: device(headers) }
    }

    /// Of somebody who is signed in.
    pub(crate) fn reader(context: RequestContext) -> Self {
        Self { actor: context.reader(), address: context.peer.address().to_string(), device: String::new() }
    }
}

/// The browser that sent a request, as it names itself.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().take(NAME).collect()
}

/// Keeps events. Clones share the tables.
#[derive(Clone)]
pub(crate) struct SignInLog {
    accounts: Accounts,
    clock: Clock,
}

impl SignInLog {
    pub(crate) const fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }

    /// Notes that something happened just now.
    pub(crate) async fn note(&self, kind: SignInKind, person: Option<PersonId>, source: Source) {
        self.note_at(self.clock.now(), kind, person, source).await;
    }

    /// Notes that something happened at an instant. A disk that is full keeps nobody from what they may do: then the log alone has it.
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
