//! The store: opening and reading a database.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use okr::{Board, Entry, KeyResultId, Position, Thing};
use tokio::time::timeout;

use crate::database::{Connection, Database, On, Reader, Transaction};
use crate::statement::statement;
use crate::tables::check_in::Recorded;
use crate::{StoreError, Trouble, journal, postgres, subject, tables};

/// Timeout of reads.
const PATIENCE: Duration = Duration::from_secs(30);
/// Timeout of the write test.
const PROBE: Duration = Duration::from_secs(5);

/// An open database. Clones share it; it is closed and unlocked by [`Store::close`], or with the last clone.
#[derive(Clone, Debug)]
pub struct Store {
    database: Arc<Database>,
}

/// Numbers of stored things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// The sequence number of the journal's last entry; 0 if there is none.
    pub seq: u64,
    /// Teams, including the company.
    pub teams: u64,
    /// People.
    pub people: u64,
    /// Cycles.
    pub cycles: u64,
    /// Objectives, including drafts.
    pub objectives: u64,
    /// Key results.
    pub key_results: u64,
    /// Alignments of objectives.
    pub alignments: u64,
    /// Check-ins, including corrected ones and their corrections.
    pub check_ins: u64,
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
        let seen = timeout(PATIENCE, count(&mut reader.connection())).await;
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

#[derive(sqlx::FromRow)]
struct StatsRow {
    seq: i64,
    teams: i64,
    people: i64,
    cycles: i64,
    objectives: i64,
    key_results: i64,
    alignments: i64,
    check_ins: i64,
}

async fn count(connection: &mut Connection<'_>) -> sqlx::Result<Stats> {
    let row: StatsRow = statement(
        "SELECT (SELECT COALESCE(MAX(seq), 0) FROM journal) AS seq, (SELECT COUNT(*) FROM team) AS teams, \
         (SELECT COUNT(*) FROM person) AS people, (SELECT COUNT(*) FROM cycle) AS cycles, \
         (SELECT COUNT(*) FROM objective) AS objectives, (SELECT COUNT(*) FROM key_result) AS key_results, \
         (SELECT COUNT(*) FROM alignment) AS alignments, (SELECT COUNT(*) FROM check_in) AS check_ins",
    )
    .row(connection)
    .await?;
    Ok(Stats {
        seq: journal::unsigned(row.seq)?,
        teams: journal::unsigned(row.teams)?,
        people: journal::unsigned(row.people)?,
        cycles: journal::unsigned(row.cycles)?,
        objectives: journal::unsigned(row.objectives)?,
        key_results: journal::unsigned(row.key_results)?,
        alignments: journal::unsigned(row.alignments)?,
        check_ins: journal::unsigned(row.check_ins)?,
    })
}
