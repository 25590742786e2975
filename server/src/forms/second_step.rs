//! The second step of sign-in, after the password: a code, or the set-up of a second factor, or nothing more.

use app::static_pages::{self, Typed};
use axum::extract::State;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;
use okr::PersonId;
use serde::Deserialize;
use service::auth::{CodeError, Token};
use store::{MfaChallenge, SignInKind, StoreError};

use super::{Form, back, second_factor, see_other, too_often, wait_for};
use crate::auth::{AuthCookie, Who, stranger};
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page::{self, again};

const CODE: &str = "/sign-in/code";
const SET_UP: &str = "/sign-in/set-up";

/// The next step after a correct password: signed in, or an MFA challenge.
pub(super) async fn go_on(
    site: &Site,
    context: RequestContext,
    person: PersonId,
    headers: &HeaderMap,
    back: &str,
) -> Result<Response, StoreError> {
    let factors = site.service.second_factors();
    let step = if factors.confirmed(person).await?.is_some() {
        CODE
    } else if site.service.ledger.board().organisation.as_ref().is_some_and(|organisation| organisation.second_factor_required) {
        factors.propose(person).await?;
        SET_UP
    } else {
        let mut response = see_other(&landing(headers, back));
        site.sign_in(context, person, headers, &mut response).await?;
        return Ok(response);
    };
    let mut response = see_other(step);
    site.auth.cookies.mfa_challenge(&mut response, site.service.mfa_challenges().begin(person, back).await?);
    Ok(response)
}

/// The page after sign-in. A browser that has sent no cookie may not accept any, and would be redirected back to the
/// sign-in form without a message; so it is redirected via a page that checks for the session cookie.
fn landing(headers: &HeaderMap, back: &str) -> String {
    if headers.contains_key(COOKIE) {
        return back.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("signed-in", "1").append_pair("back", back).finish();
    format!("/sign-in?{query}")
}

/// The form that asks for a code.
pub(crate) async fn show_code(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
) -> Result<Response, ErrorResponse> {
    let Some((_, challenge)) = mfa_challenge(&site, &headers).await? else {
        return Ok(over_or_no_cookies(&site, context, &headers));
    };
    if site.service.second_factors().confirmed(challenge.person).await?.is_none() {
        return Ok(see_other(SET_UP));
    }
    Ok(draw_code(&site, context, Typed::default()))
}

fn draw_code(site: &Site, context: RequestContext, typed: Typed<'_>) -> Response {
    let words = context.words();
    let body = static_pages::second_factor::ask(words, &static_page::organisation(site, context), typed);
    static_page::static_page(site, context, CODE, words.translate("code.title"), body)
}

/// The form with a code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Code {
    code: String,
}

/// Handles a code of the app, or a recovery code.
pub(crate) async fn send_code(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    Form { values, fields }: Form<Code>,
) -> Result<Response, ErrorResponse> {
    let Some((token, challenge)) = mfa_challenge(&site, &headers).await? else { return Ok(over(&site, context)) };
    let comes_back = |why: String| {
        let returned = fields.returned(vec![("code", why)]);
        again(draw_code(&site, context, Typed(Some(&returned))))
    };
    let factors = site.service.second_factors();
    let checked = async || factors.take(challenge.person, &values.code).await;
    match tried(&site, context, &headers, (token, &challenge), checked).await? {
        Tried::Passed(()) => {
            let mut response = see_other(back::safe(Some(&challenge.back)));
            let_in(&site, context, token, challenge.person, &headers, &mut response).await?;
            Ok(response)
        }
        Tried::Wrong(why) => Ok(comes_back(why)),
        Tried::TooOften(wait) => Ok(too_often(comes_back(wait_for(context.words(), wait)), wait)),
        Tried::Over => Ok(over(&site, context)),
    }
}

/// What became of a code.
enum Tried<T> {
    Passed(T),
    /// It was wrong, and why.
    Wrong(String),
    /// There were too many: how long to wait.
    TooOften(TimeDelta),
    /// It was the challenge's last attempt.
    Over,
}

/// Counts an attempt at a challenge, and checks its code.
async fn tried<T>(
    site: &Site,
    context: RequestContext,
    headers: &HeaderMap,
    (token, challenge): (Token, &MfaChallenge),
    check: impl AsyncFnOnce() -> Result<T, CodeError>,
) -> Result<Tried<T>, StoreError> {
    let who = tries(context, challenge);
    if let Err(wait) = site.auth.attempts.begin(&who, site.clock.steady()) {
        return Ok(Tried::TooOften(wait));
    }
    if !site.service.mfa_challenges().may_try(token).await? {
        return Ok(Tried::Over);
    }
    match check().await {
        Ok(passed) => {
            site.auth.attempts.forgive(&who, site.clock.steady());
            Ok(Tried::Passed(passed))
        }
        Err(CodeError::Refused(refused)) => {
            note(site, context, SignInKind::WrongCode, challenge.person, headers).await;
            let goes_on = site.service.mfa_challenges().of(token).await?.is_some();
            Ok(if goes_on { Tried::Wrong(context.words().code_refused(refused)) } else { Tried::Over })
        }
        Err(CodeError::Store(error)) => Err(error),
    }
}

