//! Middleware that authenticates each request and attaches the caller to it.

use app::error::AppError;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use service::Caller;
use service::auth::Token;
use store::StoreError;

use super::{Asker, AuthCookie, ClientAddress};
use crate::error_response::ErrorResponse;
use crate::site::Site;

/// Attaches the caller to a request: a signed-in, active person on the board, or none. Later handlers use that
/// [`Caller`] and read no cookies. Requests above the rate limit are refused.
pub(crate) async fn authenticate(State(site): State<Site>, request: Request, next: Next) -> Response {
    // Public paths need no database look-up.
    let path = request.uri().path();
    if request.method().is_safe() && (site.assets.holds(path) || matches!(path, "/healthz" | "/readyz")) {
        return next.run(request).await;
    }
    match admit(&site, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

async fn admit(site: &Site, mut request: Request) -> Result<Request, ErrorResponse> {
    let token = site.auth.cookies.token(request.headers(), AuthCookie::Session);
    let caller = caller(site, token).await?;
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    site.auth.proxy_warning.look(request.extensions(), request.headers(), &site.auth.front.proxies);
    let peer = ClientAddress::of(request.extensions(), request.headers(), &site.auth.front.proxies);
    let who = caller.map_or(Asker::Address(peer.counted()), |caller| Asker::Person(caller.person));
    site.auth.pace.ask(who).map_err(AppError::too_many)?;
    Ok(request)
}

async fn caller(site: &Site, token: Option<Token>) -> Result<Option<Caller>, StoreError> {
    let Some(token) = token else { return Ok(None) };
    let Some(caller) = site.service.sessions().caller(token).await? else { return Ok(None) };
    if site.service.ledger.board().active_person(caller.person).is_none() {
        // If they are reactivated, they have to sign in again.
        site.service.sessions().forget_person(caller.person);
        return Ok(None);
    }
    Ok(Some(caller))
}
