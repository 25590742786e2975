//! Authentication over HTTP: cookies, rate limits, and the identity provider. Sessions, passwords and second factors
//! themselves are the service's.

mod authenticate;
mod client_address;
mod cookies;
mod extract;
mod login_throttle;
pub mod oidc;
mod public_url;
mod qr;
mod rate_limit;
mod sign_in;

use std::sync::Arc;

pub(crate) use self::authenticate::authenticate;
use self::client_address::ProxyWarning;
pub(crate) use self::client_address::{ClientAddress, Socket};
pub(crate) use self::cookies::{AuthCookie, Cookies, set_cookie, value};
pub(crate) use self::extract::{AccountHolder, Administrator, Importer, SignedIn};
pub(crate) use self::login_throttle::{LoginThrottle, Who};
pub use self::public_url::{Address, AddressError};
pub(crate) use self::qr::qr;
pub use self::rate_limit::RateLimits;
pub(crate) use self::rate_limit::{Asker, Permit, Throttle};
pub(crate) use self::sign_in::{reader, stranger};

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

/// The server's part of authentication. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Auth {
    pub(crate) front: Arc<AuthConfig>,
    pub(crate) cookies: Cookies,
    pub(crate) attempts: LoginThrottle,
    pub(crate) pace: Throttle,
    proxy_warning: ProxyWarning,
}

impl Auth {
    pub(crate) fn new(front: AuthConfig) -> Self {
        Self {
            cookies: Cookies { secure: front.address.is_secure() },
            attempts: LoginThrottle::default(),
            pace: Throttle::new(front.limits),
            proxy_warning: ProxyWarning::default(),
            front: Arc::new(front),
        }
    }

    /// The path to which unauthenticated users are sent.
    pub(crate) fn path(&self) -> &'static str {
        if self.front.open { "/continue-as" } else { "/sign-in" }
    }
}
