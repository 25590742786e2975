//! Forms that work without JavaScript. Each posts to its own route; the response is a redirect, or the page with the
//! values.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod back;
pub(crate) mod check_in;
pub(crate) mod continue_as;
pub(crate) mod link;
pub(crate) mod objective;
pub(crate) mod objectives_table;
pub(crate) mod oidc;
pub(crate) mod once;
pub(crate) mod organisation;
pub(crate) mod people;
pub(crate) mod people_table;
pub(crate) mod preferences;
pub(crate) mod second_factor;
pub(crate) mod second_step;
pub(crate) mod sent;
pub(crate) mod sign_in;
pub(crate) mod teams;

use app::i18n::Words;
use axum::body::Bytes;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;

/// One year in seconds: the lifetime of preference cookies.
const YEAR: u32 = 365 * 24 * 60 * 60;

/// A form's fields in the order sent. Invalid UTF-8 is replaced.
fn fields(body: &Bytes) -> Vec<(String, String)> {
    form_urlencoded::parse(body).into_owned().collect()
}

/// The first field with this name.
pub(crate) fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// A 303 redirect, after a form was accepted.
pub(crate) fn see_other(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// The message that says how long to wait after too many attempts.
fn wait_for(words: Words, wait: TimeDelta) -> String {
    words.fill("sign_in.wait", &[("n", seconds(wait).to_string())])
}

/// Turns a response into 429 with `Retry-After`.
fn too_often(mut response: Response, wait: TimeDelta) -> Response {
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds(wait)));
    response
}

fn seconds(wait: TimeDelta) -> i64 {
    (wait + TimeDelta::milliseconds(999)).num_seconds().max(1)
}

/// Sets a preference cookie. `value` is one of our constants and needs no escaping.
fn remember(response: &mut Response, name: &str, value: &str) {
    debug_assert_eq!(response.status(), StatusCode::SEE_OTHER);
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax")) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
