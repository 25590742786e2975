//! Who can sign in.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use okr::PersonId;
use uuid::Uuid;

use super::handle::Accounts;
use crate::error::StoreError;
use crate::statement::statement;

/// Whether a person can sign in, for a list of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// When the password was set, if there is one.
    pub password_since: Option<DateTime<Utc>>,
    /// When an unused link expires, if there is one.
    pub link_until: Option<DateTime<Utc>>,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// Whether an account at a provider is linked.
    pub provider: bool,
}

#[derive(sqlx::FromRow)]
struct AccessRow {
    id: Uuid,
    password_since: Option<DateTime<Utc>>,
    link_until: Option<DateTime<Utc>>,
    second_factor: bool,
    provider: bool,
}

/// Who can sign in.
impl Accounts {
    /// People who can sign in: those with a password or a linked provider account.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn able_to_sign_in(&self) -> Result<BTreeSet<PersonId>, StoreError> {
        let asked = statement("SELECT person FROM credential UNION SELECT person FROM identity");
        Ok(self.rows::<(Uuid,)>("looking who can sign in", asked).await?.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Who can sign in, and who has a valid link at an instant. People who are absent from the result have neither.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn access(&self, at: DateTime<Utc>) -> Result<Vec<(PersonId, Access)>, StoreError> {
        let asked = statement(
            "SELECT person.id AS id, credential.changed_at AS password_since, \
               (SELECT MAX(expires_at) FROM pass WHERE pass.person = person.id AND used_at IS NULL AND expires_at > $1) AS link_until, \
               EXISTS (SELECT 1 FROM second_factor WHERE second_factor.person = person.id AND confirmed_at IS NOT NULL) \
                 AS second_factor, \
               EXISTS (SELECT 1 FROM identity WHERE identity.person = person.id) AS provider \
             FROM person LEFT JOIN credential ON credential.person = person.id",
        )
        .bind(at);
        let rows: Vec<AccessRow> = self.rows("looking who can sign in", asked).await?;
        let access = rows.into_iter().map(|AccessRow { id, password_since, link_until, second_factor, provider }| {
            (PersonId(id), Access { password_since, link_until, second_factor, provider })
        });
        Ok(access.filter(|(_, access)| *access != Access::default()).collect())
    }
}
