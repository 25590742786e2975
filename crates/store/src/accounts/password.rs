//! Passwords.

use chrono::{DateTime, Utc};
use okr::PersonId;
use uuid::Uuid;

use super::handle::{Accounts, TokenHash};
use super::mfa_challenge::end_challenges_of;
use super::pass::void_links;
use super::session::end_all;
use crate::error::StoreError;
use crate::statement::{Statement, statement};

/// Passwords.
impl Accounts {
    /// A person's password hash from argon2id, as a PHC string; `None` if they have none.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn password(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        let asked = statement("SELECT password FROM credential WHERE person = $1").bind(person.0);
        Ok(self.rows::<(String,)>("reading a password", asked).await?.pop().map(|(password,)| password))
    }

    /// Sets a person's password. Ends all of their sessions but `keep`, and invalidates their links, pending MFA
    /// challenges with the old password, and a second factor proposed before.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn set_password(
        &self,
        person: PersonId,
        password: &str,
        at: DateTime<Utc>,
        keep: Option<Uuid>,
    ) -> Result<(), StoreError> {
        self.write("keeping a password", new_password(person, password, at, keep)).await
    }

    /// Sets a person's password like [`set_password`](Self::set_password), by a link that is used up with it. `false`
    /// if the link was used before or has expired: then nothing has changed. Of concurrent uses only one succeeds.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn set_password_by_link(
        &self,
        token: &TokenHash,
        person: PersonId,
        password: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.use_up_and(token, at, new_password(person, password, at, None)).await
    }
}

/// Sets a password, and invalidates everything that depends on the old one.
fn new_password(person: PersonId, password: &str, at: DateTime<Utc>, keep: Option<Uuid>) -> [Statement; 5] {
    let set = statement(
        "INSERT INTO credential (person, password, changed_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at",
    );
    [
        set.bind(person.0).bind(password).bind(at),
        end_all(person, at, keep),
        void_links(person, at),
        end_challenges_of(person),
        statement("DELETE FROM second_factor WHERE person = $1 AND confirmed_at IS NULL").bind(person.0),
    ]
}
