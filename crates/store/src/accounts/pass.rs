//! Single-use links.

use chrono::{DateTime, Utc};
use okr::PersonId;
use uuid::Uuid;

use super::handle::{Accounts, TokenHash, execute, in_time};
use crate::error::StoreError;
use crate::statement::{Statement, statement};

/// The purpose of a single-use link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To found the organisation.
    Found,
    /// To accept an invitation: a first sign-in.
    Invite(PersonId),
    /// To set a new password.
    Reset(PersonId),
}

impl Purpose {
    const fn key(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Invite(_) => "invite",
            Self::Reset(_) => "reset",
        }
    }

    /// The person it is for, if they exist already.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Found => None,
            Self::Invite(person) | Self::Reset(person) => Some(person),
        }
    }

    fn read(key: &str, person: Option<Uuid>) -> Option<Self> {
        match (key, person.map(PersonId)) {
            ("found", None) => Some(Self::Found),
            ("invite", Some(person)) => Some(Self::Invite(person)),
            ("reset", Some(person)) => Some(Self::Reset(person)),
            _ => None,
        }
    }
}

/// A single-use link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Its purpose.
    pub purpose: Purpose,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
    /// When it was used, after which it is invalid.
    pub used_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct PassRow {
    purpose: String,
    person: Option<Uuid>,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
}

/// Single-use links.
impl Accounts {
    /// Creates a single-use link. Unused earlier links for the same purpose become invalid, and old ones are deleted.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn issue(
        &self,
        token: &TokenHash,
        purpose: Purpose,
        at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let person = purpose.person().map(|person| person.0);
        let void = match person {
            Some(person) => void_links(PersonId(person), at),
            None => statement("UPDATE pass SET used_at = $1 WHERE person IS NULL AND used_at IS NULL").bind(at),
        };
        let issued = statement("INSERT INTO pass (token, purpose, person, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(token.as_slice())
            .bind(purpose.key())
            .bind(person)
            .bind(expires_at);
        let long_ago = at - chrono::TimeDelta::days(90);
        self.write(
            "making a link",
            [
                void,
                issued,
                statement("DELETE FROM pass WHERE expires_at < $1").bind(long_ago),
                statement("DELETE FROM session WHERE ended_at < $1").bind(long_ago),
            ],
        )
        .await
    }

    /// A link, used or not.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn pass(&self, token: &TokenHash) -> Result<Option<Pass>, StoreError> {
        let asked = statement("SELECT purpose, person, expires_at, used_at FROM pass WHERE token = $1").bind(token.as_slice());
        let row: Option<PassRow> = self.rows("looking for a link", asked).await?.pop();
        Ok(row.and_then(|PassRow { purpose, person, expires_at, used_at }| {
            Purpose::read(&purpose, person).map(|purpose| Pass { purpose, expires_at, used_at })
        }))
    }

    /// Uses a link up. Of concurrent uses only one succeeds.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn use_up(&self, token: &TokenHash, at: DateTime<Utc>) -> Result<bool, StoreError> {
        self.use_up_and(token, at, []).await
    }

    /// Uses a link up and performs its action in one transaction.
    pub(super) async fn use_up_and(
        &self,
        token: &TokenHash,
        at: DateTime<Utc>,
        then: impl IntoIterator<Item = Statement>,
    ) -> Result<bool, StoreError> {
        const DOING: &str = "using a link";
        in_time(DOING, async {
            let mut transaction = self.store.write().await?;
            let used = statement("UPDATE pass SET used_at = $2 WHERE token = $1 AND used_at IS NULL AND expires_at > $2")
                .bind(token.as_slice())
                .bind(at)
                .execute(&mut transaction.connection())
                .await
                .map_err(StoreError::while_doing(DOING))?;
            if used == 1 {
                for statement in then {
                    execute(statement, &mut transaction.connection()).await.map_err(StoreError::while_doing(DOING))?;
                }
            }
            transaction.commit().await.map_err(StoreError::while_doing(DOING))?;
            Ok(used == 1)
        })
        .await
    }
}

/// Invalidates a person's links.
pub(super) fn void_links(person: PersonId, at: DateTime<Utc>) -> Statement {
    statement("UPDATE pass SET used_at = $2 WHERE person = $1 AND used_at IS NULL").bind(person.0).bind(at)
}
