//! Reading what was written.

use std::sync::Arc;

use okr::{Board, Entry, KeyResultId, Thing};
use sqlx::pool::PoolConnection;

use crate::sqlite::{Connection, Database, Transaction};
use crate::tables::check_in::Recorded;
use crate::{StoreError, journal, subject, tables};

/// An open database. Clones share it; it is closed, and free for another process, when [`Store::close`] was called or the last clone
/// has gone.
#[derive(Clone, Debug)]
pub struct Store {
    database: Arc<Database>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// The journal's last entry; 0 before the first.
    pub seq: u64,
    /// Teams, the company among them.
    pub teams: u64,
    /// People.
    pub people: u64,
    /// Cycles.
    pub cycles: u64,
    /// Objectives, drafts among them.
    pub objectives: u64,
    /// Key results.
    pub key_results: u64,
    /// Edges from objectives to what they are aligned to.
    pub alignments: u64,
    /// Check-ins, corrected ones and their corrections among them.
    pub check_ins: u64,
}

impl Store {
    /// Opens a database (`sqlite:PATH`, or just a path), makes it if there is none, and brings its tables up to date. Holds a lock
    /// beside it, so that no second process can open it.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) says what is in the way. A database that is damaged, or isn't one, is never overwritten.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        Ok(Self { database: Arc::new(Database::open(location).await?) })
    }

    /// Everything that is true now, from the tables.
    ///
    /// # Errors
    /// The tables can't be read, or hold something that can't be.
    pub async fn load(&self) -> Result<Board, StoreError> {
        tables::load(&mut *self.database.snapshot().await?).await.map_err(StoreError::while_doing("loading the board"))
    }

    /// At most `limit` journal entries after `seq`, oldest first.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn entries(&self, seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        journal::after(&mut *self.read().await?, seq, limit).await.map_err(StoreError::while_doing("reading the journal"))
    }

    /// The last `limit` journal entries, newest first.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn feed(&self, limit: u32) -> Result<Vec<Entry>, StoreError> {
        journal::newest(&mut *self.read().await?, limit).await.map_err(StoreError::while_doing("reading the feed"))
    }

    /// The last `limit` journal entries about a thing, newest first. What is about a key result is about its objective, too; what is
    /// about a check-in shows in the history of its key result.
    ///
    /// # Errors
    /// The journal can't be read.
    pub async fn history(&self, thing: Thing, limit: u32) -> Result<Vec<Entry>, StoreError> {
        journal::about(&mut *self.read().await?, subject::subject(thing), limit)
            .await
            .map_err(StoreError::while_doing("reading a history"))
    }

    /// Every check-in on a key result, with its note, oldest first. What was corrected stands before its correction.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn check_ins(&self, key_result: KeyResultId) -> Result<Vec<Recorded>, StoreError> {
        tables::check_in::of(&mut *self.read().await?, key_result).await.map_err(StoreError::while_doing("reading check-ins"))
    }

    /// How much there is.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn stats(&self) -> Result<Stats, StoreError> {
        count(&mut *self.read().await?).await.map_err(StoreError::while_doing("counting"))
    }

    /// Closes the database once everything that runs on it has ended. Whoever uses a clone of this store afterwards is told that it is
    /// unavailable.
    pub async fn close(&self) {
        self.database.close().await;
    }

    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        self.database.write().await
    }

    async fn read(&self) -> Result<PoolConnection<sqlx::Sqlite>, StoreError> {
        self.database.read().await
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

async fn count(connection: &mut Connection) -> sqlx::Result<Stats> {
    let row: StatsRow = sqlx::query_as(
        "SELECT (SELECT COALESCE(MAX(seq), 0) FROM journal) AS seq, (SELECT COUNT(*) FROM team) AS teams, \
         (SELECT COUNT(*) FROM person) AS people, (SELECT COUNT(*) FROM cycle) AS cycles, \
         (SELECT COUNT(*) FROM objective) AS objectives, (SELECT COUNT(*) FROM key_result) AS key_results, \
         (SELECT COUNT(*) FROM alignment) AS alignments, (SELECT COUNT(*) FROM check_in) AS check_ins",
    )
    .fetch_one(connection)
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
