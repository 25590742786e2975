//! Authentication: passwords, second factors, sessions, single-use links and rate limits.

mod authenticate;
mod client_address;
mod login_throttle;
mod mfa_challenge;
pub mod oidc;
mod password;
mod public_url;
mod qr;
mod rate_limit;
mod session;
mod sign_in_log;
mod token;
mod totp;

use std::sync::Arc;

use crate::cookie::cookie;
pub(crate) use app::static_pages::link::Dead;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use store::{Accounts, Pass, Purpose, SignInKind, StoreError};

pub(crate) use self::authenticate::authenticate;
use self::client_address::ProxyWarning;
pub(crate) use self::client_address::{ClientAddress, Socket};
pub(crate) use self::login_throttle::{LoginThrottle, Who};
pub(crate) use self::mfa_challenge::MfaChallenges;
pub(crate) use self::password::{Passwords, known_by};
pub use self::public_url::{Address, AddressError};
pub(crate) use self::qr::qr;
pub use self::rate_limit::RateLimits;
pub(crate) use self::rate_limit::{Asker, Permit, Throttle};
pub(crate) use self::session::Sessions;
pub(crate) use self::sign_in_log::{SignInLog, Source};
pub(crate) use self::token::Token;
pub(crate) use self::totp::{RecoveryCodes, SecondFactors, Shared};
use crate::clock::Clock;
use crate::request_context::RequestContext;

/// How long an invitation is valid.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// How long after a sign-in the next page shows the previous one.
const ARRIVED: TimeDelta = TimeDelta::minutes(10);
/// How long a link to set a password, or to found an organisation, is valid.
const RESET: TimeDelta = TimeDelta::days(1);

/// Configuration: the server's public address, and whether users have to authenticate.
#[derive(Clone, Debug)]
pub struct AuthConfig {
    /// The public address.
    pub address: Address,
    /// Open mode: users choose who they are, without a password. Allowed only on the machine itself.
    pub open: bool,
    /// Addresses of trusted proxies, whose forwarding headers are believed.
    pub proxies: Vec<ipnet::IpNet>,
    /// The rate limits.
    pub limits: RateLimits,
    /// The OpenID Connect provider, if there is one.
    pub provider: Option<oidc::Provider>,
}

/// The state of authentication. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Auth {
    pub(crate) front: Arc<AuthConfig>,
    pub(crate) accounts: Accounts,
    pub(crate) sessions: Sessions,
    pub(crate) passwords: Passwords,
    pub(crate) second_factors: SecondFactors,
    pub(crate) mfa_challenges: MfaChallenges,
    pub(crate) attempts: LoginThrottle,
    pub(crate) pace: Throttle,
    pub(crate) sign_in_log: SignInLog,
    proxy_warning: ProxyWarning,
    clock: Clock,
}

impl Auth {
    pub(crate) fn new(front: AuthConfig, accounts: Accounts, clock: Clock) -> Self {
        Self {
            sessions: Sessions::new(accounts.clone(), clock.clone(), front.address.is_secure()),
            passwords: Passwords::default(),
            second_factors: SecondFactors::new(accounts.clone(), clock.clone()),
            mfa_challenges: MfaChallenges::new(accounts.clone(), clock.clone(), front.address.is_secure()),
            attempts: LoginThrottle::default(),
            pace: Throttle::new(front.limits),
            sign_in_log: SignInLog::new(accounts.clone(), clock.clone()),
            proxy_warning: ProxyWarning::default(),
            front: Arc::new(front),
            accounts,
            clock,
        }
    }

    /// Signs in a person who has passed all checks, on the device that sent the request. Records the sign-in, and has
    /// the next page show their previous one.
    pub(crate) async fn sign_in(
        &self,
        context: RequestContext,
        person: PersonId,
        headers: &HeaderMap,
        answer: &mut Response,
    ) -> Result<(), StoreError> {
        let at = self.sessions.begin(person, headers, context.caller, answer).await?;
        self.sign_in_log.note_at(at, SignInKind::SignedIn, Some(person), Source::stranger(context, headers)).await;
        set_cookie(answer, self.arrived(), "1", ARRIVED.num_seconds(), self.front.address.is_secure());
        Ok(())
    }

    /// Whether the caller has just signed in and hasn't yet been shown their previous sign-in.
    pub(crate) fn has_arrived(&self, headers: &HeaderMap) -> bool {
        cookie(headers, self.arrived()).is_some()
    }

    /// Marks the previous sign-in as shown.
    pub(crate) fn told(&self, answer: &mut Response) {
        set_cookie(answer, self.arrived(), "", 0, self.front.address.is_secure());
    }

    /// The name of the cookie that marks a recent sign-in. It proves nothing.
    fn arrived(&self) -> &'static str {
        if self.front.address.is_secure() { "__Host-plumbline-arrived" } else { "plumbline_arrived" }
    }

    /// The path to which unauthenticated users are sent.
    pub(crate) fn path(&self) -> &'static str {
        if self.front.open { "/continue-as" } else { "/sign-in" }
    }

    /// Creates a single-use link. Returns its address and when it expires.
    pub(crate) async fn link(&self, purpose: Purpose) -> Result<(String, DateTime<Utc>), StoreError> {
        make_link(&self.accounts, &self.clock, &self.front.address, purpose).await
    }

    /// Looks up the link of a token; the inner `Err` says why it can't be used.
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

/// Creates a single-use link.
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

/// Sets a secret cookie with a lifetime in seconds, for this site only and not readable by scripts.
fn set_cookie(answer: &mut Response, name: &str, value: &str, seconds: i64, secure: bool) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}
