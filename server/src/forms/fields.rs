//! A form's fields.

use std::ops::Deref;

use app::error::AppError;
use app::opening::Returned;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};

use crate::error_response::ErrorResponse;
use crate::site::Site;

/// A form's fields, as names and values in the order sent. Invalid UTF-8 is replaced.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`.
    pub(crate) fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// Reads the body of a request that is still needed. The middleware has received it already, so it is complete and
    /// within the limit.
    pub(crate) async fn of(body: Body) -> Self {
        Self::read(&to_bytes(body, usize::MAX).await.unwrap_or_default())
    }

    /// The first field with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The text of the first field with this name; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// The values of all fields with this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The values to show again, without secret ones, and the problems: each with its field.
    pub(crate) fn returned(&self, problems: Vec<(&str, String)>) -> Returned {
        let is_secret = |name: &str| matches!(name, "password" | "current" | "code");
        Returned {
            typed: self.0.iter().filter(|(name, _)| !is_secret(name)).cloned().collect(),
            problems: problems.into_iter().map(|(field, why)| (field.to_owned(), why)).collect(),
        }
    }
}

/// A problem of a form without values to show again.
pub(crate) fn returned(field: &str, why: String) -> Returned {
    Fields::default().returned(vec![(field, why)])
}

impl Deref for Fields {
    type Target = [(String, String)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FromRequest<Site> for Fields {
    type Rejection = ErrorResponse;

    async fn from_request(request: Request, site: &Site) -> Result<Self, ErrorResponse> {
        let body = Bytes::from_request(request, site).await.map_err(|_| AppError::Unreadable)?;
        Ok(Self::read(&body))
    }
}
