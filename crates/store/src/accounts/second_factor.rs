//! What people prove beside their password, and those who have proven no more than their password yet.

use chrono::{DateTime, Utc};
use okr::PersonId;
use uuid::Uuid;

use super::{Accounts, TokenHash, execute, in_time};
use crate::StoreError;
use crate::statement::{Statement, statement};

/// How many wrong codes end what is [`MfaChallenge`].
const MOST_TRIES: i64 = 5;

/// The secret that somebody's phone and the server share: 160 bits. Whoever has it makes codes; so nothing that holds it has a `Debug`.
pub type SharedSecret = [u8; 20];

/// Somebody's second factor.
#[derive(Clone, Copy)]
pub struct SecondFactor {
    /// What codes are made from.
    pub secret: SharedSecret,
    /// When a code of it was typed for the first time; `None` while it counts for nothing.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The time step of the last code that was taken, counted from 1970.
    pub last_step: u64,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
}

/// Somebody who has proven their password, and not their second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MfaChallenge {
    /// Who it is.
    pub person: PersonId,
    /// Where they want to go.
    pub back: String,
}

#[derive(sqlx::FromRow)]
struct SecondFactorRow {
    secret: Vec<u8>,
    confirmed_at: Option<DateTime<Utc>>,
    last_step: i64,
    recovery_codes: i64,
}

/// A second factor that counts.
impl Accounts {
    /// Somebody's second factor, whether it counts yet or not.
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
            // The tables hold no secret of another length, and count nothing below zero.
            let secret = secret.try_into().ok()?;
            let unsigned = |number: i64| u64::try_from(number).unwrap_or_default();
            Some(SecondFactor { secret, confirmed_at, last_step: unsigned(last_step), recovery_codes: unsigned(recovery_codes) })
        }))
    }

    /// Proposes a secret to somebody who has no second factor. One that was proposed before stays, so that a phone that has it keeps it.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn propose_second_factor(&self, person: PersonId, secret: &SharedSecret) -> Result<(), StoreError> {
        let proposed = statement("INSERT INTO second_factor (person, secret) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING");
        self.write("proposing a second factor", [proposed.bind(person.0).bind(secret.as_slice())]).await
    }

    /// The phone has shown a code of this secret and time step: it counts from now on, with these recovery codes. Answers whether it was
    /// this secret that was proposed, and waited for that.
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

    /// Takes a code of a time step. Only one of those who try at once is told yes, and none for a step that isn't after the last.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn use_step(&self, person: PersonId, step: u64) -> Result<bool, StoreError> {
        let used = statement(
            "UPDATE second_factor SET last_step = $2 WHERE person = $1 AND confirmed_at IS NOT NULL AND last_step < $2",
        );
        self.write_if_one("using a code", used.bind(person.0).bind(signed(step)), Vec::new()).await
    }

    /// Uses a recovery code up. Only one of those who try at once is told yes.
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

    /// Gives somebody new recovery codes; those before are good for nothing any more.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn renew_recovery_codes(&self, person: PersonId, codes: &[TokenHash]) -> Result<(), StoreError> {
        self.write("keeping recovery codes", renewed(person, codes)).await
    }

    /// Takes somebody's second factor off, with its recovery codes; whoever is half-way in begins anew. Answers whether there was one that
    /// counted.
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

    /// Ends the sessions of everybody who has a password and no second factor.
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

    /// Runs the first statement, and the others if it changed one row; answers whether it did.
    async fn write_if_one(&self, doing: &'static str, first: Statement, others: Vec<Statement>) -> Result<bool, StoreError> {
        in_time(doing, async {
            let mut transaction = self.store.write().await?;
            let changed = first.execute(&mut transaction.connection()).await.map_err(StoreError::while_doing(doing))?;
            if changed != 1 {
                return Ok(false);
            }
            for other in others {
                execute(other, &mut transaction.connection()).await.map_err(StoreError::while_doing(doing))?;
            }
            transaction.commit().await.map_err(StoreError::while_doing(doing))?;
            Ok(true)
        })
        .await
    }
}

/// Those who are half-way in.
impl Accounts {
    /// Notes that somebody has proven their password, for whoever holds a token. What is long past is swept away.
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

    /// Who holds a token, unless it is too old, or too many wrong codes were typed with it.
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

    /// Counts a try before it is made, so that many at once are no more than five. Answers whether it may be made.
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

    /// A token is good for nothing any more.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_mfa_challenge(&self, token: &TokenHash) -> Result<(), StoreError> {
        self.write("ending what was half-way", [statement("DELETE FROM half_way WHERE token = $1").bind(token.as_slice())]).await
    }
}

/// These recovery codes, and none of those before.
fn renewed(person: PersonId, codes: &[TokenHash]) -> Vec<Statement> {
    let before = statement("DELETE FROM recovery_code WHERE person = $1").bind(person.0);
    let new = codes
        .iter()
        .map(|code| statement("INSERT INTO recovery_code (person, hash) VALUES ($1, $2)").bind(person.0).bind(code.as_slice()));
    std::iter::once(before).chain(new).collect()
}

/// As a column holds it: no step of any year that comes is too large.
fn signed(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}
