//! Sign-in and sign-out.

use app::error::AppError;
use app::static_pages::{self, Typed};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;
use serde::Deserialize;
use store::{SignInKind, StoreError};

use super::{Form, back, returned, second_step, see_other, too_often, wait_for};
use crate::auth::{AuthCookie, Who, stranger};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again};

/// On sign-out, has the browser clear its storage and cache: form drafts and pages.
const CLEAR: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));

/// The form.
pub(crate) async fn show(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    let back = query(&uri, "back");
    let back = back::safe(back.as_deref());
    if context.caller.is_some() {
        return see_other(back);
    }
    if query(&uri, "signed-in").is_some() {
        let returned = returned("", context.words().translate("sign_in.cookies").to_owned());
        return draw(&site, context, back, Typed(Some(&returned)));
    }
    draw(&site, context, back, Typed::default())
}

fn draw(site: &Site, context: RequestContext, back: &str, typed: Typed<'_>) -> Response {
    let words = context.words();
    if site.service.ledger.board().organisation.is_none() {
        return static_page::static_page(
            site,
            context,
            "/sign-in",
            words.translate("found.waiting"),
            static_pages::sign_in::unfounded(words),
        );
    }
    let provider = site.auth.front.provider.as_ref().map(|provider| {
        let to: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
        (provider.settings().name.as_str(), format!("/sign-in/oidc?back={to}"))
    });
    let body = static_pages::sign_in::sign_in(words, &static_page::organisation(site, context), back.to_owned(), provider, typed);
    static_page::static_page(site, context, "/sign-in", words.translate("sign_in.title"), body)
}

/// The form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignIn {
    email: String,
    password: String,
    /// The path to return to.
    back: Option<String>,
}

/// Handles the form. Neither the response nor its timing reveals whether the account exists.
pub(crate) async fn send(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    Form { values, fields }: Form<SignIn>,
) -> Result<Response, ErrorResponse> {
    let email = okr::text::small_email(&values.email);
    let (words, back) = (context.words(), back::safe(values.back.as_deref()));
    let comes_back = |why: String| {
        let returned = fields.returned(vec![("", why)]);
        again(draw(&site, context, back, Typed(Some(&returned))))
    };
    let who = whose(&site, &email, &headers, context).await?;
    if let Err(wait) = site.auth.attempts.begin(&who, site.clock.steady()) {
        tracing::info!(address = %context.peer.address(), seconds = wait.num_seconds(), "a try to sign in has to wait");
        return Ok(too_often(comes_back(wait_for(words, wait)), wait));
    }
    let Some(person) = site.service.person_by_password(&email, &values.password).await? else {
        let person = site.service.may_sign_in(&email);
        site.service.sign_in_log().note(SignInKind::WrongPassword, person, stranger(context, &headers)).await;
        return Ok(comes_back(words.translate("sign_in.wrong").to_owned()));
    };
    site.auth.attempts.forgive(&who, site.clock.steady());
    Ok(second_step::go_on(&site, context, person, &headers, back).await?)
}

/// The form with a message to wait before the next attempt.
pub(super) fn wait(site: &Site, context: RequestContext, back: &str, wait: TimeDelta) -> Response {
    let returned = returned("", wait_for(context.words(), wait));
    too_often(draw(site, context, back, Typed(Some(&returned))), wait)
}

/// The throttle keys of the request: the account and the address, or a browser known to the account. Behind an
/// untrusted proxy all clients share its address, so the address isn't counted.
async fn whose(site: &Site, email: &str, headers: &HeaderMap, context: RequestContext) -> Result<Vec<Who>, StoreError> {
    let device = site.auth.cookies.token(headers, AuthCookie::Device);
    if let Some((person, device)) = site.service.may_sign_in(email).zip(device)
        && site.service.sessions().is_device_of(device, person).await?
    {
        return Ok(vec![Who::Device(device.hash())]);
    }
    let account = Who::Account(email.chars().take(320).collect());
    Ok(std::iter::once(account).chain(context.peer.own().map(Who::Address)).collect())
}

/// Ends the current session.
pub(crate) async fn out(State(site): State<Site>, context: RequestContext) -> Response {
    let mut response = see_other(site.auth.path());
    if let Some(caller) = context.caller
        && let Err(error) = site.service.sessions().end(caller.person, caller.session).await
    {
        // The session has ended on this node and the cookie is cleared, even if that couldn't be stored.
        response = ErrorResponse::SignOutNotSaved(AppError::of_store(&site.service, &error)).into_response();
    }
    site.auth.cookies.clear(&mut response, AuthCookie::Session);
    response.headers_mut().insert(CLEAR.0, CLEAR.1);
    response
}
