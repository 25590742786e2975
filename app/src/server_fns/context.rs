//! What a server function needs: the service, and who asks.

use std::sync::Arc;

use axum::http::request::Parts;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use okr::{Board, Envelope, PersonId};
use service::{Caller, Service};
use store::{Receipt, Store};

use crate::error::AppError;

/// The context of a server function: the service, and the caller.
pub(super) struct Context {
    service: Service,
    caller: Caller,
}

impl Context {
    /// The context of the current request.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] without an authenticated caller.
    pub(super) fn extract() -> Result<Self, AppError> {
        let (service, parts) = use_context::<Service>().zip(use_context::<Parts>()).ok_or_else(|| answer(AppError::SignedOut))?;
        let caller = parts.extensions.get::<Caller>().ok_or_else(|| answer(AppError::SignedOut))?;
        Ok(Self { service, caller: *caller })
    }

    /// Commits a command.
    ///
    /// # Errors
    /// See [`Service::commit`]. The response gets the error's status.
    pub(super) async fn commit(&self, envelope: Envelope) -> Result<Receipt, AppError> {
        let committed = self.service.commit(self.caller.into(), envelope).await;
        committed.map_err(|error| answer(AppError::of(&self.service, error)))
    }

    /// The reader.
    pub(super) const fn reader(&self) -> PersonId {
        self.caller.person
    }

    /// The current board.
    pub(super) fn board(&self) -> Arc<Board> {
        self.service.ledger.board()
    }

    /// The store.
    pub(super) const fn store(&self) -> &Store {
        &self.service.store
    }

    /// Logs an error under an id, and returns an error with that id only.
    pub(super) fn failed(&self, error: impl std::fmt::Debug) -> AppError {
        let id = self.service.clock.new_id().simple().to_string();
        tracing::error!(error.id = id, ?error, "a request failed");
        answer(AppError::Failed { id })
    }
}

/// Sets the response's status to that of `error`.
pub(super) fn answer(error: AppError) -> AppError {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(
            axum::http::StatusCode::from_u16(error.status()).unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR),
        );
    }
    error
}
