//! The browser's own calls: server functions, and what the framework around them leaves open.

use app::desk::Office;
use app::error::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use leptos::context::provide_context;
use leptos::server_fn::axum::get_server_fn_service;

use crate::asked::Asked;
use crate::guard::LARGEST;
use crate::site::Site;
use crate::wrong::Wrong;

/// Runs a server function.
pub(crate) async fn call(State(site): State<Site>, mut request: Request) -> Response {
    let asked = Asked::of(&site, request.uri(), request.headers(), request.extensions());
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return Wrong::NoSuchPage.answer(&site, asked);
    }
    // Asked for HTML, the framework would redirect and lose the status. Forms have routes of their own here.
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let office = site.office.clone();
    let context = move || provide_context::<Office>(office.clone());
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let mut answer = if answer.status().is_server_error() { with_own_status(&site, asked, answer).await } else { answer };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The framework sends each of its own errors, such as arguments that it can't read, as a 500. The error itself knows better.
async fn with_own_status(site: &Site, asked: Asked, answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    match serde_json::from_slice::<AppError>(&bytes) {
        Ok(AppError::Failed { id }) if id.is_empty() => {
            let id = site.clock.new_id().simple().to_string();
            tracing::error!(error.id = id, "a server function failed before it began");
            Wrong::from(AppError::Failed { id }).answer(site, asked)
        }
        Ok(error) => Wrong::from(error).answer(site, asked),
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}
