//! Parsed form data, with or without files.

use app::error::AppError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;

use super::Fields;
use crate::error_response::ErrorResponse;
use crate::site::Site;

/// The fields and files of a form. File inputs left empty are omitted.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// Names and values in the order sent. Invalid UTF-8 is replaced.
    pub(crate) fields: Fields,
    files: Vec<(String, Bytes)>,
}

/// Parses `application/x-www-form-urlencoded` and `multipart/form-data`. Malformed multipart data gives the status
/// 400.
impl FromRequest<Site> for Sent {
    type Rejection = ErrorResponse;

    async fn from_request(request: Request, site: &Site) -> Result<Self, ErrorResponse> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let boundary = multer::parse_boundary(content_type);
        let body = Bytes::from_request(request, site).await.map_err(|_| AppError::Unreadable)?;
        match boundary {
            Ok(boundary) => Ok(Self::in_parts(boundary, body).await.map_err(|_| AppError::Unreadable)?),
            Err(_) => Ok(Self { fields: Fields::read(&body), files: Vec::new() }),
        }
    }
}

impl Sent {
    async fn in_parts(boundary: String, body: Bytes) -> multer::Result<Self> {
        let mut sent = Self::default();
        let mut parts = multer::Multipart::new(futures_util::stream::iter([Ok::<_, std::convert::Infallible>(body)]), boundary);
        while let Some(part) = parts.next_field().await? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            let is_file = part.file_name().is_some();
            let bytes = part.bytes().await?;
            if !is_file {
                sent.fields.0.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            } else if !bytes.is_empty() {
                sent.files.push((name, bytes));
            }
        }
        Ok(sent)
    }

    /// The content of the uploaded file, if there is one.
    pub(crate) fn file(&self, name: &str) -> Option<&Bytes> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes)
    }
}
