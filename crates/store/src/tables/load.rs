//! Reading the current state.

use okr::{Board, Person, Position, Snapshot};

use super::{cycle, import, key_result, objective, organisation};
use crate::journal;
use crate::on::Connection;

/// The whole state. The connection has to be in a transaction, so that all statements see the same state.
pub(crate) async fn load(connection: &mut Connection<'_>) -> sqlx::Result<Board> {
    let Position { seq, mark } = journal::last(connection).await?;
    let mut board = Board::from(Snapshot {
        seq,
        mark,
        organisation: organisation::load(connection).await?,
        people: organisation::people(connection).await?,
        teams: organisation::teams(connection).await?,
        pillars: organisation::pillars(connection).await?,
        cycles: cycle::load(connection).await?,
        objectives: objective::load(connection).await?,
        key_results: key_result::load(connection).await?,
    });
    board.imported = import::load(connection).await?;
    Ok(board)
}

/// All people in the tables.
pub(crate) async fn people(connection: &mut Connection<'_>) -> sqlx::Result<Vec<Person>> {
    organisation::people(connection).await
}
