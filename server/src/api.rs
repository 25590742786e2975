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
use crate::site::Site;

/// Runs a server function.
pub(crate) async fn call(State(site): State<Site>, mut request: Request) -> Result<Response, ErrorResponse> {
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return Err(ErrorResponse::NoSuchPage);
    }
    // If the request accepted HTML, the framework would redirect and lose the status. Forms have their own routes
    // here.
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let provide = move || provide_context::<Service>(site.service.clone());
    let answer = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    let mut answer = if answer.status().is_server_error() { with_own_status(answer).await? } else { answer };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// The framework sends all its own errors as 500, including arguments that it can't parse. The status is taken from
/// the error.
async fn with_own_status(answer: Response) -> Result<Response, ErrorResponse> {
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
    match serde_json::from_slice::<AppError>(&bytes) {
        // It failed before the function began.
        Ok(AppError::Failed { id }) if id.is_empty() => Err(ErrorResponse::Panicked),
        Ok(error) => Err(error.into()),
        Err(_) => Ok(Response::from_parts(parts, Body::from(bytes))),
    }
}
