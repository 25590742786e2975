//! Known browsers, in which a person has signed in before.

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use uuid::Uuid;

use crate::accounts::{Accounts, TokenHash};
use crate::error::StoreError;
use crate::statement::statement;

/// How long a browser is known after its last sign-in.
const KNOWN_FOR: TimeDelta = TimeDelta::days(400);

impl Accounts {
    /// Stores that a person signed in with the browser that has this token. Tokens unused for 400 days are deleted.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn remember_device(&self, token: &TokenHash, person: PersonId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let known = statement(
            "INSERT INTO device (token, person, seen_at) VALUES ($1, $2, $3) \
             ON CONFLICT (token) DO UPDATE SET person = excluded.person, seen_at = excluded.seen_at",
        );
        self.write(
            "remembering a browser",
            [
                known.bind(token.as_slice()).bind(person.0).bind(at),
                statement("DELETE FROM device WHERE seen_at < $1").bind(at - KNOWN_FOR),
            ],
        )
        .await
    }

    /// The last person who signed in with the browser that has this token.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn device(&self, token: &TokenHash) -> Result<Option<PersonId>, StoreError> {
        let asked = statement("SELECT person FROM device WHERE token = $1").bind(token.as_slice());
        Ok(self.rows::<(Uuid,)>("looking for a browser", asked).await?.pop().map(|(person,)| PersonId(person)))
    }
}
