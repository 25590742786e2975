//! The public address of this server.

use axum::http::header::HOST;
use axum::http::uri::{Authority, Scheme};
use axum::http::{HeaderMap, Uri};
use service::auth::Token;

/// The public address: scheme and host only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    secure: bool,
    authority: Authority,
}

/// Why an address can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It isn't a URL.
    #[error("it is no address such as https://okr.example")]
    Unreadable,
    /// It has a path.
    #[error("an address with a path isn't supported; give Plumbline a host or a port of its own, such as https://okr.example")]
    Path,
    /// It has no TLS, so passwords could be read on the network.
    #[error(
        "without TLS, passwords could be read on their way; put a proxy that speaks TLS in front, and name its https address"
    )]
    InTheClear,
}

impl Address {
    /// Parses an address: `https://HOST[:PORT]`, or `http://` for this machine only.
    ///
    /// # Errors
    /// It isn't a URL, or passwords would be sent without TLS.
    pub fn read(text: &str) -> Result<Self, AddressError> {
        let uri: Uri = text.trim_end_matches('/').parse().map_err(|_| AddressError::Unreadable)?;
        let authority = uri.authority().cloned().filter(|authority| !authority.as_str().contains('@'));
        let (Some(scheme), Some(authority), None) = (uri.scheme(), authority, uri.query()) else {
            return Err(AddressError::Unreadable);
        };
        if !matches!(uri.path(), "" | "/") {
            return Err(AddressError::Path);
        }
        match (scheme == &Scheme::HTTPS, scheme == &Scheme::HTTP, is_loopback(&authority)) {
            (true, _, _) => Ok(Self { secure: true, authority }),
            (_, true, true) => Ok(Self { secure: false, authority }),
            (_, true, false) => Err(AddressError::InTheClear),
            _ => Err(AddressError::Unreadable),
        }
    }

    /// The loopback address, without TLS.
    pub fn loopback(port: u16) -> Self {
        let authority = format!("localhost:{port}").parse().expect("a name and a number");
        Self { secure: false, authority }
    }

    /// Whether it uses TLS.
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether it is a loopback address.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.authority)
    }

    /// The URL without a trailing slash.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.authority)
    }

    /// The address of a single-use link.
    pub(crate) fn link(&self, token: Token) -> String {
        format!("{}/link/{}", self.url(), token.written())
    }

    /// The host, with the port if there is one.
    pub(crate) fn host(&self) -> &str {
        self.authority.as_str()
    }

    /// Whether a request was sent to this host. Protects from DNS rebinding.
    pub(crate) fn is_meant(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(HOST) else { return true };
        let Some(host) = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok()) else { return false };
        if self.is_loopback() {
            is_loopback(&host)
        } else {
            let port = |authority: &Authority| authority.port_u16().unwrap_or(443);
            host.host().eq_ignore_ascii_case(self.authority.host()) && port(&host) == port(&self.authority)
        }
    }
}

fn is_loopback(authority: &Authority) -> bool {
    is_loopback_name(authority.host())
}

/// Whether a host name is a loopback name.
pub(super) fn is_loopback_name(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_at(host: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(HOST, axum::http::HeaderValue::from_static(host))])
    }

    #[test]
    fn passwords_are_sent_by_tls_or_stay_on_the_machine() {
        for (text, read) in [
            ("https://okr.example", Ok(true)),
            ("https://okr.example:8443/", Ok(true)),
            ("http://localhost:3000", Ok(false)),
            ("http://127.0.0.1", Ok(false)),
            ("http://okr.example", Err(AddressError::InTheClear)),
            ("http://192.0.2.1:3000", Err(AddressError::InTheClear)),
            ("okr.example", Err(AddressError::Unreadable)),
            ("ftp://okr.example", Err(AddressError::Unreadable)),
            ("https://okr.example/app", Err(AddressError::Path)),
            ("http://localhost:3000/okr/", Err(AddressError::Path)),
            ("https://okr.example?x=1", Err(AddressError::Unreadable)),
            ("https://me@okr.example", Err(AddressError::Unreadable)),
            ("", Err(AddressError::Unreadable)),
        ] {
            assert_eq!(Address::read(text).map(|address| address.is_secure()), read, "{text}");
        }
        assert_eq!(Address::read("https://okr.example:8443/").unwrap().url(), "https://okr.example:8443");
    }

    #[test]
    fn a_foreign_name_that_points_here_is_not_meant_for_this_server() {
        let here = Address::loopback(3000);
        for (meant, host) in [
            (true, "localhost:3000"),
            (true, "127.0.0.1:3000"),
            (true, "[::1]:3000"),
            (true, "localhost"),
            (false, "rebound.example:3000"),
            (false, "localhost.evil.example"),
            (false, "not a host"),
        ] {
            assert_eq!(here.is_meant(&asked_at(host)), meant, "{host}");
        }
        assert!(here.is_meant(&HeaderMap::new()));
        let named = Address::read("https://okr.example").unwrap();
        for (meant, host) in [
            (true, "okr.example"),
            (true, "OKR.example:443"),
            (false, "okr.example:8443"),
            (false, "localhost"),
            (false, "evil.example"),
        ] {
            assert_eq!(named.is_meant(&asked_at(host)), meant, "{host}");
        }
    }
}
