//! The cookies of sessions and sign-ins: secret, for this site only, and not readable by scripts.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use chrono::TimeDelta;
use cookie::{Cookie, SameSite};
use service::auth::{LONGEST, MfaChallenges, SignedIn, Token};

use super::oidc::ON_THE_WAY;

/// How long a browser counts as known after a sign-in.
const KNOWN: TimeDelta = TimeDelta::days(400);
/// How long after a sign-in the next page shows the previous one.
const ARRIVED: TimeDelta = TimeDelta::minutes(10);

/// A cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthCookie {
    /// The session's secret.
    Session,
    /// The secret that identifies a browser beyond its sessions.
    Device,
    /// The secret of a sign-in between its password and its second factor.
    MfaChallenge,
    /// The secret of a sign-in that is at the provider.
    Provider,
    /// Marks a recent sign-in. It proves nothing.
    Arrived,
}

/// The names and attributes of the cookies. Over TLS they are `Secure`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cookies {
    pub(super) secure: bool,
}

impl Cookies {
    /// The cookie's name. With the `__Host-` prefix, browsers accept it only from this host, over TLS and for all
    /// paths. Without TLS, on the machine itself, they would reject the prefix.
    const fn name(self, cookie: AuthCookie) -> &'static str {
        match (cookie, self.secure) {
            (AuthCookie::Session, true) => "__Host-plumbline",
            (AuthCookie::Session, false) => "plumbline_session",
            (AuthCookie::Device, true) => "__Host-plumbline-device",
            (AuthCookie::Device, false) => "plumbline_device",
            (AuthCookie::MfaChallenge, true) => "__Host-plumbline-mfa-challenge",
            (AuthCookie::MfaChallenge, false) => "plumbline_mfa_challenge",
            (AuthCookie::Provider, true) => "__Host-plumbline-oidc",
            (AuthCookie::Provider, false) => "plumbline_oidc",
            (AuthCookie::Arrived, true) => "__Host-plumbline-arrived",
            (AuthCookie::Arrived, false) => "plumbline_arrived",
        }
    }

    /// The secret in a request's cookie.
    pub(crate) fn token(self, headers: &HeaderMap, cookie: AuthCookie) -> Option<Token> {
        value(headers, self.name(cookie)).as_deref().and_then(Token::read)
    }

    /// Whether a request has the cookie.
    pub(crate) fn is_set(self, headers: &HeaderMap, cookie: AuthCookie) -> bool {
        value(headers, self.name(cookie)).is_some()
    }

    /// Hands a browser what it keeps after a sign-in.
    pub(crate) fn signed_in(self, response: &mut Response, signed_in: SignedIn) {
        self.set(response, AuthCookie::Session, &signed_in.session.written(), LONGEST);
        self.set(response, AuthCookie::Device, &signed_in.device.written(), KNOWN);
    }

    /// Has the next page show the previous sign-in.
    pub(crate) fn arrived(self, response: &mut Response) {
        self.set(response, AuthCookie::Arrived, "1", ARRIVED);
    }

    /// Hands a browser the secret of a pending MFA challenge.
    pub(crate) fn mfa_challenge(self, response: &mut Response, token: Token) {
        self.set(response, AuthCookie::MfaChallenge, &token.written(), MfaChallenges::LONGEST);
    }

    /// Hands a browser the secret of a sign-in at the provider. `SameSite=Lax`, because the browser returns from the
    /// provider's site.
    pub(crate) fn provider(self, response: &mut Response, token: Token) {
        self.set(response, AuthCookie::Provider, &token.written(), ON_THE_WAY);
    }

    /// Clears a cookie.
    pub(crate) fn clear(self, response: &mut Response, cookie: AuthCookie) {
        self.set(response, cookie, "", TimeDelta::zero());
    }

    fn set(self, response: &mut Response, cookie: AuthCookie, value: &str, lasts: TimeDelta) {
        let cookie = Cookie::build((self.name(cookie), value)).path("/").http_only(true).same_site(SameSite::Lax);
        let cookie = cookie.max_age(cookie::time::Duration::seconds(lasts.num_seconds()));
        set_cookie(response, cookie.secure(self.secure).build());
    }
}

/// Adds a cookie to a response.
pub(crate) fn set_cookie(response: &mut Response, cookie: Cookie<'_>) {
    if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// The value of a request's cookie.
pub(crate) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let sent = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = sent.flat_map(Cookie::split_parse).flatten();
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}
