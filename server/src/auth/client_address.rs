//! The client address of a request.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

/// The address that sent a request, as one unit for counting: for IPv6 the first 64 bits, because one subscriber
/// usually has a whole /64 or more (RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress {
    address: IpAddr,
    /// The client that an untrusted proxy on this machine or network claims to forward for. In that case `address` is
    /// the proxy's, so it is shared by all clients.
    claimed: Option<IpAddr>,
}

/// The peer address of the socket, attached to a request when its connection is accepted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Socket(pub(crate) IpAddr);

/// The header to which each proxy appends the address that it forwards for.
const FORWARDED: &str = "x-forwarded-for";

impl ClientAddress {
    /// The last address in the chain that isn't a trusted proxy. Entries before it could be forged.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let socket = socket_of(extensions);
        let is_ours = |address: &IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
        let mut through: Vec<&str> = headers
            .get_all(FORWARDED)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        if !is_ours(&socket) {
            let claimed = through.last().filter(|_| is_near(socket)).map(|claimed| claimed.trim().parse().unwrap_or(socket));
            return Self { address: household(socket), claimed: claimed.map(household) };
        }
        let mut last = socket;
        while let Some(address) = through.pop() {
            // An entry that can't be parsed comes from an untrusted sender; the address after it is the last known
            // one.
            let Ok(address) = address.trim().parse::<IpAddr>() else { break };
            last = address;
            if !is_ours(&address) {
                break;
            }
        }
        Self { address: household(last), claimed: None }
    }

    /// The address, which may be a proxy's.
    pub(crate) const fn address(self) -> IpAddr {
        self.address
    }

    /// The address, unless it is a proxy's that all clients share.
    pub(crate) fn own(self) -> Option<IpAddr> {
        self.claimed.is_none().then_some(self.address)
    }

    /// The key for rate limiting. An address claimed by an untrusted proxy is good enough for that.
    pub(crate) fn counted(self) -> IpAddr {
        self.claimed.unwrap_or(self.address)
    }
}

/// Logs once that a proxy isn't trusted. Clones share the state.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProxyWarning(Arc<[AtomicBool; 2]>);

impl ProxyWarning {
    /// Inspects a request. Returns whether a warning was logged.
    pub(crate) fn look(&self, extensions: &Extensions, headers: &HeaderMap, proxies: &[IpNet]) -> bool {
        let socket = socket_of(extensions);
        if !(headers.contains_key(FORWARDED) || headers.contains_key(axum::http::header::FORWARDED))
            || proxies.iter().any(|proxy| proxy.contains(&socket))
        {
            return false;
        }
        let near = is_near(socket);
        // Any remote client can send this header; it must not suppress the warning about a local proxy.
        if self.0[usize::from(near)].swap(true, Ordering::Relaxed) {
            return false;
        }
        if near {
            tracing::warn!(
                proxy = %socket,
                "a request came through a proxy that isn't trusted, so nobody's own address is known, and tries to sign in are counted by \
                 account and browser only; name the proxy with --trusted-proxies (PLUMBLINE_TRUSTED_PROXIES), and have it set X-Forwarded-For"
            );
        } else {
            tracing::warn!(
                from = %socket,
                "a request says whom it was forwarded for, and isn't believed; if it came through a proxy of yours, name that with \
                 --trusted-proxies (PLUMBLINE_TRUSTED_PROXIES), or everybody behind it counts as one address"
            );
        }
        true
    }
}

fn socket_of(extensions: &Extensions) -> IpAddr {
    extensions.get::<Socket>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |socket| socket.0)
}

/// Whether an address belongs to this machine or its local network, where proxies run.
fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let proxies = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        let peer = |socket: &str, forwarded: &[&str]| {
            let mut extensions = Extensions::new();
            extensions.insert(Socket(socket.parse().unwrap()));
            let name = HeaderName::from_static(FORWARDED);
            let headers = forwarded.iter().map(|value| (name.clone(), value.parse().unwrap())).collect();
            ClientAddress::of(&extensions, &headers, &proxies).address().to_string()
        };
        assert_eq!(peer("192.0.2.7", &["198.51.100.1"]), "192.0.2.7", "whoever comes straight says nothing of themselves");
        assert_eq!(peer("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            peer("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"]),
            "198.51.100.1",
            "what stands before it is anybody's"
        );
        assert_eq!(peer("10.0.0.1", &["203.0.113.9", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(peer("::1", &["nonsense"]), "::", "the first 64 bits of ::1");
        assert_eq!(peer("::1", &["2001:db8:1:2:3:4:5:6"]), "2001:db8:1:2::");
        assert_eq!(peer("::1", &["2001:db8:1:2:ffff::"]), "2001:db8:1:2::", "a household's addresses are one");
        assert_eq!(peer("::1", &["::ffff:198.51.100.1"]), "198.51.100.1");
        assert_eq!(peer("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(ClientAddress::of(&Extensions::new(), &HeaderMap::new(), &proxies).address().to_string(), "0.0.0.0");
    }

    #[test]
    fn behind_a_proxy_that_is_not_trusted_nobody_counts_by_their_address_and_it_is_said_once() {
        let warning = ProxyWarning::default();
        let seen = |socket: &str, forwarded: Option<&str>, proxies: &[IpNet]| {
            let mut extensions = Extensions::new();
            extensions.insert(Socket(socket.parse().unwrap()));
            let name = HeaderName::from_static(FORWARDED);
            let headers = forwarded.into_iter().map(|value| (name.clone(), value.parse().unwrap())).collect();
            let peer = ClientAddress::of(&extensions, &headers, proxies);
            (peer.own().map(|own| own.to_string()), peer.counted().to_string(), warning.look(&extensions, &headers, proxies))
        };
        let own = |own: &str, said| (Some(own.to_owned()), own.to_owned(), said);
        let proxies = ["127.0.0.1/32".parse().unwrap()];
        assert_eq!(seen("127.0.0.1", Some("198.51.100.1"), &proxies), own("198.51.100.1", false), "it is trusted");
        assert_eq!(seen("127.0.0.1", None, &[]), own("127.0.0.1", false), "no proxy");
        assert_eq!(seen("203.0.113.9", Some("198.51.100.1"), &[]), own("203.0.113.9", true), "from elsewhere");
        for said in [true, false] {
            assert_eq!(seen("127.0.0.1", Some("192.0.2.1, 198.51.100.1"), &[]), (None, "198.51.100.1".to_owned(), said));
        }
        assert_eq!(seen("10.1.2.3", Some("nonsense"), &[]), (None, "10.1.2.3".to_owned(), false));
    }
}
