//! Why commands fail.

use okr::{CommandId, Refusal};

use crate::error::StoreError;

/// Why a command failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CommitError {
    /// A rule refused it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The command id was used before, by another actor or for another command.
    #[error("another command {0} happened before")]
    Conflict(CommandId),
    /// A database error. If the commit reached the disk although it was reported as failed, the repeated command gets
    /// its receipt.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger has been stopped.
    #[error("the ledger has stopped")]
    Stopped,
}

/// Why a seeding stopped.
#[derive(Clone, Debug, thiserror::Error)]
#[error("command {index} failed")]
pub struct SeedError {
    /// The index of the failed command, from 0. Some thousands before it may have been rolled back too; none after it
    /// was applied.
    pub index: usize,
    /// The error.
    pub source: CommitError,
}
