//! Routes from requests to handlers.

use std::sync::Arc;

use app::opening::Opening;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, any, get, post};

use crate::site::Site;
use crate::{api, auth, forms, health, live, middleware, page};

/// The router with all routes.
pub fn router(site: &Site) -> Router {
    // The framework spawns tasks on the current runtime; only the first call for a process has an effect.
    let _ = any_spawner::Executor::init_tokio();
    // Server functions register themselves. The fallback renders pages: the application has its own routes.
    let routes = routes().router.route("/api/{*call}", any(api::call)).fallback(page::page);
    let routes = routes.method_not_allowed_fallback(page::no_such_method);
    with_middleware(routes, site)
}

/// Adds the middleware to routes: request ids and logging, headers, compression, and the handling of panics,
/// cross-site requests and large bodies.
pub fn with_middleware(routes: Router<Site>, site: &Site) -> Router {
    middleware::with_middleware(routes, site)
}

/// All endpoints, for a test of permissions: these routes, the server functions, and the application's pages for an
/// `opening`. Paths are in their routers' notation.
pub fn endpoints(opening: Arc<Opening>) -> Vec<(Method, String)> {
    let routed = routes().listed;
    let calls = leptos::server_fn::axum::server_fn_paths().map(|(path, method)| (method, path.to_owned()));
    let context = move || leptos::context::provide_context(opening.clone());
    let pages = leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context).0;
    let pages = pages.into_iter().map(|page| (Method::GET, page.path().to_owned()));
    let mut all: Vec<_> = routed.into_iter().map(|(method, path)| (method, path.to_owned())).chain(calls).chain(pages).collect();
    all.sort_by(|one, other| (&one.1, one.0.as_str()).cmp(&(&other.1, other.0.as_str())));
    all.dedup();
    all
}

/// Routes with a list of them: axum's router can't list its routes.
#[derive(Default)]
struct Routes {
    router: Router<Site>,
    listed: Vec<(Method, &'static str)>,
}

impl Routes {
    fn get<H: Handler<T, Site>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.listed(Method::GET, path, get(handler))
    }

    fn post<H: Handler<T, Site>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.listed(Method::POST, path, post(handler))
    }

    fn listed(mut self, method: Method, path: &'static str, answers: MethodRouter<Site>) -> Self {
        self.listed.push((method, path));
        Self { router: self.router.route(path, answers), ..self }
    }
}

fn routes() -> Routes {
    Routes::default()
        .get("/healthz", health::healthz)
        .get("/readyz", health::readyz)
        .get("/live", live::live)
        .get("/continue-as", forms::continue_as::show)
        .post("/continue-as", forms::continue_as::send)
        .get("/sign-in", forms::sign_in::show)
        .post("/sign-in", forms::sign_in::send)
        .get("/sign-in/code", forms::second_step::show_code)
        .post("/sign-in/code", forms::second_step::send_code)
        .get("/sign-in/set-up", forms::second_step::show_set_up)
        .post("/sign-in/set-up", forms::second_step::send_set_up)
        .get("/sign-in/oidc", forms::oidc::send)
        .get(auth::oidc::RETURN, forms::oidc::back)
        .post("/sign-out", forms::sign_in::out)
        .get("/link/{token}", forms::link::show)
        .post("/link/{token}", forms::link::send)
        .get("/account", forms::account::show)
        .post("/account/password", forms::account::password)
        .post("/account/devices", forms::account::devices)
        .get("/account/second-factor", forms::second_factor::show)
        .post("/account/second-factor", forms::second_factor::send)
        .get("/people", forms::people::show)
        .post("/people", forms::people::add)
        .post("/people/signing-in", forms::people::signing_in)
        .get("/people/import", forms::people_table::show)
        .post("/people/import", forms::people_table::send)
        .post("/people/invitations", forms::people_table::invite)
        .get("/people/{id}", forms::people::show_one)
        .post("/people/{id}", forms::people::edit)
        .post("/people/{id}/link", forms::people::link)
        .post("/people/{id}/deactivate", forms::people::deactivate)
        .post("/people/{id}/reactivate", forms::people::reactivate)
        .post("/people/{id}/second-factor", forms::people::second_factor)
        .post("/people/{id}/provider", forms::people::provider)
        .get("/organisation", forms::organisation::show)
        .post("/organisation", forms::organisation::send)
        .get("/import", forms::objectives_table::show)
        .post("/import", forms::objectives_table::send)
        .get("/teams", forms::teams::show)
        .post("/teams", forms::teams::add)
        .post("/teams/{id}", forms::teams::edit)
        .post("/teams/{id}/remove", forms::teams::remove)
        .get("/audit", forms::audit::show)
        .get("/audit/sign-ins", forms::audit::show_sign_ins)
        .get("/wall", forms::account::privacy)
        .post("/preferences", forms::preferences::send)
        .get("/check-in", page::page)
        .post("/check-in", forms::check_in::send)
        .get("/objectives/new", page::page)
        .post("/objectives/new", forms::objective::send)
}
