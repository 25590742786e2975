//! Identities at an OpenID Connect provider, and pending sign-ins with it.

use chrono::{DateTime, Utc};
use okr::{Person, PersonId};
use uuid::Uuid;

use crate::accounts::{Accounts, TokenHash, in_time};
use crate::administrators::Credentials;
use crate::error::StoreError;
use crate::statement::statement;
use crate::tables;

/// A pending sign-in with a provider, with the values that the callback must match.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Flow {
    /// The `state` parameter, which the provider returns.
    pub state: String,
    /// The nonce, which the ID token contains.
    pub nonce: String,
    /// The PKCE verifier, which proves that the client that fetches the token started the sign-in.
    pub verifier: String,
    /// The path to return to.
    pub back: String,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
}

/// Omits the secrets, so that they can't be logged.
impl std::fmt::Debug for Flow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Flow").field("back", &self.back).field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

impl Accounts {
    /// Stores a pending sign-in; `token` is in the browser's cookie. Old ones are deleted.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn begin_flow(&self, token: &TokenHash, flow: &Flow, at: DateTime<Utc>) -> Result<(), StoreError> {
        let begun =
            statement("INSERT INTO oidc_flow (token, state, nonce, verifier, back, expires_at) VALUES ($1, $2, $3, $4, $5, $6)");
        // Expired ones are deleted an hour later, so that "expired" can be distinguished from "unknown".
        let long_ago = at - chrono::TimeDelta::hours(1);
        self.write(
            "beginning to sign in",
            [
                statement("DELETE FROM oidc_flow WHERE expires_at < $1").bind(long_ago),
                begun
                    .bind(token.as_slice())
                    .bind(&flow.state)
                    .bind(&flow.nonce)
                    .bind(&flow.verifier)
                    .bind(&flow.back)
                    .bind(flow.expires_at),
            ],
        )
        .await
    }

    /// Takes a pending sign-in, expired or not. Of concurrent uses only one gets it.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn take_flow(&self, token: &TokenHash) -> Result<Option<Flow>, StoreError> {
        const DOING: &str = "coming back from the provider";
        in_time(DOING, async {
            let mut transaction = self.store.write().await?;
            let rows = statement("DELETE FROM oidc_flow WHERE token = $1 RETURNING state, nonce, verifier, back, expires_at")
                .bind(token.as_slice())
                .rows::<Flow>(&mut transaction.connection())
                .await
                .map_err(StoreError::while_doing(DOING))?;
            transaction.commit().await.map_err(StoreError::while_doing(DOING))?;
            Ok(rows.into_iter().next())
        })
        .await
    }

    /// The person linked to a provider's subject.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn identity(&self, issuer: &str, subject: &str) -> Result<Option<PersonId>, StoreError> {
        let asked = statement("SELECT person FROM identity WHERE issuer = $1 AND subject = $2").bind(issuer).bind(subject);
        Ok(self.rows::<(Uuid,)>("looking for an identity", asked).await?.pop().map(|(person,)| PersonId(person)))
    }

    /// Links a person to a provider's subject. Returns whether they are linked now: each person has at most one
    /// subject per provider, and each subject one person.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn bind(&self, issuer: &str, subject: &str, person: PersonId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let bound =
            statement("INSERT INTO identity (issuer, subject, person, bound_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
        self.write("binding an identity", [bound.bind(issuer).bind(subject).bind(person.0).bind(at)]).await?;
        Ok(self.identity(issuer, subject).await? == Some(person))
    }

    /// Removes a person's links to providers: at the next sign-in they are linked again by e-mail address. Returns
    /// whether there were any.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn unbind(&self, person: PersonId) -> Result<bool, StoreError> {
        self.unbind_if(person, |_, _| true).await.map(|unbound| unbound == Some(true))
    }

    /// As [`unbind`](Self::unbind); `None`, without a change, if that would leave no administrator who can sign in.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn unbind_unless_last(&self, person: PersonId) -> Result<Option<bool>, StoreError> {
        let leaves_one = |credentials: Credentials, people: &[Person]| {
            !credentials.has_administrator(people.iter())
                || credentials.without_identities_of(person).has_administrator(people.iter())
        };
        self.unbind_if(person, leaves_one).await
    }

    async fn unbind_if(
        &self,
        person: PersonId,
        may: impl FnOnce(Credentials, &[Person]) -> bool,
    ) -> Result<Option<bool>, StoreError> {
        const DOING: &str = "forgetting identities";
        in_time(DOING, async {
            let mut transaction = self.store.write().await?;
            let connection = &mut transaction.connection();
            let credentials = Credentials::read(connection).await.map_err(StoreError::while_doing(DOING))?;
            let people = tables::people(connection).await.map_err(StoreError::while_doing(DOING))?;
            if !may(credentials, &people) {
                return Ok(None);
            }
            let forgotten = statement("DELETE FROM identity WHERE person = $1").bind(person.0).execute(connection).await;
            let forgotten = forgotten.map_err(StoreError::while_doing(DOING))?;
            transaction.commit().await.map_err(StoreError::while_doing(DOING))?;
            Ok(Some(forgotten > 0))
        })
        .await
    }
}
