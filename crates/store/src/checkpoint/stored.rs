//! The table of checkpoints.

use okr::{Board, Entry, Position};
use sha2::{Digest as _, Sha256};

use super::encoding::{FORMAT, Undecodable, decode, encode};
use crate::journal::{signed, unsigned};
use crate::on::Connection;
use crate::statement::{Statement, statement};

/// A stored board of this program's format, not checked yet.
pub(super) struct Checkpoint {
    /// The position of the last entry on the board.
    pub(super) position: Position,
    checksum: Vec<u8>,
    board: Vec<u8>,
}

/// What is wrong with a checkpoint.
#[derive(Debug, thiserror::Error)]
pub(super) enum Damage {
    /// Its content was changed after it was written.
    #[error("its checksum doesn't match")]
    Checksum,
    /// Its content can't be read, although its checksum matches.
    #[error("it can't be read ({0})")]
    Content(#[from] Undecodable),
    /// The journal doesn't contain its entry.
    #[error("the journal has another entry there, or none")]
    OtherJournal,
    /// The journal leads to something else.
    #[error("the journal leads to something else")]
    OtherBoard,
}

impl Checkpoint {
    /// The board in it. Decoding a large one takes some hundredths of a second.
    ///
    /// # Errors
    /// It is damaged.
    pub(super) fn open(&self) -> Result<Board, Damage> {
        if checksum(self.position, &self.board)[..] != self.checksum {
            return Err(Damage::Checksum);
        }
        Ok(decode(self.position, &self.board)?)
    }
}

fn checksum(position: Position, board: &[u8]) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(FORMAT.to_be_bytes());
    sha.update(position.seq.to_be_bytes());
    sha.update(position.mark.to_be_bytes());
    sha.update(board);
    sha.finalize().into()
}

/// The last checkpoint up to an entry, if there is one.
pub(super) async fn newest(connection: &mut Connection<'_>, until: u64) -> sqlx::Result<Option<Checkpoint>> {
    let asked =
        statement("SELECT seq, mark, checksum, board FROM checkpoint WHERE seq <= $1 AND format = $2 ORDER BY seq DESC LIMIT 1");
    let row: Option<(i64, i64, Vec<u8>, Vec<u8>)> = asked.bind(signed(until)).bind(FORMAT).rows(connection).await?.pop();
    row.map(|(seq, mark, checksum, board)| Ok(Checkpoint { position: position(seq, mark)?, checksum, board })).transpose()
}

/// The positions of all checkpoints, in order.
pub(crate) async fn list(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Position>> {
    let asked = statement("SELECT seq, mark FROM checkpoint WHERE format = $1 ORDER BY seq").bind(FORMAT);
    let rows: Vec<(i64, i64)> = asked.rows(connection).await?;
    rows.into_iter().map(|(seq, mark)| position(seq, mark)).collect()
}

fn position(seq: i64, mark: i64) -> sqlx::Result<Position> {
    Ok(Position { seq: unsigned(seq)?, mark: mark.cast_unsigned() })
}

/// Stores the board after an entry, unless the journal doesn't contain this very entry any more, or there is a
/// checkpoint at it: another node may have written the same.
pub(crate) fn insert(entry: &Entry, board: &Board) -> Statement {
    let (position, encoded) = (entry.position(), encode(board));
    statement(
        "INSERT INTO checkpoint (seq, format, mark, checksum, board) SELECT $1, $2, $3, $4, $5 \
         WHERE EXISTS (SELECT 1 FROM journal WHERE seq = $1 AND command_id = $6 AND at = $7) ON CONFLICT DO NOTHING",
    )
    .bind(signed(position.seq))
    .bind(FORMAT)
    .bind(position.mark.cast_signed())
    .bind(checksum(position, &encoded).as_slice())
    .bind(encoded.as_slice())
    .bind(entry.command.0)
    .bind(entry.at)
}

/// Removes a checkpoint of this format.
pub(crate) fn remove(position: Position) -> Statement {
    statement("DELETE FROM checkpoint WHERE seq = $1 AND format = $2 AND mark = $3")
        .bind(signed(position.seq))
        .bind(FORMAT)
        .bind(position.mark.cast_signed())
}

/// Removes the checkpoints of older formats at an entry.
pub(crate) fn remove_older(seq: u64) -> Statement {
    statement("DELETE FROM checkpoint WHERE seq = $1 AND format < $2").bind(signed(seq)).bind(FORMAT)
}

/// Removes all checkpoints of this format.
pub(crate) fn remove_all() -> Statement {
    statement("DELETE FROM checkpoint WHERE format = $1").bind(FORMAT)
}