/// The form that sets up a required second factor.
pub(crate) async fn show_set_up(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
) -> Result<Response, ErrorResponse> {
    let Some((_, challenge)) = mfa_challenge(&site, &headers).await? else {
        return Ok(over_or_no_cookies(&site, context, &headers));
    };
    if site.service.second_factors().confirmed(challenge.person).await?.is_some() {
        return Ok(see_other(CODE));
    }
    Ok(draw_set_up(&site, context, challenge.person, Typed::default()).await?)
}

async fn draw_set_up(site: &Site, context: RequestContext, person: PersonId, typed: Typed<'_>) -> Result<Response, StoreError> {
    let Some(shared) = site.service.second_factors().proposed(person).await? else { return Ok(over(site, context)) };
    let words = context.words();
    let organisation = static_page::organisation(site, context);
    let page = second_factor::set_up(site, context, person, shared, Some(&organisation), SET_UP, typed);
    Ok(static_page::static_page(site, context, SET_UP, words.translate("second.set_up"), page))
}

/// Handles the first code: signs the person in and shows their recovery codes.
pub(crate) async fn send_set_up(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    Form { values, fields }: Form<Code>,
) -> Result<Response, ErrorResponse> {
    let Some((token, challenge)) = mfa_challenge(&site, &headers).await? else { return Ok(over(&site, context)) };
    let (person, factors) = (challenge.person, site.service.second_factors());
    let Some(shared) = factors.proposed(person).await? else { return Ok(over(&site, context)) };
    let comes_back = async |why: String| {
        let returned = fields.returned(vec![("code", why)]);
        draw_set_up(&site, context, person, Typed(Some(&returned))).await
    };
    let checked = async || factors.confirm(person, shared, &values.code).await;
    match tried(&site, context, &headers, (token, &challenge), checked).await? {
        Tried::Passed(codes) => {
            note(&site, context, SignInKind::SecondFactorSetUp, person, &headers).await;
            let to = back::safe(Some(&challenge.back));
            let mut response = second_factor::draw_recovery(&site, context, SET_UP, &codes, to);
            let_in(&site, context, token, person, &headers, &mut response).await?;
            Ok(response)
        }
        Tried::Wrong(why) => Ok(again(comes_back(why).await?)),
        Tried::TooOften(wait) => Ok(too_often(comes_back(wait_for(context.words(), wait)).await?, wait)),
        Tried::Over => Ok(over(&site, context)),
    }
}

/// The pending MFA challenge, if its person hasn't been deactivated.
async fn mfa_challenge(site: &Site, headers: &HeaderMap) -> Result<Option<(Token, MfaChallenge)>, StoreError> {
    let Some(token) = site.auth.cookies.token(headers, AuthCookie::MfaChallenge) else { return Ok(None) };
    let challenge = site.service.mfa_challenges().of(token).await?;
    let board = site.service.ledger.board();
    let is_there = |challenge: &MfaChallenge| board.active_person(challenge.person).is_some();
    Ok(challenge.filter(is_there).map(|challenge| (token, challenge)))
}

/// The throttle keys of the request.
fn tries(context: RequestContext, challenge: &MfaChallenge) -> Vec<Who> {
    std::iter::once(Who::Code(challenge.person)).chain(context.peer.own().map(Who::Address)).collect()
}

async fn note(site: &Site, context: RequestContext, kind: SignInKind, person: PersonId, headers: &HeaderMap) {
    site.service.sign_in_log().note(kind, Some(person), stranger(context, headers)).await;
}

/// Signs in a person who has passed all checks.
async fn let_in(
    site: &Site,
    context: RequestContext,
    token: Token,
    person: PersonId,
    headers: &HeaderMap,
    response: &mut Response,
) -> Result<(), StoreError> {
    site.service.mfa_challenges().end(token).await?;
    site.auth.cookies.clear(response, AuthCookie::MfaChallenge);
    site.sign_in(context, person, headers, response).await
}

/// The message for requests without a valid MFA challenge.
fn over(site: &Site, context: RequestContext) -> Response {
    begin_again(site, context, "code.over_why")
}

/// The same, or a message about cookies if the browser doesn't accept any.
fn over_or_no_cookies(site: &Site, context: RequestContext, headers: &HeaderMap) -> Response {
    begin_again(site, context, if headers.contains_key(COOKIE) { "code.over_why" } else { "sign_in.cookies" })
}

fn begin_again(site: &Site, context: RequestContext, why: &'static str) -> Response {
    let words = context.words();
    let sentences = vec![words.translate(why).to_owned()];
    let body = static_pages::document::notice(
        words,
        words.translate("code.over").to_owned(),
        sentences,
        Some(("/sign-in", "sign_in.title")),
    );
    let mut response = static_page::static_page(site, context, CODE, words.translate("code.over"), body);
    *response.status_mut() = StatusCode::GONE;
    response
}
