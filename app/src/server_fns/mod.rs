//! The server functions. Each one only gets its context, calls the ledger or store, and returns.

#![allow(clippy::unused_async, reason = "what answers from memory awaits nothing; the browser's half of it awaits the server")]

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
pub async fn commit(envelope: Envelope) -> Result<Committed, AppError> {
    let desk = crate::desk::Desk::open()?;
    let receipt = desk.commit(envelope).await?;
    Ok(Committed { seq: receipt.seq })
}

/// The whole board as the reader may see it, for a browser that is too far behind.
///
/// # Errors
/// The request isn't authenticated.
#[server(prefix = "/api", endpoint = "board", input = GetUrl, output = Json)]
pub async fn board() -> Result<Snapshot, AppError> {
    let desk = crate::desk::Desk::open()?;
    Ok(Snapshot::from(&desk.board().visible_to(desk.reader())))
}

/// The history of an objective.
///
/// # Errors
/// There is no such objective.
#[server(prefix = "/api", endpoint = "story", input = GetUrl, output = Json)]
pub async fn story(objective: ObjectiveId) -> Result<crate::objective_history::ObjectiveHistory, AppError> {
    let desk = crate::desk::Desk::open()?;
    desk.board().objective(objective).map_err(|refusal| crate::desk::answer(AppError::Refused(refusal)))?;
    crate::objective_history::load::tell(&desk.board(), desk.store(), objective).await.map_err(|error| desk.failed(error))
}
