//! Those who have proven their password, and not their second factor: no session, a cookie of its own, ten minutes, five tries. It is
//! kept in the tables, so any node takes the next step.

use app::desk::cookie;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use okr::PersonId;
use store::{Accounts, MfaChallenge, StoreError};

use super::{Token, set_cookie};
use crate::clock::Clock;

/// How long somebody may take.
const LONGEST: TimeDelta = TimeDelta::minutes(10);

/// Who is half-way in. Clones share it.
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

    /// Named as the session's is.
    const fn cookie(&self) -> &'static str {
        if self.secure { "__Host-plumbline-half-way" } else { "plumbline_half_way" }
    }

    /// Notes that somebody has proven their password, on the device that gets this answer, and wants to go to `back`.
    pub(crate) async fn begin(&self, person: PersonId, back: &str, answer: &mut Response) -> Result<(), StoreError> {
        let (token, now) = (Token::new(&self.clock), self.clock.now());
        let challenge = MfaChallenge { person, back: back.to_owned() };
        self.accounts.begin_mfa_challenge(&token.hash(), &challenge, now, now + LONGEST).await?;
        set_cookie(answer, self.cookie(), &token.written(), LONGEST.num_seconds(), self.secure);
        Ok(())
    }

    /// Who sent a request, if they are half-way in.
    pub(crate) async fn of(&self, headers: &HeaderMap) -> Result<Option<(Token, MfaChallenge)>, StoreError> {
        let Some(token) = cookie(headers, self.cookie()).and_then(Token::read) else { return Ok(None) };
        Ok(self.accounts.mfa_challenge(&token.hash(), self.clock.now()).await?.map(|challenge| (token, challenge)))
    }

    /// Counts a try before it is made; answers whether it may be.
    pub(crate) async fn may_try(&self, token: Token) -> Result<bool, StoreError> {
        self.accounts.try_mfa_challenge(&token.hash(), self.clock.now()).await
    }

    /// They are in.
    pub(crate) async fn end(&self, token: Token, answer: &mut Response) -> Result<(), StoreError> {
        self.accounts.end_mfa_challenge(&token.hash()).await?;
        set_cookie(answer, self.cookie(), "", 0, self.secure);
        Ok(())
    }
}
