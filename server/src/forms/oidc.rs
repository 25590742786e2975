//! Sign-in with a provider: the redirect to it, and the callback.

use std::collections::BTreeSet;

use app::static_pages::oidc::{Refused, refused};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use okr::PersonId;
use service::{AdmissionError, Identity};
use store::{SignInKind, StoreError};

use super::{back, see_other};
use crate::auth::oidc::{Provider, Trouble};
use crate::auth::{AuthCookie, Who, stranger};
use crate::error_response::ErrorResponse;
use crate::opening::query;
use crate::request_context::RequestContext;
use crate::site::Site;
use crate::static_page;

/// Redirects to the provider. The callback must match the state stored here and the cookie of this browser.
pub(crate) async fn send(
    State(site): State<Site>,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    let provider = site.auth.front.provider.as_ref().ok_or(ErrorResponse::NoSuchPage)?;
    let to = query(&uri, "back");
    let to = back::safe(to.as_deref());
    if context.caller.is_some() {
        return Ok(see_other(to));
    }
    if site.service.ledger.board().organisation.is_none() {
        return Ok(see_other("/sign-in"));
    }
    // Throttled, because each request without a session writes to the database.
    if let Err(wait) = site.auth.attempts.begin(&who(context), site.clock.steady()) {
        return Ok(super::sign_in::wait(&site, context, to, wait));
    }
    let (url, flow) = match provider.send(&site.clock, &site.auth.front.address, context.language, to).await {
        Ok(sent) => sent,
        Err(trouble) => return Ok(troubled(&site, context, provider, &trouble)),
    };
    let mut response = see_other(&url);
    site.auth.cookies.provider(&mut response, site.service.begin_flow(&flow).await?);
    Ok(response)
}

/// Handles the callback. Whatever the outcome, the state can't be used again.
pub(crate) async fn back(
    State(site): State<Site>,
    context: RequestContext,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, ErrorResponse> {
    let provider = site.auth.front.provider.as_ref().ok_or(ErrorResponse::NoSuchPage)?;
    let came_back = signed_in(&site, context, provider, &headers, &uri).await;
    let mut response = match came_back {
        Ok(response) => response,
        Err(NotBack::Trouble(trouble)) => {
            note_refused(&site, context, &headers).await;
            troubled(&site, context, provider, &trouble)
        }
        Err(NotBack::Refused(why)) => {
            tracing::info!(?why, "whom the provider knows was not let in");
            // Callbacks without a pending sign-in aren't counted.
            if !matches!(why, Refused::Stranger | Refused::Expired) {
                note_refused(&site, context, &headers).await;
            }
            refuse(&site, context, provider, why)
        }
        Err(NotBack::Failed(error)) => error.into_response(),
    };
    site.auth.cookies.clear(&mut response, AuthCookie::Provider);
    Ok(response)
}

async fn signed_in(
    site: &Site,
    context: RequestContext,
    provider: &Provider,
    headers: &HeaderMap,
    uri: &Uri,
) -> Result<Response, NotBack> {
    let (person, to) = arrived(site, context, provider, headers, uri).await?;
    site.auth.attempts.forgive(&who(context), site.clock.steady());
    let mut response = see_other(back::safe(Some(&to)));
    site.sign_in(context, person, headers, &mut response).await?;
    Ok(response)
}

/// The throttle keys of the request.
fn who(context: RequestContext) -> Vec<Who> {
    context.peer.own().map(Who::Address).into_iter().collect()
}

async fn note_refused(site: &Site, context: RequestContext, headers: &HeaderMap) {
    site.service.sign_in_log().note(SignInKind::ProviderRefused, None, stranger(context, headers)).await;
}

/// Why a callback didn't sign in.
enum NotBack {
    /// The provider proved nothing.
    Trouble(Trouble),
    /// The person may not sign in.
    Refused(Refused),
    /// The database failed.
    Failed(ErrorResponse),
}

impl From<Refused> for NotBack {
    fn from(why: Refused) -> Self {
        Self::Refused(why)
    }
}

impl From<StoreError> for NotBack {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AdmissionError> for NotBack {
    fn from(error: AdmissionError) -> Self {
        match error {
            AdmissionError::NotAdmitted(why) => Self::Refused(why.into()),
            AdmissionError::Service(error) => Self::Failed(error.into()),
        }
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
    let token = site.auth.cookies.token(headers, AuthCookie::Provider).ok_or(Refused::Stranger)?;
    let flow = site.service.take_flow(token).await?.ok_or(Refused::Stranger)?;
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
    let (settings, groups) = (provider.settings(), proven.groups);
    let roles = settings.decides_roles().then(|| settings.roles(groups.as_ref().unwrap_or(&BTreeSet::new())));
    let identity = Identity { roles, ..proven.identity };
    let person = site.service.admit(&identity, settings.provisioning, &stranger(context, headers)).await?;
    if roles.is_some() && groups.is_none() {
        tracing::warn!(issuer = identity.issuer, %person, "the provider says nothing of groups; whoever it is has no role by them");
    }
    Ok((person, flow.back))
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
