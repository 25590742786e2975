//! Forms that work without JavaScript. Each posts to its own route; the response is a redirect, or the page with the
//! values.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod back;
pub(crate) mod check_in;
pub(crate) mod continue_as;
mod fields;
pub(crate) mod founding;
pub(crate) mod link;
mod link_page;
pub(crate) mod objective;
pub(crate) mod objectives_table;
pub(crate) mod oidc;
mod on_page;
pub(crate) mod once;
pub(crate) mod organisation;
pub(crate) mod people;
pub(crate) mod people_table;
pub(crate) mod preferences;
pub(crate) mod second_factor;
pub(crate) mod second_step;
pub(crate) mod sent;
pub(crate) mod sign_in;
mod submit;
pub(crate) mod teams;

use app::i18n::Words;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::TimeDelta;
use cookie::{Cookie, SameSite};

pub(crate) use self::fields::{Fields, Form, returned};
use self::submit::Submitted;
use crate::auth::set_cookie;

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

/// Sets a preference cookie.
fn remember(response: &mut Response, name: &'static str, value: &'static str) {
    debug_assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let lasts = cookie::time::Duration::days(365);
    set_cookie(response, Cookie::build((name, value)).path("/").max_age(lasts).same_site(SameSite::Lax).build());
}
