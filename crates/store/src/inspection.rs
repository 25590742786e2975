//! Read-only inspection of a database, while a server runs on it, or when it can't be opened.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use okr::Board;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::database::{Connection, On, Snapshot, is_on_a_server};
use crate::{StoreError, Trouble, checkpoint, journal, postgres, private, sqlite, tables};

/// Journal entries read at a time.
const PAGE: u32 = 10_000;

/// A database opened read-only and without its lock, so that a server may run on it.
#[derive(Debug)]
pub struct Inspection {
    connection: On<SqliteConnection, PgConnection>,
}

/// The result of [`Inspection::examine`]. Healthy if all five lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The database and its version, such as `SQLite 3.51.3`.
    pub database: String,
    /// The last migration that was applied.
    pub schema: i64,
    /// Whether an older version wrote it. Tables and journal are compared only after migration.
    pub older: bool,
    /// The sequence number of the last journal entry.
    pub seq: u64,
    /// Damage reported by the database's own checks.
    pub damage: Vec<String>,
    /// Violated foreign keys, each as `table → table`.
    pub dangling: Vec<String>,
    /// Missing journal entries, such as `4 to 6 are missing`.
    pub gaps: Vec<String>,
    /// Differences between the tables and the result of replaying the journal.
    pub differences: Vec<String>,
    /// Damaged checkpoints, each as a sentence. The organisation doesn't depend on them.
    pub checkpoints: Vec<String>,
}

impl Findings {
    /// Whether nothing is wrong.
    pub fn is_healthy(&self) -> bool {
        self.is_sound() && self.checkpoints.is_empty()
    }

    /// Whether nothing is wrong with the organisation itself. Checkpoints can be made anew.
    pub(crate) fn is_sound(&self) -> bool {
        [&self.damage, &self.dangling, &self.gaps, &self.differences].into_iter().all(Vec::is_empty)
    }
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
    /// A file of that name exists ([`Trouble::Taken`]), the disk is full, or the database is on a server
    /// ([`Trouble::NotAFile`]), which has its own backup tools.
    pub async fn back_up(&mut self, to: &Path) -> Result<(), StoreError> {
        if matches!(self.connection, On::Postgres(_)) {
            return Err(not_a_file());
        }
        if to.exists() {
            return Err(StoreError::new(Trouble::Taken, format!("writing {}", to.display())));
        }
        let partial = partial(to);
        remove(&partial)?;
        self.copy(&partial).await?;
        settle(&partial, to)
    }

    /// Writes a snapshot of everything to a new file with permissions for this user only.
    pub(crate) async fn copy(&mut self, to: &Path) -> Result<(), StoreError> {
        let On::Sqlite(connection) = &mut self.connection else { return Err(not_a_file()) };
        // SQLite keeps the permissions of an existing empty file; a file it creates itself would be readable by
        // everyone.
        private::file(to).map_err(unwritable(to))?;
        let written = sqlite::vacuum_into(connection, to).await;
        if written.is_err() {
            let _ = fs::remove_file(to);
        }
        written
    }
}

pub(crate) fn not_a_file() -> StoreError {
    StoreError::new(Trouble::NotAFile, "copying the database")
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

pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

pub(crate) fn partial(to: &Path) -> PathBuf {
    with_ending(to, ".partial")
}

pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(path)(error)),
        _ => Ok(()),
    }
}

/// Syncs a finished file to disk and gives it its name, unless that exists by now.
pub(crate) fn settle(partial: &Path, to: &Path) -> Result<(), StoreError> {
    let onto_disk = || -> io::Result<()> {
        File::options().write(true).open(partial)?.sync_all()?;
        // A hard link rather than a rename, because it fails if the name exists. Not every file system supports it.
        match fs::hard_link(partial, to) {
            Ok(()) => fs::remove_file(partial)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            Err(_) => fs::rename(partial, to)?,
        }
        match to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => File::open(".")?.sync_all(),
        }
    };
    onto_disk().map_err(unwritable(to))
}

fn unwritable(path: &Path) -> impl Fn(io::Error) -> StoreError {
    move |error| {
        let trouble = match error.kind() {
            io::ErrorKind::AlreadyExists => Trouble::Taken,
            io::ErrorKind::StorageFull => Trouble::Full,
            _ => Trouble::Unavailable,
        };
        StoreError::new(trouble, format!("writing {}", path.display())).with_source(error)
    }
}
