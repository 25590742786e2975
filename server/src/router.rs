//! Which request is answered by whom.

use axum::Router;
use axum::routing::{any, get, post};

use crate::site::Site;
use crate::{api, door, forms, guard, health, live, page};

/// Everything that the server answers.
pub fn router(site: &Site) -> Router {
    // Whatever the framework spawns goes to the runtime that is there; it is asked again for each router and takes the first answer.
    let _ = any_spawner::Executor::init_tokio();
    guarded(routes(), site)
}

/// Puts what every request passes around some routes: its id and its line in the log, headers, compression, and the refusal of what
/// panics, comes from another site, or is too large.
pub fn guarded(routes: Router<Site>, site: &Site) -> Router {
    guard::guarded(routes, site)
}

/// Pages are what is left when nothing else fits: the application knows its own.
fn routes() -> Router<Site> {
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/live", get(live::live))
        .route("/api/{*call}", any(api::call))
        .route("/continue-as", get(forms::continue_as::show).post(forms::continue_as::send))
        .route("/sign-in", get(forms::sign_in::show).post(forms::sign_in::send))
        .route("/sign-in/oidc", get(forms::oidc::send))
        .route(door::oidc::RETURN, get(forms::oidc::back))
        .route("/sign-out", post(forms::sign_in::out))
        .route("/link/{token}", get(forms::link::show).post(forms::link::send))
        .route("/account", get(forms::account::show))
        .route("/account/password", post(forms::account::password))
        .route("/account/devices", post(forms::account::devices))
        .route("/people", get(forms::people::show).post(forms::people::add))
        .route("/people/{id}", get(forms::people::show_one).post(forms::people::edit))
        .route("/people/{id}/link", post(forms::people::link))
        .route("/people/{id}/deactivate", post(forms::people::deactivate))
        .route("/people/{id}/reactivate", post(forms::people::reactivate))
        .route("/wall", get(forms::account::wall))
        .route("/preferences", post(forms::preferences::send))
        .route("/check-in", get(page::page).post(forms::check_in::send))
        .fallback(get(page::page))
}
