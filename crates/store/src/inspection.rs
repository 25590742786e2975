//! Read-only inspection of a database, while a server runs on it, or when it can't be opened.

use std::collections::VecDeque;
use std::path::Path;

use okr::Board;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::backup::{self, not_a_file};
use crate::database::{Snapshot, is_on_a_server};
use crate::error::StoreError;
use crate::findings::Findings;
use crate::on::{Connection, On};
use crate::{checkpoint, journal, postgres, sqlite, tables};

/// Journal entries read at a time.
const PAGE: u32 = 10_000;

/// A database opened read-only and without its lock, so that a server may run on it.
#[derive(Debug)]
pub struct Inspection {
    connection: On<SqliteConnection, PgConnection>,
}

impl Inspection {
    /// Opens a database for inspection. Nothing is created, migrated or locked.
    ///
    /// # Errors
    /// There is none, or it isn't one.
    pub async fn open(location: &str) -> Result<Self, StoreError> {
        Ok(Self {
            connection: if is_on_a_server(location) {
                On::Postgres(postgres::look(location).await?)
            } else {
                On::Sqlite(sqlite::look(location).await?)
            },
        })
    }

    /// Examines the database's version, its own checks, and the journal against the tables, all in one snapshot.
    ///
    /// # Errors
    /// The database can't be read at all.
    pub async fn examine(&mut self) -> Result<Findings, StoreError> {
        let moment = match &mut self.connection {
            On::Sqlite(connection) => connection.begin().await.map(On::Sqlite),
            On::Postgres(connection) => connection.begin_with(postgres::SNAPSHOT).await.map(On::Postgres),
        };
        let mut moment: Snapshot<'_> = moment.map_err(StoreError::while_doing("beginning to look"))?;
        let mut findings = match &mut moment {
            On::Sqlite(connection) => sqlite::check(connection).await?,
            On::Postgres(connection) => postgres::check(connection).await?,
        };
        let connection = &mut moment.connection();
        let reading = StoreError::while_doing("reading the journal and the tables");
        if findings.damage.is_empty() && findings.schema > 0 {
            findings.seq = journal::last(connection).await.map_err(&reading)?.seq;
            findings.gaps = journal::gaps(connection).await.map_err(&reading)?;
            if !findings.older {
                let board = tables::load(connection).await.map_err(&reading)?;
                let (told, checkpoints) = replay(connection).await.map_err(&reading)?;
                findings.differences = differences(&board, &told);
                findings.checkpoints = checkpoints;
            }
        }
        Ok(findings)
    }

    /// Writes a snapshot of everything to a new file, while others keep working. The file is complete and on disk
    /// when it gets its name.
    ///
    /// # Errors
    /// A file of that name exists ([`Trouble::Taken`](crate::Trouble::Taken)), the disk is full, or the database is on a server
    /// ([`Trouble::NotAFile`](crate::Trouble::NotAFile)), which has its own backup tools.
    pub async fn back_up(&mut self, to: &Path) -> Result<(), StoreError> {
        let On::Sqlite(connection) = &mut self.connection else { return Err(not_a_file()) };
        backup::write(connection, to).await
    }

    /// Writes a snapshot of everything to a new file with permissions for this user only.
    pub(crate) async fn copy(&mut self, to: &Path) -> Result<(), StoreError> {
        let On::Sqlite(connection) = &mut self.connection else { return Err(not_a_file()) };
        backup::copy(connection, to).await
    }
}

/// The board after replaying the journal from the beginning, and the damage of checkpoints on the way.
async fn replay(connection: &mut Connection<'_>) -> sqlx::Result<(Board, Vec<String>)> {
    let mut checkpoints = VecDeque::from(checkpoint::list(connection).await?);
    let mut damage = Vec::new();
    let mut board = Board::default();
    loop {
        let entries = journal::after(connection, board.seq, PAGE).await?;
        for entry in &entries {
            board.record(entry);
            while let Some(at) = checkpoints.pop_front_if(|at| at.seq <= board.seq) {
                damage.extend(checkpoint::difference(connection, at, &board).await?);
            }
        }
        if entries.is_empty() {
            for at in checkpoints {
                damage.extend(checkpoint::difference(connection, at, &board).await?);
            }
            return Ok((board, damage));
        }
    }
}

/// Lists the differences thing by thing, without details, which have to be inspected manually.
fn differences(tables: &Board, journal: &Board) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, same: bool| {
        if !same {
            found.push(what.to_owned());
        }
    };
    compare("the last entry", tables.position() == journal.position());
    compare("organisation", tables.organisation == journal.organisation);
    compare("teams", tables.teams == journal.teams);
    compare("people", tables.people == journal.people);
    compare("pillars", tables.pillars == journal.pillars);
    compare("cycles", tables.cycles == journal.cycles);
    compare("objectives", tables.objectives == journal.objectives);
    compare("key results", tables.key_results == journal.key_results);
    if found.is_empty() && tables != journal {
        found.push("something else".to_owned());
    }
    found
}
