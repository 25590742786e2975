//! Who is whom at a provider that people sign in with, and who is on their way there and back.

use chrono::{DateTime, Utc};
use okr::{Person, PersonId};
use uuid::Uuid;

use crate::accounts::in_time;
use crate::administrators::Credentials;
use crate::statement::statement;
use crate::{Accounts, StoreError, TokenHash, tables};

/// Somebody who went to a provider to prove who they are, and what has to fit when they come back.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Flow {
    /// What the provider hands back to the browser.
    pub state: String,
    /// What the provider writes into what it signs.
    pub nonce: String,
    /// What proves to the provider that the one who fetches is the one who sent.
    pub verifier: String,
    /// The path to go to then.
    pub back: String,
    /// Until when they may take.
    pub expires_at: DateTime<Utc>,
}

/// No log shall hold what is secret in it.
impl std::fmt::Debug for Flow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Flow").field("back", &self.back).field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

impl Accounts {
    /// Notes that somebody goes to the provider: `token` is what their browser holds. What has expired is swept away.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn begin_flow(&self, token: &TokenHash, flow: &Flow, at: DateTime<Utc>) -> Result<(), StoreError> {
        let begun =
            statement("INSERT INTO oidc_flow (token, state, nonce, verifier, back, expires_at) VALUES ($1, $2, $3, $4, $5, $6)");
        // An hour later it is still known that it has expired, and wasn't never there.
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

    /// Takes what was noted, expired or not. Only one of those who try at once gets it, and nobody after them.
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

    /// Who it is that a provider calls so.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn identity(&self, issuer: &str, subject: &str) -> Result<Option<PersonId>, StoreError> {
        let asked = statement("SELECT person FROM identity WHERE issuer = $1 AND subject = $2").bind(issuer).bind(subject);
        Ok(self.rows::<(Uuid,)>("looking for an identity", asked).await?.pop().map(|(person,)| PersonId(person)))
    }

    /// Has a person be the one whom a provider calls so, from now on. Answers whether they are: nobody is two of a provider's, and two
    /// aren't one.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn bind(&self, issuer: &str, subject: &str, person: PersonId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let bound =
            statement("INSERT INTO identity (issuer, subject, person, bound_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
        self.write("binding an identity", [bound.bind(issuer).bind(subject).bind(person.0).bind(at)]).await?;
        Ok(self.identity(issuer, subject).await? == Some(person))
    }

    /// Forgets whom providers call so: who comes from one next is bound anew, by their address. Answers whether there was anything to
    /// forget.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn unbind(&self, person: PersonId) -> Result<bool, StoreError> {
        self.unbind_if(person, |_, _| true).await.map(|unbound| unbound == Some(true))
    }

    /// As [`unbind`](Self::unbind); `None` if that would leave no administrator who can sign in, and then nothing has changed.
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
