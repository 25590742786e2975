//! Sign-in with a provider: the redirect to it, and the callback.

use crate::cookie::cookie;
use app::error::AppError;
use app::static_pages::oidc::{Refused, refused};
use axum::extract::{OriginalUri, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use chrono::TimeDelta;
use okr::PersonId;
use store::SignInKind;

use super::{back, see_other};
use crate::auth::oidc::{ON_THE_WAY, Provider, Trouble};
use crate::auth::{Source, Token, Who};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page;
use crate::welcome::{NotIn, welcome};

/// Redirects to the provider. The callback must match the state stored here and the cookie of this browser.
pub(crate) async fn send(State(site): State<Site>, context: RequestContext, OriginalUri(uri): OriginalUri) -> Response {
    let Some(provider) = &site.auth.front.provider else { return ErrorResponse::NoSuchPage.answer(&site, context) };
    let to = query(&uri, "back");
    let to = back::safe(to.as_deref());
    if context.caller.is_some() {
        return see_other(to);
    }
    if site.service.ledger.board().organisation.is_none() {
        return see_other("/sign-in");
    }
    // Throttled, because each request without a session writes to the database.
    if let Err(wait) = site.auth.attempts.begin(&who(context), site.clock.steady()) {
        return super::sign_in::wait(&site, context, to, wait);
    }
    let (url, flow) = match provider.send(&site.clock, &site.auth.front.address, context.language, to).await {
        Ok(sent) => sent,
        Err(trouble) => return troubled(&site, context, provider, &trouble),
    };
    let token = Token::new(&site.clock);
    if let Err(error) = site.auth.accounts.begin_flow(&token.hash(), &flow, site.clock.now()).await {
        return static_page::failed(&site, context, &error);
    }
    let mut response = see_other(&url);
    set(&site, &mut response, &token.written(), ON_THE_WAY);
    response
}

/// Handles the callback. Whatever the outcome, the state can't be used again.
pub(crate) async fn back(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
) -> Response {
    let Some(provider) = &site.auth.front.provider else { return ErrorResponse::NoSuchPage.answer(&site, context) };
    let mut response = match arrived(&site, context, provider, &headers, &uri).await {
        Ok((person, to)) => {
            site.auth.attempts.forgive(&who(context), site.clock.steady());
            let mut response = see_other(back::safe(Some(&to)));
            match site.auth.sign_in(context, person, &headers, &mut response).await {
                Ok(()) => response,
                Err(error) => static_page::failed(&site, context, &error),
            }
        }
        Err(NotBack::Trouble(trouble)) => {
            note_refused(&site, context, &headers).await;
            troubled(&site, context, provider, &trouble)
        }
        Err(NotBack::In(NotIn::Refused(why))) => {
            tracing::info!(?why, "whom the provider knows was not let in");
            // Callbacks without a pending sign-in aren't counted.
            if !matches!(why, Refused::Stranger | Refused::Expired) {
                note_refused(&site, context, &headers).await;
            }
            refuse(&site, context, provider, why)
        }
        Err(NotBack::In(NotIn::Store(error))) => static_page::failed(&site, context, &error),
        Err(NotBack::In(NotIn::Stopped)) => ErrorResponse::from(AppError::Unavailable).answer(&site, context),
    };
    set(&site, &mut response, "", TimeDelta::zero());
    response
}

/// The throttle keys of the request.
fn who(context: RequestContext) -> Vec<Who> {
    context.peer.own().map(Who::Address).into_iter().collect()
}

async fn note_refused(site: &Site, context: RequestContext, headers: &HeaderMap) {
    site.auth.sign_in_log.note(SignInKind::ProviderRefused, None, Source::stranger(context, headers)).await;
}

/// Why a callback didn't sign in.
enum NotBack {
    Trouble(Trouble),
    In(NotIn),
}

impl<E: Into<NotIn>> From<E> for NotBack {
    fn from(error: E) -> Self {
        Self::In(error.into())
    }
}

/// The verified identity, and the path to return to.
async fn arrived(
    site: &Site,
    context: RequestContext,
    provider: &Provider,
    headers: &HeaderMap,
    uri: &Uri,
) -> Result<(PersonId, String), NotBack> {
    let read = |name| query(uri, name);
    let token = cookie(headers, name(site)).and_then(Token::read).ok_or(Refused::Stranger)?;
    let flow = site.auth.accounts.take_flow(&token.hash()).await?.ok_or(Refused::Stranger)?;
    // Otherwise a user could be signed in with another person's code without noticing (login CSRF).
    if read("state").as_deref() != Some(flow.state.as_str()) {
        return Err(Refused::Stranger.into());
    }
    if flow.expires_at <= site.clock.now() {
        return Err(Refused::Expired.into());
    }
    match read("error").as_deref() {
        None => {}
        Some("access_denied") => return Err(Refused::Denied.into()),
        Some(code) => {
            // The specification defines few codes, all of them short words.
            let code: String = code.chars().filter(char::is_ascii_graphic).take(40).collect();
            return Err(NotBack::Trouble(Trouble { refused: Refused::Failed, detail: format!("it said {code}") }));
        }
    }
    let Some(code) = read("code").filter(|code| !code.is_empty()) else {
        return Err(NotBack::Trouble(Trouble { refused: Refused::Nonsense, detail: "it sent no code".to_owned() }));
    };
    let proven = provider.prove(&site.clock, &site.auth.front.address, code, &flow).await.map_err(NotBack::Trouble)?;
    Ok((welcome(site, provider.settings(), &proven, &Source::stranger(context, headers)).await?, flow.back))
}

/// Logs the provider's error and shows the user a message.
fn troubled(site: &Site, context: RequestContext, provider: &Provider, trouble: &Trouble) -> Response {
    let Trouble { refused, detail } = trouble;
    tracing::warn!(?provider, why = ?refused, detail, "the provider proved nobody to be anybody");
    refuse(site, context, provider, *refused)
}

fn refuse(site: &Site, context: RequestContext, provider: &Provider, why: Refused) -> Response {
    let words = context.words();
    let body = refused(words, why, &provider.settings().name);
    let mut response = static_page::static_page(site, context, "/sign-in", words.translate("oidc.title"), body);
    *response.status_mut() = match why {
        Refused::Failed | Refused::Unreachable | Refused::Nonsense | Refused::Clocks => StatusCode::BAD_GATEWAY,
        Refused::Slow => StatusCode::GATEWAY_TIMEOUT,
        Refused::Stranger => StatusCode::BAD_REQUEST,
        Refused::Expired => StatusCode::GONE,
        Refused::Taken => StatusCode::CONFLICT,
        Refused::Denied | Refused::Untrusted | Refused::NotInvited | Refused::Unverified | Refused::NotSaid | Refused::Left => {
            StatusCode::FORBIDDEN
        }
    };
    response
}

/// The cookie's name; see `Sessions::cookie`.
fn name(site: &Site) -> &'static str {
    if site.auth.front.address.is_secure() { "__Host-plumbline-oidc" } else { "plumbline_oidc" }
}

fn set(site: &Site, response: &mut Response, value: &str, lasts: TimeDelta) {
    let secure = if site.auth.front.address.is_secure() { "; Secure" } else { "" };
    // `SameSite=Lax`, because the browser returns from the provider's site.
    let cookie = format!("{}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", name(site), lasts.num_seconds());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
