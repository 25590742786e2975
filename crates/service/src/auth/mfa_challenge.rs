//! Sign-ins whose password is verified and whose second factor isn't yet. They have no session but a token of their
//! own, valid for ten minutes and five attempts. Stored in the database, so any node can handle the next step.

use chrono::TimeDelta;
use okr::PersonId;
use store::{Accounts, MfaChallenge, StoreError};

use super::Token;
use crate::clock::Clock;

/// Pending MFA challenges. Clones share the state.
#[derive(Clone)]
pub struct MfaChallenges {
    accounts: Accounts,
    clock: Clock,
}

impl MfaChallenges {
    /// The lifetime of a challenge.
    pub const LONGEST: TimeDelta = TimeDelta::minutes(10);

    pub(super) const fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }

    /// Starts a challenge after a correct password. `back` is the path to return to.
    ///
    /// # Errors
    /// It can't be stored, as with the others below.
    pub async fn begin(&self, person: PersonId, back: &str) -> Result<Token, StoreError> {
        let (token, now) = (Token::new(&self.clock), self.clock.now());
        let challenge = MfaChallenge { person, back: back.to_owned() };
        self.accounts.begin_mfa_challenge(&token.hash(), &challenge, now, now + Self::LONGEST).await?;
        Ok(token)
    }

    /// The pending challenge of a token.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn of(&self, token: Token) -> Result<Option<MfaChallenge>, StoreError> {
        self.accounts.mfa_challenge(&token.hash(), self.clock.now()).await
    }

    /// Counts an attempt before it is checked. Returns whether it is allowed.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn may_try(&self, token: Token) -> Result<bool, StoreError> {
        self.accounts.try_mfa_challenge(&token.hash(), self.clock.now()).await
    }

    /// Ends the challenge after a successful sign-in.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn end(&self, token: Token) -> Result<(), StoreError> {
        self.accounts.end_mfa_challenge(&token.hash()).await
    }
}
