//! What browsers are told about every answer: what a page may load and run, who may frame it, and what it may ask of the device.

use axum::extract::State;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

use crate::site::Site;

/// What is so of everything. A year of TLS only goes to browsers that came by TLS: [`with_headers`].
const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// What a page may do that has no script: look as its style sheet says, and send its forms here. Whoever slips markup into such a page
/// gets nothing run.
const WITHOUT_SCRIPTS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// What a page may do that the client brings to life. Scripts are the ones with this answer's nonce, and the files of this server that
/// they load; `wasm-unsafe-eval` is what browsers call the right to compile WebAssembly. Style elements have none; style *attributes* are
/// allowed, because bars and the map are drawn with custom properties that the server writes as attributes.
pub(crate) fn with_scripts(nonce: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    // A nonce is base64. If it ever weren't, nothing would run.
    HeaderValue::from_str(&policy).unwrap_or(WITHOUT_SCRIPTS)
}

/// Puts them on an answer. One that brought a policy of its own keeps it.
pub(super) async fn with_headers(State(site): State<Site>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(WITHOUT_SCRIPTS);
    if site.auth.front.address.is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}
