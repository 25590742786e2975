//! Second factors.

use chrono::{DateTime, Utc};
use okr::PersonId;

use super::handle::{Accounts, TokenHash, execute, in_time};
use crate::error::StoreError;
use crate::statement::{Statement, statement};

/// The secret shared with the authenticator app: 160 bits. It allows codes to be computed, so no type that holds it
/// has a `Debug`.
pub type SharedSecret = [u8; 20];

/// A person's second factor.
#[derive(Clone, Copy)]
pub struct SecondFactor {
    /// The shared secret.
    pub secret: SharedSecret,
    /// When its first code was verified; `None` while it is only proposed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The time step of the last accepted code, counted from 1970.
    pub last_step: u64,
    /// The number of unused recovery codes.
    pub recovery_codes: u64,
}

#[derive(sqlx::FromRow)]
struct SecondFactorRow {
    secret: Vec<u8>,
    confirmed_at: Option<DateTime<Utc>>,
    last_step: i64,
    recovery_codes: i64,
}

/// Second factors.
impl Accounts {
    /// A person's second factor, confirmed or not.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn second_factor(&self, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
        let asked = statement(
            "SELECT secret, confirmed_at, last_step, \
               (SELECT COUNT(*) FROM recovery_code WHERE recovery_code.person = second_factor.person AND used_at IS NULL) \
                 AS recovery_codes \
             FROM second_factor WHERE person = $1",
        )
        .bind(person.0);
        let row: Option<SecondFactorRow> = self.rows("looking for a second factor", asked).await?.pop();
        Ok(row.and_then(|SecondFactorRow { secret, confirmed_at, last_step, recovery_codes }| {
            // The tables' constraints ensure the length, and exclude negative numbers.
            let secret = secret.try_into().ok()?;
            let unsigned = |number: i64| u64::try_from(number).unwrap_or_default();
            Some(SecondFactor { secret, confirmed_at, last_step: unsigned(last_step), recovery_codes: unsigned(recovery_codes) })
        }))
    }

    /// Proposes a secret to a person without a second factor. An earlier proposal is kept, because an app may have it
    /// already.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn propose_second_factor(&self, person: PersonId, secret: &SharedSecret) -> Result<(), StoreError> {
        let proposed = statement("INSERT INTO second_factor (person, secret) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING");
        self.write("proposing a second factor", [proposed.bind(person.0).bind(secret.as_slice())]).await
    }

    /// Confirms a proposed second factor after a code of this secret and time step, with these recovery codes.
    /// Returns whether this secret was proposed and unconfirmed.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn confirm_second_factor(
        &self,
        person: PersonId,
        secret: &SharedSecret,
        step: u64,
        at: DateTime<Utc>,
        recovery_codes: &[TokenHash],
    ) -> Result<bool, StoreError> {
        let confirmed = statement(
            "UPDATE second_factor SET confirmed_at = $3, last_step = $4 WHERE person = $1 AND secret = $2 AND confirmed_at IS NULL",
        )
        .bind(person.0)
        .bind(secret.as_slice())
        .bind(at)
        .bind(signed(step));
        self.write_if_one("confirming a second factor", confirmed, renewed(person, recovery_codes)).await
    }

    /// Accepts a code of a time step. Of concurrent uses only one succeeds; a step that isn't after the last is
    /// rejected.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn use_step(&self, person: PersonId, step: u64) -> Result<bool, StoreError> {
        let used = statement(
            "UPDATE second_factor SET last_step = $2 WHERE person = $1 AND confirmed_at IS NOT NULL AND last_step < $2",
        );
        self.write_if_one("using a code", used.bind(person.0).bind(signed(step)), Vec::new()).await
    }

    /// Uses a recovery code up. Of concurrent uses only one succeeds.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn use_recovery_code(&self, person: PersonId, hash: &TokenHash, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let used = statement("UPDATE recovery_code SET used_at = $3 WHERE person = $1 AND hash = $2 AND used_at IS NULL")
            .bind(person.0)
            .bind(hash.as_slice())
            .bind(at);
        self.write_if_one("using a recovery code", used, Vec::new()).await
    }

    /// Replaces a person's recovery codes.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn renew_recovery_codes(&self, person: PersonId, codes: &[TokenHash]) -> Result<(), StoreError> {
        self.write("keeping recovery codes", renewed(person, codes)).await
    }

    /// Removes a person's second factor with its recovery codes, and their pending MFA challenges. Returns whether
    /// there was a confirmed one.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn remove_second_factor(&self, person: PersonId) -> Result<bool, StoreError> {
        const DOING: &str = "taking a second factor off";
        in_time(DOING, async {
            let mut transaction = self.store.write().await?;
            let counted = statement("DELETE FROM second_factor WHERE person = $1 AND confirmed_at IS NOT NULL")
                .bind(person.0)
                .execute(&mut transaction.connection())
                .await
                .map_err(StoreError::while_doing(DOING))?;
            for text in [
                "DELETE FROM second_factor WHERE person = $1",
                "DELETE FROM recovery_code WHERE person = $1",
                "DELETE FROM half_way WHERE person = $1",
            ] {
                execute(statement(text).bind(person.0), &mut transaction.connection())
                    .await
                    .map_err(StoreError::while_doing(DOING))?;
            }
            transaction.commit().await.map_err(StoreError::while_doing(DOING))?;
            Ok(counted == 1)
        })
        .await
    }

    /// Ends the sessions of each person with a password but no second factor.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_without_second_factor(&self, at: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = statement(
            "UPDATE session SET ended_at = $1 WHERE ended_at IS NULL AND person IN (SELECT person FROM credential) \
             AND person NOT IN (SELECT person FROM second_factor WHERE confirmed_at IS NOT NULL)",
        );
        self.write("ending sessions", [ended.bind(at)]).await
    }
}

/// Replaces a person's recovery codes.
fn renewed(person: PersonId, codes: &[TokenHash]) -> Vec<Statement> {
    let before = statement("DELETE FROM recovery_code WHERE person = $1").bind(person.0);
    let new = codes
        .iter()
        .map(|code| statement("INSERT INTO recovery_code (person, hash) VALUES ($1, $2)").bind(person.0).bind(code.as_slice()));
    std::iter::once(before).chain(new).collect()
}

/// The column's type. Time steps always fit.
fn signed(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}
