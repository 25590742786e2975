//! A form: its typed values, and its fields as they were sent.

use std::ops::Deref;

use app::error::AppError;
use app::opening::Returned;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

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

    /// The values of the type's fields. An id that may be left empty needs `serde_html_form::de::empty_as_none`.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] for a value that none of our pages sends: an id or a choice that is none, a single value
    /// sent twice. What people type is text, and is judged where its field is known.
    pub(crate) fn values<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        serde_html_form::from_str(&encoded).map_err(|_| AppError::Unreadable)
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

/// A form with its values typed, and its fields to show it again with everything that was typed.
#[derive(Clone, Debug)]
pub(crate) struct Form<T> {
    pub(crate) values: T,
    pub(crate) fields: Fields,
}

impl<T: DeserializeOwned> FromRequest<Site> for Form<T> {
    type Rejection = ErrorResponse;

    async fn from_request(request: Request, site: &Site) -> Result<Self, ErrorResponse> {
        let body = Bytes::from_request(request, site).await.map_err(|_| AppError::Unreadable)?;
        let fields = Fields::read(&body);
        Ok(Self { values: fields.values()?, fields })
    }
}
