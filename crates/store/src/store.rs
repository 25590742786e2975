//! The store: opening and reading a database.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use okr::{Board, Entry, KeyResultId, Position, Thing};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::database::{Database, Reader, Transaction};
use crate::error::StoreError;
use crate::on::On;
use crate::statement::{Statement, statement};
use crate::stats::{self, Stats};
use crate::tables::check_in::Recorded;
use crate::trouble::Trouble;
use crate::{checkpoint, journal, postgres, subject, tables};

/// Timeout of reads.
const PATIENCE: Duration = Duration::from_secs(30);
/// Timeout of the write test.
const PROBE: Duration = Duration::from_secs(5);

/// An open database. Clones share it; it is closed and unlocked by [`Store::close`], or with the last clone.
#[derive(Clone, Debug)]
pub struct Store {
    database: Arc<Database>,
}

impl Store {
    /// Opens a database and migrates its tables. `sqlite:PATH`, or just a path, is a file: it is created if it
    /// doesn't exist, and a lock file excludes other processes. `postgres://USER:PASSWORD@HOST/NAME` is on a server,
    /// and several processes may open it.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) says what the problem is. A file that is damaged, or isn't a database, is never
    /// overwritten.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        Ok(Self { database: Arc::new(Database::open(location).await?) })
    }

    /// Files of the database whose permissions were corrected on opening.
    pub fn mended(&self) -> &[PathBuf] {
        match &*self.database {
            On::Sqlite(database) => &database.mended,
            On::Postgres(_) => &[],
        }
    }

    /// The current state, from the tables.
    ///
    /// # Errors
    /// The tables can't be read, or contain invalid data.
    pub async fn load(&self) -> Result<Board, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        tables::load(&mut snapshot.connection()).await.map_err(StoreError::while_doing("loading the board"))
    }

    /// The organisation as it was after the journal's entry `seq`; 0 is before the first. Everything is as on that day:
    /// owners, weights, targets, and the check-ins made by then. Replays the journal from the last checkpoint before
    /// it.
    ///
    /// # Errors
    /// The journal ends before that entry ([`Trouble::NoEntry`]); the checkpoint is damaged ([`Trouble::Checkpoint`]),
    /// and the error names its entry; or the database can't be read.
    pub async fn board_at(&self, seq: u64) -> Result<Board, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        checkpoint::board_at(&mut snapshot.connection(), seq).await
    }

    /// The organisation as it was at an instant: after the last entry in the journal that was made by then. Empty if
    /// there was none.
    ///
    /// # Errors
    /// As [`Store::board_at`].
    pub async fn board_on(&self, at: DateTime<Utc>) -> Result<Board, StoreError> {
        let mut snapshot = self.database.snapshot().await?;
        let connection = &mut snapshot.connection();
        let seq =
            journal::last_by(connection, at).await.map_err(StoreError::while_doing("looking for the entry of an instant"))?;
        checkpoint::board_at(connection, seq).await
    }

    /// The entries at which there are checkpoints, in order.
    ///
    /// # Errors
    /// They can't be read.
    pub async fn checkpoints(&self) -> Result<Vec<u64>, StoreError> {
        Ok(self.checkpoint_positions().await?.into_iter().map(|position| position.seq).collect())
    }

    /// Stores a checkpoint after the entry `seq`, from the last one before it and the journal since. Does nothing if
    /// there is one. The ledger calls this at a fixed distance of entries, in the background.
    ///
    /// # Errors
    /// As [`Store::board_at`]; or it can't be written.
    pub async fn make_checkpoint(&self, seq: u64) -> Result<(), StoreError> {
        const DOING: &str = "storing a checkpoint";
        let board = self.board_at(seq).await?;
        let entry = self.entries(seq.saturating_sub(1), 1).await?.pop();
        // There is none before the first entry, nor if the journal was replaced meanwhile.
        let Some(entry) = entry.filter(|entry| entry.position() == board.position()) else { return Ok(()) };
        let insert = spawn_blocking(move || checkpoint::insert(&entry, &board)).await;
        self.write_beside(DOING, insert.map_err(|_| StoreError::new(Trouble::Defect, DOING))?).await?;
        self.write_beside(DOING, checkpoint::remove_older(seq)).await
    }

    /// Removes all checkpoints, for instance because one is damaged. The ledger makes them anew when it starts.
    ///
    /// # Errors
    /// They can't be removed.
    pub async fn remove_checkpoints(&self) -> Result<(), StoreError> {
        self.write_beside("removing checkpoints", checkpoint::remove_all()).await
    }

    /// Removes the checkpoints whose entries aren't in the journal, after the journal was replaced.
    pub(crate) async fn remove_checkpoints_of_another_journal(&self) -> Result<(), StoreError> {
        for position in self.checkpoint_positions().await? {
            if !self.holds(position).await? {
                self.write_beside("removing checkpoints", checkpoint::remove(position)).await?;
            }
        }
        Ok(())
    }

    async fn checkpoint_positions(&self) -> Result<Vec<Position>, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, checkpoint::list(&mut reader.connection())).await;
        reader.seen(seen).map_err(StoreError::while_doing("looking for checkpoints"))
    }

    /// Writes what isn't the organisation's. On a server it takes no writer's lock and sends no notification; on a
    /// file, writers take turns.
    async fn write_beside(&self, doing: &'static str, statement: Statement) -> Result<(), StoreError> {
        let doing = StoreError::while_doing(doing);
        match &*self.database {
            On::Sqlite(_) => {
                let mut transaction = self.database.write().await?;
                statement.execute(&mut transaction.connection()).await.map_err(&doing)?;
                transaction.commit().await.map_err(doing)
            }
            On::Postgres(_) => {
                let mut reader = self.database.read().await?;
                let seen = timeout(PATIENCE, statement.execute(&mut reader.connection())).await;
                reader.seen(seen).map(drop).map_err(doing)
            }
        }
    }

    /// At most `limit` journal entries after `seq`, oldest first.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn entries(&self, seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, journal::after(&mut reader.connection(), seq, limit)).await;
        reader.seen(seen).map_err(StoreError::while_doing("reading the journal"))
    }

    /// The last `limit` journal entries, newest first; only those before an entry, if its `seq` is given.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn newest(&self, before: Option<u64>, limit: u32) -> Result<Vec<Entry>, StoreError> {
        // A number too large for the journal is after all of it.
        let before = before.and_then(|seq| i64::try_from(seq).ok()).unwrap_or(i64::MAX);
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, journal::before(&mut reader.connection(), before, limit)).await;
        reader.seen(seen).map_err(StoreError::while_doing("reading the newest entries"))
    }

    /// The last `limit` journal entries about a thing, newest first. Entries about a key result are also about its
    /// objective; entries about a check-in are in its key result's history.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn history(&self, thing: Thing, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let subject = subject::subject(thing);
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, journal::about(&mut reader.connection(), subject, limit)).await;
        reader.seen(seen).map_err(StoreError::while_doing("reading a history"))
    }

    /// Every check-in on a key result, with its note, oldest first. A corrected one comes before its correction.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn check_ins(&self, key_result: KeyResultId) -> Result<Vec<Recorded>, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, tables::check_in::of(&mut reader.connection(), key_result)).await;
        reader.seen(seen).map_err(StoreError::while_doing("reading check-ins"))
    }

    /// The numbers of stored things.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn stats(&self) -> Result<Stats, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, stats::count(&mut reader.connection())).await;
        reader.seen(seen).map_err(StoreError::while_doing("counting"))
    }

    /// Writes one row to test whether writing works: on a full disk, or to a read-only database, it doesn't.
    ///
    /// # Errors
    /// Why writing failed.
    pub async fn probe(&self) -> Result<(), StoreError> {
        let doing = StoreError::while_doing("trying to write");
        let probe = || statement("UPDATE write_probe SET count = count + 1 WHERE id = 1");
        match &*self.database {
            On::Sqlite(_) => {
                let probing = async {
                    let mut transaction = self.database.write().await?;
                    probe().execute_on_one(&mut transaction.connection()).await.map_err(&doing)?;
                    transaction.commit().await.map_err(&doing)
                };
                timeout(PROBE, probing).await.unwrap_or_else(|_| Err(StoreError::new(Trouble::Unavailable, "trying to write")))
            }
            // Independent of the writer: takes no writer lock and sends no notification.
            On::Postgres(_) => {
                let mut reader = self.database.read().await?;
                let seen = timeout(PROBE, probe().execute_on_one(&mut reader.connection())).await;
                reader.seen(seen).map_err(doing)
            }
        }
    }

    /// Closes the database after all running operations. Later operations on clones report that it is unavailable.
    pub async fn close(&self) {
        self.database.close().await;
    }

    pub(crate) async fn read(&self) -> Result<Reader, StoreError> {
        self.database.read().await
    }

    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        self.database.write().await
    }

    /// Whether the journal contains this very entry at its position. The position before the first entry is always
    /// contained.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn holds(&self, position: Position) -> Result<bool, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, journal::holds(&mut reader.connection(), position)).await;
        reader.seen(seen).map_err(StoreError::while_doing("looking for an entry of the journal"))
    }

    /// At most `limit` entries after a position; `None` if the journal doesn't continue from there.
    pub(crate) async fn continuing(&self, from: Position, limit: u32) -> Result<Option<Vec<Entry>>, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(PATIENCE, journal::continuing(&mut reader.connection(), from, limit)).await;
        reader.seen(seen).map_err(StoreError::while_doing("reading the journal"))
    }

    /// The position of the journal's last entry, with a timeout.
    pub(crate) async fn last(&self, patience: Duration) -> Result<Position, StoreError> {
        let mut reader = self.database.read().await?;
        let seen = timeout(patience, journal::last(&mut reader.connection())).await;
        reader.seen(seen).map_err(StoreError::while_doing("looking for what others wrote"))
    }

    /// A listener for writes of other nodes; `None` if there can't be any.
    pub(crate) async fn listen(&self) -> Result<Option<postgres::Listener>, StoreError> {
        match &*self.database {
            On::Sqlite(_) => Ok(None),
            On::Postgres(database) => database.listen().await.map(Some).map_err(StoreError::while_doing("beginning to listen")),
        }
    }

    /// Whether other nodes may use the same database.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(&*self.database, On::Postgres(_))
    }
}
