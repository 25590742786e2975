//! The server functions. Each one only gets its context, calls the ledger or store, and returns.

#![allow(clippy::unused_async, reason = "what answers from memory awaits nothing; the browser's half of it awaits the server")]

#[cfg(feature = "ssr")]
mod context;

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use okr::{Envelope, ObjectiveId, Snapshot};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The journal entry of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committed {
    /// Its sequence number.
    pub seq: u64,
}

/// Commits a command.
///
/// # Errors
/// A refusal or another error; nothing has changed then.
#[server(prefix = "/api", endpoint = "commit", input = Json, output = Json)]
pub async fn commit(
    /// The command, with the id by which it is recognised.
    envelope: Envelope,
) -> Result<Committed, AppError> {
    let context = context::Context::extract()?;
    let receipt = context.commit(envelope).await?;
    Ok(Committed { seq: receipt.seq })
}

/// The whole board as the reader may see it, for a browser that is too far behind.
///
/// # Errors
/// The request isn't authenticated.
#[server(prefix = "/api", endpoint = "board", input = GetUrl, output = Json)]
pub async fn board() -> Result<Snapshot, AppError> {
    let context = context::Context::extract()?;
    Ok(Snapshot::from(&context.board().visible_to(context.reader())))
}

/// The history of an objective.
///
/// # Errors
/// There is no such objective.
#[server(prefix = "/api", endpoint = "story", input = GetUrl, output = Json)]
pub async fn story(
    /// The objective.
    objective: ObjectiveId,
) -> Result<crate::objective_history::ObjectiveHistory, AppError> {
    let context = context::Context::extract()?;
    context.board().objective(objective).map_err(|refusal| context::answer(AppError::Refused(refusal)))?;
    crate::objective_history::load::tell(&context.board(), context.store(), objective)
        .await
        .map_err(|error| context.failed(error))
}
