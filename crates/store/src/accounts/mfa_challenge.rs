//! Pending MFA challenges, after the password.

use chrono::{DateTime, Utc};
use okr::PersonId;
use uuid::Uuid;

use super::handle::{Accounts, TokenHash};
use crate::error::StoreError;
use crate::statement::{Statement, statement};

/// How many attempts a [`MfaChallenge`] allows.
const MOST_TRIES: i64 = 5;

/// A sign-in whose password is verified and whose second factor isn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MfaChallenge {
    /// The person.
    pub person: PersonId,
    /// The path to return to.
    pub back: String,
}

/// Pending MFA challenges.
impl Accounts {
    /// Stores an MFA challenge for a token after the password was verified. Old ones are deleted.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn begin_mfa_challenge(
        &self,
        token: &TokenHash,
        challenge: &MfaChallenge,
        at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let begun = statement("INSERT INTO half_way (token, person, back, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(token.as_slice())
            .bind(challenge.person.0)
            .bind(&challenge.back)
            .bind(expires_at);
        let past = statement("DELETE FROM half_way WHERE expires_at < $1").bind(at);
        self.write("noting that a password was proven", [past, begun]).await
    }

    /// The MFA challenge of a token, unless it has expired or has too many failed attempts.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn mfa_challenge(&self, token: &TokenHash, at: DateTime<Utc>) -> Result<Option<MfaChallenge>, StoreError> {
        let asked = statement("SELECT person, back FROM half_way WHERE token = $1 AND expires_at > $2 AND tries < $3")
            .bind(token.as_slice())
            .bind(at)
            .bind(MOST_TRIES);
        let row: Option<(Uuid, String)> = self.rows("looking for who is half-way in", asked).await?.pop();
        Ok(row.map(|(person, back)| MfaChallenge { person: PersonId(person), back }))
    }

    /// Counts an attempt before it is checked, so that concurrent attempts can't exceed the limit. Returns whether it
    /// is allowed.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn try_mfa_challenge(&self, token: &TokenHash, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let counted = statement("UPDATE half_way SET tries = tries + 1 WHERE token = $1 AND expires_at > $2 AND tries < $3")
            .bind(token.as_slice())
            .bind(at)
            .bind(MOST_TRIES);
        self.write_if_one("counting a try", counted, Vec::new()).await
    }

    /// Deletes the challenge of a token.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_mfa_challenge(&self, token: &TokenHash) -> Result<(), StoreError> {
        self.write("ending what was half-way", [statement("DELETE FROM half_way WHERE token = $1").bind(token.as_slice())]).await
    }
}

/// Deletes a person's challenges.
pub(super) fn end_challenges_of(person: PersonId) -> Statement {
    statement("DELETE FROM half_way WHERE person = $1").bind(person.0)
}
