//! Limits the size and the transfer time of request bodies.

use std::error::Error;
use std::time::Duration;

use app::error::AppError;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::LengthLimitError;

use crate::error_response::ErrorResponse;
use crate::forms::once::FilledIn;

/// The largest accepted body, in bytes: 1 MB.
pub(crate) const LARGEST: usize = 1024 * 1024;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// Buffers the whole body first, so that handlers either get all of it or aren't called.
pub(super) async fn limit(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let announced =
        parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<u64>().ok());
    let read =
        if announced.is_some_and(|length| length > LARGEST as u64) { Err(ErrorResponse::TooLarge) } else { read(body).await };
    match read {
        Ok(bytes) => {
            let mut request = Request::from_parts(parts, Body::empty());
            if let Some(form) = FilledIn::of(request.uri().path(), request.headers(), &bytes) {
                request.extensions_mut().insert(form);
            }
            next.run(request.map(|_| Body::from(bytes))).await
        }
        Err(wrong) => wrong.into_response(),
    }
}

async fn read(body: Body) -> Result<Bytes, ErrorResponse> {
    match tokio::time::timeout(PATIENCE, to_bytes(body, LARGEST)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if error.source().is_some_and(<dyn Error>::is::<LengthLimitError>) => Err(ErrorResponse::TooLarge),
        Ok(Err(_)) => Err(AppError::Unreadable.into()),
        Err(_) => Err(ErrorResponse::TooSlow),
    }
}
