//! What pages show of accounts.

use std::collections::HashMap;

use okr::PersonId;
use store::{Access, Flow, Session, SignInEvent, StoreError};

use super::{MfaChallenges, SecondFactors, Sessions, SignInLog, Token};
use crate::Service;

impl Service {
    /// The sessions.
    pub const fn sessions(&self) -> &Sessions {
        &self.auth.sessions
    }

    /// The second factors.
    pub const fn second_factors(&self) -> &SecondFactors {
        &self.auth.second_factors
    }

    /// The pending MFA challenges.
    pub const fn mfa_challenges(&self) -> &MfaChallenges {
        &self.auth.mfa_challenges
    }

    /// The record of sign-ins.
    pub const fn sign_in_log(&self) -> &SignInLog {
        &self.auth.sign_in_log
    }

    /// Whether a person has a password.
    ///
    /// # Errors
    /// The tables can't be read, as with all of these.
    pub async fn has_password(&self, person: PersonId) -> Result<bool, StoreError> {
        Ok(self.auth.accounts.password(person).await?.is_some())
    }

    /// How each person can sign in; people who can't are omitted.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn access(&self) -> Result<HashMap<PersonId, Access>, StoreError> {
        Ok(self.auth.accounts.access(self.clock.now()).await?.into_iter().collect())
    }

    /// A person's current sessions.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sessions_of(&self, person: PersonId) -> Result<Vec<Session>, StoreError> {
        self.auth.accounts.sessions(person).await
    }

    /// The last `limit` sign-in events before the one with the number `before`, newest first.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sign_in_events(&self, before: Option<u64>, limit: u32) -> Result<Vec<(u64, SignInEvent)>, StoreError> {
        self.auth.accounts.sign_in_events(before, limit).await
    }

    /// The last `limit` sign-in events of a person, newest first.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sign_in_events_of(&self, person: PersonId, limit: u32) -> Result<Vec<SignInEvent>, StoreError> {
        self.auth.accounts.sign_in_events_of(person, limit).await
    }

    /// Stores a sign-in that has begun at the provider. Returns the secret for the browser's cookie.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn begin_flow(&self, flow: &Flow) -> Result<Token, StoreError> {
        let token = Token::new(&self.clock);
        self.auth.accounts.begin_flow(&token.hash(), flow, self.clock.now()).await?;
        Ok(token)
    }

    /// The sign-in at the provider that a browser's secret belongs to. It can't be taken again.
    ///
    /// # Errors
    /// The tables can't be read or written.
    pub async fn take_flow(&self, token: Token) -> Result<Option<Flow>, StoreError> {
        self.auth.accounts.take_flow(&token.hash()).await
    }
}
