//! Negotiation of the content encoding.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// A compression method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// Its name in HTTP headers.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// Whether the client accepts an encoding: it, or `*`, is listed with a quality other than 0.
pub(super) fn accepted(headers: &HeaderMap, encoding: Encoding) -> bool {
    let quality_of = |wanted: &str| {
        let ranges =
            headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        ranges.into_iter().find_map(|range| {
            let mut parts = range.split(';');
            parts.next().filter(|name| name.trim().eq_ignore_ascii_case(wanted))?;
            Some(parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse().unwrap_or(0.0)))
        })
    };
    quality_of(encoding.name()).or_else(|| quality_of("*")).is_some_and(|quality: f64| quality > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_only_for_who_takes_it() {
        for (header, brotli, gzip) in [
            ("gzip, deflate, br, zstd", true, true),
            ("gzip;q=1.0, br;q=0", false, true),
            ("*", true, true),
            ("*;q=0", false, false),
            ("identity", false, false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, header.parse().unwrap())]);
            assert_eq!((accepted(&headers, Encoding::Brotli), accepted(&headers, Encoding::Gzip)), (brotli, gzip), "{header}");
        }
        assert!(!accepted(&HeaderMap::new(), Encoding::Gzip));
    }
}
