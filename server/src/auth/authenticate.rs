//! Middleware that authenticates each request and attaches the caller to it.

use app::error::AppError;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use service::Caller;

use super::{Asker, ClientAddress};
use crate::error_response::ErrorResponse;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Attaches the caller to a request: a signed-in, active person on the board, or none. Later handlers use that
/// [`Caller`] and read no cookies. Requests above the rate limit are refused.
pub(crate) async fn authenticate(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    // Public paths need no database look-up.
    let path = request.uri().path();
    let is_anybodys = request.method().is_safe() && (site.assets.holds(path) || matches!(path, "/healthz" | "/readyz"));
    if !is_anybodys {
        match site.auth.sessions.caller(request.headers()).await {
            Ok(caller) => {
                let caller = caller.filter(|caller| {
                    let is_there = is_there(&site, *caller);
                    if !is_there {
                        // If they are reactivated, they have to sign in again.
                        site.auth.sessions.forget_person(caller.person);
                    }
                    is_there
                });
                caller.map(|caller| request.extensions_mut().insert(caller));
                site.auth.proxy_warning.look(request.extensions(), request.headers(), &site.auth.front.proxies);
                let peer = ClientAddress::of(request.extensions(), request.headers(), &site.auth.front.proxies);
                let who = caller.map_or(Asker::Address(peer.counted()), |caller| Asker::Person(caller.person));
                if let Err(wait) = site.auth.pace.ask(who) {
                    let context = RequestContext::of(&site, request.uri(), request.headers(), request.extensions());
                    return ErrorResponse::from(AppError::too_many(wait)).answer(&site, context);
                }
            }
            Err(error) => {
                let wrong = app::error::AppError::of_store(&site.service, &error);
                return ErrorResponse::from(wrong)
                    .answer(&site, RequestContext::of(&site, request.uri(), request.headers(), request.extensions()));
            }
        }
    }
    next.run(request).await
}

fn is_there(site: &Site, caller: Caller) -> bool {
    site.service.ledger.board().person(caller.person).is_ok_and(|person| !person.deactivated)
}
