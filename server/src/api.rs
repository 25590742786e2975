//! Server functions called by the browser, and error handling that the framework leaves to the application.

use app::error::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};
use leptos::context::provide_context;
use leptos::server_fn::axum::get_server_fn_service;
use service::Service;

use crate::error_response::ErrorResponse;
use crate::middleware::LARGEST;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Runs a server function.
pub(crate) async fn call(State(site): State<Site>, mut request: Request) -> Response {
    let context = RequestContext::of(&site, request.uri(), request.headers(), request.extensions());
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return ErrorResponse::NoSuchPage.answer(&site, context);
    }
    // If the request accepted HTML, the framework would redirect and lose the status. Forms have their own routes
    // here.
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let office = site.service.clone();
    let provide = move || provide_context::<Service>(office.clone());
    let answer = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    let mut answer = if answer.status().is_server_error() { with_own_status(&site, context, answer).await } else { answer };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The framework sends all its own errors as 500, including arguments that it can't parse. The status is taken from
/// the error.
async fn with_own_status(site: &Site, context: RequestContext, answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    match serde_json::from_slice::<AppError>(&bytes) {
        Ok(AppError::Failed { id }) if id.is_empty() => {
            let id = site.clock.new_id().simple().to_string();
            tracing::error!(error.id = id, "a server function failed before it began");
            ErrorResponse::from(AppError::Failed { id }).answer(site, context)
        }
        Ok(error) => ErrorResponse::from(error).answer(site, context),
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}
