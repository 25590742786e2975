//! Extractor for path parameters.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error_response::ErrorResponse;
use crate::site::Site;

/// Like axum's [`Path`]; an invalid parameter is answered with a "not found" page in the reader's language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InPath<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for InPath<T> {
    type Rejection = ErrorResponse;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ErrorResponse> {
        let read = Path::<T>::from_request_parts(parts, site).await;
        read.map(|Path(read)| Self(read)).map_err(|_| ErrorResponse::NoSuchPage)
    }
}
