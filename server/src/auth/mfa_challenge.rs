//! Sign-ins whose password is verified and whose second factor isn't yet. They have no session but a cookie of their
//! own, valid for ten minutes and five attempts. Stored in the database, so any node can handle the next step.

use crate::cookie::cookie;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use okr::PersonId;
use store::{Accounts, MfaChallenge, StoreError};

use super::{Token, set_cookie};
use crate::clock::Clock;

/// The lifetime of a challenge.
const LONGEST: TimeDelta = TimeDelta::minutes(10);

/// Pending MFA challenges. Clones share the state.
#[derive(Clone)]
pub(crate) struct MfaChallenges {
    accounts: Accounts,
    clock: Clock,
    secure: bool,
}

impl MfaChallenges {
    pub(super) const fn new(accounts: Accounts, clock: Clock, secure: bool) -> Self {
        Self { accounts, clock, secure }
    }

    /// The cookie's name, prefixed like the session cookie's.
    const fn cookie(&self) -> &'static str {
        if self.secure { "__Host-plumbline-mfa-challenge" } else { "plumbline_mfa_challenge" }
    }

    /// Starts a challenge after a correct password and sets its cookie. `back` is the path to return to.
    pub(crate) async fn begin(&self, person: PersonId, back: &str, answer: &mut Response) -> Result<(), StoreError> {
        let (token, now) = (Token::new(&self.clock), self.clock.now());
        let challenge = MfaChallenge { person, back: back.to_owned() };
        self.accounts.begin_mfa_challenge(&token.hash(), &challenge, now, now + LONGEST).await?;
        set_cookie(answer, self.cookie(), &token.written(), LONGEST.num_seconds(), self.secure);
        Ok(())
    }

    /// The pending challenge of a request, if there is one.
    pub(crate) async fn of(&self, headers: &HeaderMap) -> Result<Option<(Token, MfaChallenge)>, StoreError> {
        let Some(token) = cookie(headers, self.cookie()).and_then(Token::read) else { return Ok(None) };
        Ok(self.accounts.mfa_challenge(&token.hash(), self.clock.now()).await?.map(|challenge| (token, challenge)))
    }

    /// Counts an attempt before it is checked. Returns whether it is allowed.
    pub(crate) async fn may_try(&self, token: Token) -> Result<bool, StoreError> {
        self.accounts.try_mfa_challenge(&token.hash(), self.clock.now()).await
    }

    /// Ends the challenge after a successful sign-in.
    pub(crate) async fn end(&self, token: Token, answer: &mut Response) -> Result<(), StoreError> {
        self.accounts.end_mfa_challenge(&token.hash()).await?;
        set_cookie(answer, self.cookie(), "", 0, self.secure);
        Ok(())
    }
}
