//! Sessions.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use okr::{Board, Person, PersonId};
use uuid::Uuid;

use super::handle::{Accounts, TokenHash};
use super::mfa_challenge::end_challenges_of;
use super::pass::void_links;
use crate::error::StoreError;
use crate::statement::{Statement, statement};

/// A session of a person on one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id; not secret.
    pub id: Uuid,
    /// The person.
    pub person: PersonId,
    /// The user agent of the browser.
    pub device: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When its last use was stored.
    pub seen_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    person: Uuid,
    device: String,
    began_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

impl From<SessionRow> for Session {
    fn from(SessionRow { id, person, device, began_at, seen_at }: SessionRow) -> Self {
        Self { id, person: PersonId(person), device, began_at, seen_at }
    }
}

/// Sessions.
impl Accounts {
    /// Stores a new session.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn begin(&self, session: &Session, token: &TokenHash) -> Result<(), StoreError> {
        let begun =
            statement("INSERT INTO session (id, token, person, device, began_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6)")
                .bind(session.id)
                .bind(token.as_slice())
                .bind(session.person.0)
                .bind(&session.device)
                .bind(session.began_at)
                .bind(session.seen_at);
        self.write("beginning a session", [begun]).await
    }

    /// The session of a token, if it hasn't ended.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        let asked = statement("SELECT id, person, device, began_at, seen_at FROM session WHERE token = $1 AND ended_at IS NULL")
            .bind(token.as_slice());
        Ok(self.rows::<SessionRow>("looking for a session", asked).await?.pop().map(Session::from))
    }

    /// A person's active sessions, the last used first.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sessions(&self, person: PersonId) -> Result<Vec<Session>, StoreError> {
        let asked = statement(
            "SELECT id, person, device, began_at, seen_at FROM session WHERE person = $1 AND ended_at IS NULL \
             ORDER BY seen_at DESC, id",
        )
        .bind(person.0);
        Ok(self.rows::<SessionRow>("looking for sessions", asked).await?.into_iter().map(Session::from).collect())
    }

    /// Stores that a session was used.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn saw(&self, session: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let seen = statement("UPDATE session SET seen_at = $2 WHERE id = $1 AND ended_at IS NULL").bind(session).bind(at);
        self.write("noting that a session was used", [seen]).await
    }

    /// Ends one of a person's sessions. Does nothing if it is another person's, or has ended.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end(&self, person: PersonId, session: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = statement("UPDATE session SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL");
        self.write("ending a session", [ended.bind(session).bind(person.0).bind(at)]).await
    }

    /// Ends a person's sessions except `keep`.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_all(&self, person: PersonId, at: DateTime<Utc>, keep: Option<Uuid>) -> Result<(), StoreError> {
        self.write("ending sessions", [end_all(person, at, keep)]).await
    }

    /// Ends the sessions of each person whose role has changed since the board `before`, or who was deactivated or
    /// reactivated. They have to sign in again. Links and pending sign-ins of deactivated people are invalidated too.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_where_changed(&self, before: &Board, after: &Board, at: DateTime<Utc>) -> Result<(), StoreError> {
        let is_another =
            |before: &Person, after: &Person| before.role() != after.role() || before.deactivated != after.deactivated;
        let changed = |person: &&Arc<Person>| before.people.get(&person.id).is_some_and(|before| is_another(before, person));
        let mut ended = Vec::new();
        for person in after.people.values().filter(changed) {
            ended.push(end_all(person.id, at, None));
            if person.deactivated {
                ended.extend([void_links(person.id, at), end_challenges_of(person.id)]);
            }
        }
        if ended.is_empty() { Ok(()) } else { self.write("ending sessions", ended).await }
    }

    /// The sessions that ended at or after an instant, on any node.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn ended_since(&self, at: DateTime<Utc>) -> Result<Vec<Uuid>, StoreError> {
        let asked = statement("SELECT id FROM session WHERE ended_at >= $1").bind(at);
        Ok(self.rows::<(Uuid,)>("looking for ended sessions", asked).await?.into_iter().map(|(id,)| id).collect())
    }
}

/// Ends a person's sessions except `keep`.
pub(super) fn end_all(person: PersonId, at: DateTime<Utc>, keep: Option<Uuid>) -> Statement {
    // The nil UUID is no session's id, so that one statement serves both cases.
    let keep = keep.unwrap_or(Uuid::nil());
    statement("UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL AND id <> $3")
        .bind(person.0)
        .bind(at)
        .bind(keep)
}
