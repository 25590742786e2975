//! Who comes in: passwords, second factors, sessions, links that work once, and how often somebody may try.

mod address;
mod attempts;
mod gate;
mod half_way;
mod limits;
pub mod oidc;
mod passwords;
mod peer;
mod qr;
mod second_factor;
mod sessions;
mod sign_in_log;
mod token;

use std::sync::Arc;

use app::desk::cookie;
pub(crate) use app::door::link::Dead;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use store::{Accounts, Pass, Purpose, SignInKind, StoreError};

pub use self::address::{Address, AddressError};
pub(crate) use self::attempts::{Attempts, Who};
pub(crate) use self::gate::gate;
pub(crate) use self::half_way::HalfWays;
pub use self::limits::Limits;
pub(crate) use self::limits::{Asker, Pace, Place};
pub(crate) use self::passwords::{Passwords, known_by};
use self::peer::ProxyWarning;
pub(crate) use self::peer::{Peer, Socket};
pub(crate) use self::qr::qr;
pub(crate) use self::second_factor::{RecoveryCodes, SecondFactors, Shared};
pub(crate) use self::sessions::Sessions;
pub(crate) use self::sign_in_log::{SignInLog, Source};
pub(crate) use self::token::Token;
use crate::asked::Asked;
use crate::clock::Clock;

/// How long an invitation is good for.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// How long somebody who has just signed in is told of their last sign-in on the next page.
const ARRIVED: TimeDelta = TimeDelta::minutes(10);
/// How long a link to a new password is good for, and one that begins an organisation.
const RESET: TimeDelta = TimeDelta::days(1);

/// How this server is reached, and whether whoever comes has to prove who they are.
#[derive(Clone, Debug)]
pub struct Front {
    /// How it is reached.
    pub address: Address,
    /// Whether the door stands open: whoever comes says who they are. Only ever so on the machine itself.
    pub open: bool,
    /// The addresses of proxies that are believed when they say whom they speak for.
    pub proxies: Vec<ipnet::IpNet>,
    /// How much one may ask for.
    pub limits: Limits,
    /// Who else would say who somebody is.
    pub provider: Option<oidc::Provider>,
}

/// All that is asked of whoever comes. Cheap to copy.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) front: Arc<Front>,
    pub(crate) accounts: Accounts,
    pub(crate) sessions: Sessions,
    pub(crate) passwords: Passwords,
    pub(crate) second_factors: SecondFactors,
    pub(crate) half_ways: HalfWays,
    pub(crate) attempts: Attempts,
    pub(crate) pace: Pace,
    pub(crate) sign_in_log: SignInLog,
    proxy_warning: ProxyWarning,
    clock: Clock,
}

impl Door {
    pub(crate) fn new(front: Front, accounts: Accounts, clock: Clock) -> Self {
        Self {
            sessions: Sessions::new(accounts.clone(), clock.clone(), front.address.is_secure()),
            passwords: Passwords::default(),
            second_factors: SecondFactors::new(accounts.clone(), clock.clone()),
            half_ways: HalfWays::new(accounts.clone(), clock.clone(), front.address.is_secure()),
            attempts: Attempts::default(),
            pace: Pace::new(front.limits),
            sign_in_log: SignInLog::new(accounts.clone(), clock.clone()),
            proxy_warning: ProxyWarning::default(),
            front: Arc::new(front),
            accounts,
            clock,
        }
    }

    /// Signs somebody in who has proven all that was asked for, on the device that sent a request; keeps that they did, and has the next page
    /// tell them of their last sign-in.
    pub(crate) async fn sign_in(
        &self,
        asked: Asked,
        person: PersonId,
        headers: &HeaderMap,
        answer: &mut Response,
    ) -> Result<(), StoreError> {
        let at = self.sessions.begin(person, headers, asked.caller, answer).await?;
        self.sign_in_log.note_at(at, SignInKind::SignedIn, Some(person), Source::stranger(asked, headers)).await;
        set_cookie(answer, self.arrived(), "1", ARRIVED.num_seconds(), self.front.address.is_secure());
        Ok(())
    }

    /// Whether somebody has just signed in, and wasn't told yet of the time before.
    pub(crate) fn has_arrived(&self, headers: &HeaderMap) -> bool {
        cookie(headers, self.arrived()).is_some()
    }

    /// They were told.
    pub(crate) fn told(&self, answer: &mut Response) {
        set_cookie(answer, self.arrived(), "", 0, self.front.address.is_secure());
    }

    /// The name of the cookie of those who have just signed in. It proves nothing.
    fn arrived(&self) -> &'static str {
        if self.front.address.is_secure() { "__Host-plumbline-arrived" } else { "plumbline_arrived" }
    }

    /// Where somebody goes who isn't known.
    pub(crate) fn path(&self) -> &'static str {
        if self.front.open { "/continue-as" } else { "/sign-in" }
    }

    /// Makes a link that works once: its address, and until when.
    pub(crate) async fn link(&self, purpose: Purpose) -> Result<(String, DateTime<Utc>), StoreError> {
        make_link(&self.accounts, &self.clock, &self.front.address, purpose).await
    }

    /// The link of a token, and what keeps it from being used.
    pub(crate) async fn pass(&self, token: &str) -> Result<Result<(Token, Pass), Dead>, StoreError> {
        let Some(token) = Token::read(token) else { return Ok(Err(Dead::Wrong)) };
        Ok(match self.accounts.pass(&token.hash()).await? {
            None => Err(Dead::Wrong),
            Some(pass) if pass.used_at.is_some() => Err(Dead::Used),
            Some(pass) if pass.expires_at <= self.clock.now() => Err(Dead::Expired),
            Some(pass) => Ok((token, pass)),
        })
    }
}

/// Makes a link that works once.
pub(crate) async fn make_link(
    accounts: &Accounts,
    clock: &Clock,
    address: &Address,
    purpose: Purpose,
) -> Result<(String, DateTime<Utc>), StoreError> {
    let (token, now) = (Token::new(clock), clock.now());
    let until = now + if matches!(purpose, Purpose::Invite(_)) { INVITATION } else { RESET };
    accounts.issue(&token.hash(), purpose, now, until).await?;
    Ok((format!("{}/link/{}", address.url(), token.written()), until))
}

/// Has a browser keep a secret for so many seconds, for this site alone and out of reach of scripts.
fn set_cookie(answer: &mut Response, name: &str, value: &str, seconds: i64, secure: bool) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}
