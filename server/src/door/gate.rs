//! The one place where it is found out who sent a request.

use app::desk::Caller;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::asked::Asked;
use crate::site::Site;
use crate::wrong::Wrong;

/// Notes on a request who sent it: somebody on the board who is signed in and hasn't left, or nobody. Everything behind it takes that
/// [`Caller`] and asks no cookie.
pub(crate) async fn gate(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    // What is never one's own needs no look at the database.
    let is_file = request.uri().path().contains('.') || matches!(request.uri().path(), "/healthz" | "/readyz");
    if !is_file {
        match site.door.sessions.caller(request.headers()).await {
            Ok(Some(caller)) if is_there(&site, caller) => {
                request.extensions_mut().insert(caller);
            }
            Ok(_) => {}
            Err(error) => {
                let wrong = site.office.failed(&error);
                return Wrong::from(wrong)
                    .answer(&site, Asked::of(&site, request.uri(), request.headers(), request.extensions()));
            }
        }
    }
    next.run(request).await
}

fn is_there(site: &Site, caller: Caller) -> bool {
    site.office.ledger.board().person(caller.person).is_ok_and(|person| !person.deactivated)
}
