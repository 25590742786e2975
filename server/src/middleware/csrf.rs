//! Protection from cross-site requests: other sites must neither change data in a reader's name nor read it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::error::AppError;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, Uri, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error_response::ErrorResponse;
use crate::site::Site;

/// How often requests with a wrong host are logged.
const TELL: Duration = Duration::from_mins(1);

/// Refuses cross-site requests, and requests to another host name.
pub(super) async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let expected = site.auth.front.address.host();
    if let Some(wrong) = wrong_host(&site, &request) {
        tell(&wrong, expected);
        return wrong.into_response();
    }
    if changes && !is_from_here(request.headers(), expected) {
        return ErrorResponse::from(AppError::Foreign).into_response();
    }
    next.run(request).await
}

/// The error if a request was sent to another host.
fn wrong_host(site: &Site, request: &Request) -> Option<ErrorResponse> {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        // RFC 9112, section 3.2: two host names could be interpreted differently by proxies and this server.
        (Some(_), Some(_)) => Some(ErrorResponse::Hosts),
        (Some(host), None) if !host.is_empty() => (!is_meant(site, request)).then(|| ErrorResponse::Host {
            requested: String::from_utf8_lossy(host.as_bytes()).into_owned(),
            expected: site.auth.front.address.host().to_owned(),
        }),
        _ if request.version() >= Version::HTTP_11 => Some(AppError::NoHost.into()),
        _ => None,
    }
}

/// Warns the operator: most likely a proxy in front doesn't pass the host on.
fn tell(wrong: &ErrorResponse, expected: &str) {
    static TOLD: Mutex<Option<Instant>> = Mutex::new(None);
    let requested = match wrong {
        ErrorResponse::Host { requested, .. } => requested.as_str(),
        ErrorResponse::App(AppError::NoHost) => "no host",
        _ => return,
    };
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.is_none_or(|told| told.elapsed() > TELL) {
        *told = Some(Instant::now());
        tracing::warn!(
            requested,
            expected,
            "requests are refused that ask for another host; let the proxy in front pass the Host header on (nginx: proxy_set_header \
             Host $http_host), or name the address that people use with --url"
        );
    }
}

/// Whether the request was meant for this server. Health checks may use a bare address, because they reveal nothing.
fn is_meant(site: &Site, request: &Request) -> bool {
    matches!(request.uri().path(), "/healthz" | "/readyz") || site.auth.front.address.is_meant(request.headers())
}

/// Whether a page of the same origin, or the user directly, caused the request. Browsers say so in `Sec-Fetch-Site`,
/// older ones in `Origin`. For an HTTP/1.0 proxy that sends no host, the expected host is assumed.
fn is_from_here(headers: &HeaderMap, expected: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let origin = text(ORIGIN.as_str()).and_then(|origin| origin.parse::<Uri>().ok());
    let host = text(HOST.as_str()).unwrap_or(expected);
    origin.as_ref().and_then(Uri::authority).is_some_and(|origin| origin.as_str() == host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_a_page_of_this_origin_or_the_reader_may_change_something() {
        for (allowed, pairs) in [
            (true, &[("sec-fetch-site", "same-origin")][..]),
            (true, &[("sec-fetch-site", "none")]),
            (false, &[("sec-fetch-site", "same-site")]),
            (false, &[("sec-fetch-site", "cross-site")]),
            (false, &[("sec-fetch-site", "cross-site"), ("origin", "http://localhost:3000"), ("host", "localhost:3000")]),
            (true, &[("origin", "http://localhost:3000"), ("host", "localhost:3000")]),
            (false, &[("origin", "http://localhost:4000"), ("host", "localhost:3000")]),
            (false, &[("origin", "null"), ("host", "localhost:3000")]),
            (false, &[("host", "localhost:3000")]),
            (true, &[("origin", "https://okr.example")]),
            (false, &[("origin", "https://evil.example")]),
            (false, &[]),
        ] {
            assert_eq!(is_from_here(&headers(pairs), "okr.example"), allowed, "{pairs:?}");
        }
    }
}
