//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

/// The address of whoever sent a request, as far as one of them is one household: of IPv6 the first 64 bits, behind which everybody has
/// more addresses than could be counted (RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// What the socket says, noted on a request by whoever took it in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Socket(pub(crate) IpAddr);

/// The header in which proxies note whom they speak for, each behind what the one before wrote.
const FORWARDED: &str = "x-forwarded-for";

impl Peer {
    /// Of the addresses that a request came through, the last that isn't a proxy of ours. What stands before it, anybody could have written.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let socket = extensions.get::<Socket>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |socket| socket.0);
        let is_ours = |address: &IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
        if !is_ours(&socket) {
            return Self::household(socket);
        }
        let mut through: Vec<&str> = headers
            .get_all(FORWARDED)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        let mut last = socket;
        while let Some(address) = through.pop() {
            // One that can't be read was written by somebody we don't trust; the one after it is as far as we know.
            let Ok(address) = address.trim().parse::<IpAddr>() else { break };
            last = address;
            if !is_ours(&address) {
                break;
            }
        }
        Self::household(last)
    }

    fn household(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
            address @ IpAddr::V4(_) => address,
        })
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
            Peer::of(&extensions, &headers, &proxies).0.to_string()
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
        assert_eq!(Peer::of(&Extensions::new(), &HeaderMap::new(), &proxies).0.to_string(), "0.0.0.0");
    }
}
