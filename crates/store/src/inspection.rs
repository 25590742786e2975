//! Looking at a database without opening it for work: beside a server that runs on it, or when it can't be opened at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use okr::Board;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::database::{Connection, On, Snapshot, is_on_a_server};
use crate::{StoreError, Trouble, journal, postgres, private, sqlite, tables};

/// How many journal entries are read at once.
const PAGE: u32 = 10_000;

/// A database that is looked at: read only, and without its lock, so beside a server that runs on it.
#[derive(Debug)]
pub struct Inspection {
    connection: On<SqliteConnection, PgConnection>,
}

/// What [`Inspection::examine`] found. Healthy if all four lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The database and its version, such as `SQLite 3.51.3`.
    pub database: String,
    /// The last migration that has run.
    pub schema: i64,
    /// Whether an older version wrote it. Its tables are compared with its journal once they were brought up to date.
    pub older: bool,
    /// The journal's last entry.
    pub seq: u64,
    /// What the database itself knows to be unsound.
    pub damage: Vec<String>,
    /// Rows that point to nothing, each as `table → table`.
    pub dangling: Vec<String>,
    /// Entries that the journal should hold, such as `4 to 6 are missing`.
    pub gaps: Vec<String>,
    /// Where the tables are not what the journal leads to.
    pub differences: Vec<String>,
}

impl Findings {
    /// Whether nothing is wrong.
    pub fn is_healthy(&self) -> bool {
        [&self.damage, &self.dangling, &self.gaps, &self.differences].into_iter().all(Vec::is_empty)
    }
}

impl Inspection {
    /// Opens a database to look at it. Nothing is made, migrated or locked.
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

    /// The version of the database, its own checks, and the journal against the tables, all as of one moment.
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
                let told = replay(connection).await.map_err(&reading)?;
                findings.differences = differences(&board, &told);
            }
        }
        Ok(findings)
    }

    /// Writes everything, as it stands at one moment, to a new file, while others go on working. The file is complete and on the disk
    /// when it appears under its name.
    ///
    /// # Errors
    /// There is a file of that name already ([`Trouble::Taken`]), the disk has no room, or the database is a server's
    /// ([`Trouble::NotAFile`]), which has tools of its own for it.
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

    /// Writes everything, as it stands at one moment, to a file that isn't there yet, for this user alone.
    pub(crate) async fn copy(&mut self, to: &Path) -> Result<(), StoreError> {
        let On::Sqlite(connection) = &mut self.connection else { return Err(not_a_file()) };
        // SQLite writes into an empty file as it is, with its permissions; it would make one that everybody can read.
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

/// The board that the journal leads to, from nothing.
async fn replay(connection: &mut Connection<'_>) -> sqlx::Result<Board> {
    let mut board = Board::default();
    loop {
        let entries = journal::after(connection, board.seq, PAGE).await?;
        if entries.is_empty() {
            return Ok(board);
        }
        for entry in &entries {
            board.record(entry);
        }
    }
}

/// Names what differs, thing by thing, as far as that helps: a database that differs in one place is looked at by hand.
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

/// Brings a finished file onto the disk and gives it its name, unless that was taken meanwhile.
pub(crate) fn settle(partial: &Path, to: &Path) -> Result<(), StoreError> {
    let onto_disk = || -> io::Result<()> {
        File::options().write(true).open(partial)?.sync_all()?;
        // A link instead of a renaming: it fails if somebody else has made a file of that name. Not every disk knows links.
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
