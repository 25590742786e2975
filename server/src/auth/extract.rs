//! Extractors that require a caller.

use app::error::AppError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use okr::{Action, Actor, PersonId, Subject};
use service::Caller;

use crate::error_response::ErrorResponse;
use crate::forms::see_other;
use crate::site::Site;

/// The caller; requests without one are refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignedIn(pub(crate) Caller);

/// The caller; browsers without one are sent to sign in, and come back to their account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AccountHolder(pub(crate) Caller);

/// The caller, if they administer the organisation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Administrator(pub(crate) PersonId);

/// The caller, if they may import tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Importer(pub(crate) PersonId);

impl FromRequestParts<Site> for SignedIn {
    type Rejection = ErrorResponse;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, ErrorResponse> {
        parts.extensions.get().copied().map(Self).ok_or(AppError::SignedOut.into())
    }
}

impl FromRequestParts<Site> for AccountHolder {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let caller = SignedIn::from_request_parts(parts, site).await;
        caller.map(|SignedIn(caller)| Self(caller)).map_err(|_| see_other("/sign-in?back=/account"))
    }
}

impl FromRequestParts<Site> for Administrator {
    type Rejection = ErrorResponse;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ErrorResponse> {
        may(parts, site, Action::Administer).await.map(Self)
    }
}

impl FromRequestParts<Site> for Importer {
    type Rejection = ErrorResponse;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, ErrorResponse> {
        may(parts, site, Action::Import).await.map(Self)
    }
}

/// The caller, if they may do this in the organisation.
async fn may(parts: &mut Parts, site: &Site, action: Action) -> Result<PersonId, ErrorResponse> {
    let SignedIn(Caller { person, .. }) = SignedIn::from_request_parts(parts, site).await?;
    Actor::Person(person).may(&site.service.ledger.board(), action, Subject::Organisation)?;
    Ok(person)
}
