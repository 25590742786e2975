//! Which site a request comes from: other sites must neither change anything in a reader's name, nor read it.

use app::error::AppError;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::asked::Asked;
use crate::site::Site;
use crate::wrong::Wrong;

/// Refuses what another site sends, and what was sent to a name that isn't this machine's own.
pub(super) async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_meant(&site, &request) && (!changes || is_from_here(request.headers())) {
        return next.run(request).await;
    }
    let asked = Asked::of(&site, request.uri(), request.headers(), request.extensions());
    Wrong::from(if names_a_host(request.headers()) { AppError::Foreign } else { AppError::NoHost }).answer(&site, asked)
}

/// Whether a request says for which host it is. One that doesn't can't be compared with where it comes from; that is the fault of whatever
/// stands in between, and not of another site.
fn names_a_host(headers: &HeaderMap) -> bool {
    headers.get(HOST).is_some_and(|host| !host.is_empty())
}

/// Whether the request was meant for this server. Whatever watches over it knows it by a number only, and learns nothing from it.
fn is_meant(site: &Site, request: &Request) -> bool {
    matches!(request.uri().path(), "/healthz" | "/readyz") || site.door.front.address.is_meant(request.headers())
}

/// Whether a page of this very origin sent it, or the reader themselves. Browsers say so in `Sec-Fetch-Site`; older ones in `Origin`.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let origin = text(ORIGIN.as_str()).and_then(|origin| origin.parse::<Uri>().ok());
    origin.as_ref().and_then(Uri::authority).zip(text(HOST.as_str())).is_some_and(|(origin, host)| origin.as_str() == host)
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
            (false, &[]),
        ] {
            assert_eq!(is_from_here(&headers(pairs)), allowed, "{pairs:?}");
        }
    }
}
