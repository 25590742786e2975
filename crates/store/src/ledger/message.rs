//! Messages to the writer.

use tokio::sync::oneshot;

use super::error::{CommitError, SeedError};
use super::receipt::Receipt;
use super::request::Request;
use crate::error::StoreError;

/// The answer to a command.
pub(super) type Answer = Result<Receipt, CommitError>;

/// A message to the writer.
#[derive(Debug)]
pub(super) enum WriterMessage {
    /// A command.
    Commit(Box<Request>, oneshot::Sender<Answer>),
    /// Many commands, in transactions of thousands.
    Seed(Vec<Request>, oneshot::Sender<Result<Option<Receipt>, SeedError>>),
    /// Catch up with other nodes.
    CatchUp(oneshot::Sender<Result<(), StoreError>>),
    /// Stop after the queued commands, and confirm.
    Stop(oneshot::Sender<()>),
}
