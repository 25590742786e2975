//! The board as of an earlier entry.

use std::sync::Arc;

use okr::{Board, Position};
use tokio::task::spawn_blocking;

use super::stored::{Checkpoint, Damage, newest};
use crate::error::StoreError;
use crate::journal;
use crate::on::Connection;
use crate::trouble::Trouble;

/// Journal entries read at a time.
const PAGE: u64 = 1_000;

/// The board after the entry `seq`: the last checkpoint before it, and the entries since.
///
/// The connection has to be in a transaction, so that all statements see the same journal.
///
/// # Errors
/// The checkpoint is damaged ([`Trouble::Checkpoint`]); the journal ends before the entry ([`Trouble::NoEntry`]), or
/// lacks one before it ([`Trouble::Corrupt`]); or it can't be read.
pub(crate) async fn board_at(connection: &mut Connection<'_>, seq: u64) -> Result<Board, StoreError> {
    let reading = StoreError::while_doing("reading the board of an earlier entry");
    if journal::last(connection).await.map_err(&reading)?.seq < seq {
        return Err(StoreError::new(Trouble::NoEntry, format!("reading the board after entry {seq}")));
    }
    let mut board = match newest(connection, seq).await.map_err(&reading)? {
        Some(checkpoint) => {
            let position = checkpoint.position;
            let opened = open(connection, checkpoint).await.map_err(&reading)?;
            opened.map_err(|damage| {
                StoreError::new(Trouble::Checkpoint, format!("reading the checkpoint at entry {}", position.seq))
                    .with_source(damage)
            })?
        }
        None => Board::default(),
    };
    while board.seq < seq {
        let limit = u32::try_from(PAGE.min(seq - board.seq)).unwrap_or(u32::MAX);
        let more = journal::continuing(connection, board.position(), limit).await.map_err(&reading)?;
        let Some(entries) = more.filter(|entries| !entries.is_empty()) else {
            return Err(StoreError::new(Trouble::Corrupt, format!("reading the journal after entry {}", board.seq)));
        };
        for entry in &entries {
            board.record(entry);
        }
    }
    Ok(board)
}

/// How the checkpoint at a position differs from the board that the journal leads to, as a sentence; `None` if it
/// doesn't.
///
/// # Errors
/// The tables can't be read.
pub(crate) async fn difference(connection: &mut Connection<'_>, at: Position, board: &Board) -> sqlx::Result<Option<String>> {
    let Some(checkpoint) = newest(connection, at.seq).await?.filter(|checkpoint| checkpoint.position == at) else {
        return Ok(None);
    };
    let damage = match open(connection, checkpoint).await? {
        Ok(stored) if stored == *board => return Ok(None),
        Ok(_) => Damage::OtherBoard,
        Err(damage) => damage,
    };
    Ok(Some(format!(
        "the checkpoint at entry {} is damaged: {damage}; plumbline migrate removes the checkpoints, and the server makes them anew",
        at.seq
    )))
}

/// Decodes a checkpoint on a thread for such work, if it is of this journal.
async fn open(connection: &mut Connection<'_>, checkpoint: Checkpoint) -> sqlx::Result<Result<Board, Damage>> {
    let checkpoint = Arc::new(checkpoint);
    if !journal::holds(connection, checkpoint.position).await? {
        // Damage of the row itself is the more exact cause.
        return Ok(checkpoint.open().and(Err(Damage::OtherJournal)));
    }
    let opened = spawn_blocking(move || checkpoint.open()).await;
    opened.map_err(|_| sqlx::Error::WorkerCrashed)
}
