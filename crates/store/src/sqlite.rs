//! SQLite: its file and lock file, connections, version, error codes.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqliteConnection, SqlitePool};

use crate::error::StoreError;
use crate::files::with_ending;
use crate::findings::Findings;
use crate::migrations::{newest, not_migrated};
use crate::trouble::Trouble;
use crate::{backup, private};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Earlier versions may lose commits in WAL mode: <https://sqlite.org/wal.html#walresetbug>.
const OLDEST: (u32, u32, u32) = (3, 51, 3);
const READERS: u32 = 4;
/// Rows buffered ahead of the reader: the whole organisation is read at the start.
const ROWS_AHEAD: usize = 1024;
const PATIENCE: Duration = Duration::from_secs(5);
/// The suffix of the lock file, and, with a number, of the copy made before a migration.
const LOCK: &str = ".lock";
const COPY: &str = ".before-schema-";

/// An open database file: a writing connection, some reading ones, and the lock that excludes other processes.
#[derive(Debug)]
pub(crate) struct Database {
    writer: SqlitePool,
    readers: SqlitePool,
    /// Held until the database is closed or dropped.
    lock: Mutex<Option<File>>,
    /// Files whose permissions were corrected on opening.
    pub(crate) mended: Vec<PathBuf>,
}

impl Database {
    pub(crate) async fn open(location: &str) -> Result<Self, StoreError> {
        let path = path(location)?;
        let lock = lock(&path)?;
        // SQLite would create it readable by everyone. The files it creates beside it get the same permissions.
        private::file(&path).map_err(unusable(&path))?;
        let mended = mend(&path);
        let options =
            SqliteConnectOptions::new().filename(&path).foreign_keys(true).busy_timeout(PATIENCE).row_buffer_size(ROWS_AHEAD);
        let writer = pool(1)
            .connect_with(options.clone().create_if_missing(true).journal_mode(SqliteJournalMode::Wal).synchronous(synchronous()))
            .await
            .map_err(StoreError::while_doing("opening the database"))?;
        let version: String = sqlx::query_scalar("SELECT sqlite_version()")
            .fetch_one(&writer)
            .await
            .map_err(StoreError::while_doing("asking for the version of SQLite"))?;
        check_version(&version)?;
        migrate(&writer, &path, &MIGRATIONS).await?;
        let readers = pool(READERS)
            .connect_with(options.read_only(true))
            .await
            .map_err(StoreError::while_doing("opening the database for reading"))?;
        Ok(Self { writer, readers, lock: Mutex::new(Some(lock)), mended })
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// Takes the write lock at once, so that it can't fail later for lack of it.
    pub(crate) async fn write(&self) -> sqlx::Result<sqlx::Transaction<'static, Sqlite>> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Every commit waits for the disk: acknowledged changes survive a power loss.
fn synchronous() -> SqliteSynchronous {
    #[cfg(feature = "seeded-bugs")]
    if crate::seeded::is("synchronous-normal") {
        return SqliteSynchronous::Normal;
    }
    SqliteSynchronous::Full
}

/// A read-only connection outside the pool, for inspection.
pub(crate) async fn look(location: &str) -> Result<SqliteConnection, StoreError> {
    let path = path(location)?;
    if !path.is_file() {
        return Err(StoreError::new(Trouble::Missing, format!("opening {}", path.display())));
    }
    let options = SqliteConnectOptions::new().filename(&path).read_only(true).busy_timeout(PATIENCE);
    let mut connection = options.connect().await.map_err(StoreError::while_doing("opening the database to look at it"))?;
    // SQLite reports a file that is no database only when it is read.
    let read: Result<i64, _> = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema").fetch_one(&mut connection).await;
    read.map_err(StoreError::while_doing("opening the database to look at it"))?;
    Ok(connection)
}

/// SQLite's own checks: integrity and foreign keys. The other findings are left empty.
pub(crate) async fn check(connection: &mut SqliteConnection) -> Result<Findings, StoreError> {
    let doing = StoreError::while_doing("checking the database");
    let sqlite: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut *connection).await.map_err(&doing)?;
    let damage: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *connection).await.map_err(&doing)?;
    let dangling: Vec<(String, Option<i64>, String, i64)> =
        sqlx::query_as("PRAGMA foreign_key_check").fetch_all(&mut *connection).await.map_err(&doing)?;
    let schema = schema(connection).await?;
    let newest = newest(&MIGRATIONS);
    if newest < schema {
        return Err(StoreError::new(Trouble::Newer, "checking the database"));
    }
    Ok(Findings {
        database: format!("SQLite {sqlite}"),
        schema,
        older: schema < newest,
        damage: damage.into_iter().filter(|line| line != "ok").collect(),
        dangling: dangling.into_iter().map(|(table, _, other, _)| format!("{table} → {other}")).collect(),
        ..Findings::default()
    })
}

/// Connections are never closed for age. One that is still in a transaction, because a begin was cancelled or a
/// rollback met a full disk, is discarded.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

/// `sqlite:PATH`, `sqlite://PATH`, or just a path.
pub(crate) fn path(location: &str) -> Result<PathBuf, StoreError> {
    let path = match location.split_once(':') {
        Some(("sqlite", path)) => path.strip_prefix("//").unwrap_or(path),
        Some((scheme, rest)) if rest.starts_with("//") => {
            return Err(StoreError::new(Trouble::Unsupported, format!("opening a database of the kind {scheme:?}")));
        }
        _ => location,
    };
    Ok(PathBuf::from(path))
}

pub(crate) fn lock(database: &Path) -> Result<File, StoreError> {
    let unusable = unusable(database);
    if let Some(folder) = database.parent() {
        private::make_folder(folder).map_err(&unusable)?;
    }
    let file = private::file(&with_ending(database, LOCK)).map_err(&unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::new(Trouble::Locked, format!("locking {}", database.display()))),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

/// For `map_err`: why a database's file can't be used.
fn unusable(database: &Path) -> impl Fn(std::io::Error) -> StoreError {
    move |source| {
        let trouble = match source.kind() {
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Trouble::ReadOnly,
            ErrorKind::StorageFull => Trouble::Full,
            _ => Trouble::Unavailable,
        };
        StoreError::new(trouble, format!("locking {}", database.display())).with_source(source)
    }
}

/// Removes other users' permissions from a database, the files beside it and the copies made before migrations.
/// Returns those that were readable. Files of another user are unchanged; SQLite reports whether they can be used.
fn mend(database: &Path) -> Vec<PathBuf> {
    let name = database.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|file| {
        let ending = file.file_name().to_string_lossy().strip_prefix(&name)?.to_owned();
        let ours = ["", "-wal", "-shm", LOCK].contains(&ending.as_str()) || ending.starts_with(COPY);
        ours.then(|| file.path())
    });
    beside.filter(|path| private::mend(path).unwrap_or(false)).collect()
}

/// Migrates a copy that no other process uses, and runs statements on it.
pub(crate) async fn bring_up_to_date(copy: &Path, statements: &[&'static str]) -> Result<(), StoreError> {
    let doing = StoreError::while_doing("bringing the tables up to date");
    let options = SqliteConnectOptions::new().filename(copy).foreign_keys(true);
    let mut connection = options.connect().await.map_err(&doing)?;
    MIGRATIONS.run(&mut connection).await.map_err(not_migrated)?;
    for statement in statements {
        sqlx::query(*statement).execute(&mut connection).await.map_err(&doing)?;
    }
    connection.close().await.map_err(&doing)
}

/// Migrates the tables. A database of an older version is first copied beside itself, as `….before-schema-N`.
///
/// The lock is held, so no other process uses it. A failed migration changes nothing: each is one transaction.
async fn migrate(writer: &SqlitePool, path: &Path, migrations: &Migrator) -> Result<(), StoreError> {
    let from = {
        let mut connection = writer.acquire().await.map_err(StoreError::while_doing("opening the database"))?;
        schema(&mut connection).await?
    };
    let to = newest(migrations);
    if (1..to).contains(&from) {
        // An existing copy may be from another time, for instance before a backup was restored.
        let names = (1..).map(|attempt| if attempt == 1 { String::new() } else { format!("-{attempt}") });
        let mut copies = names.map(|attempt| with_ending(path, &format!("{COPY}{to}{attempt}")));
        let copy = copies.find(|copy| !copy.exists()).expect("there are names without end");
        backup::write(&mut look(&path.to_string_lossy()).await?, &copy).await?;
    }
    migrations.run(writer).await.map_err(not_migrated)
}

/// The last migration that was applied; 0 if there is none.
async fn schema(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let doing = StoreError::while_doing("asking for the version of the tables");
    let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(&mut *connection)
        .await
        .map_err(&doing)?;
    if known == 0 {
        return Ok(0);
    }
    sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").fetch_one(connection).await.map_err(&doing)
}

fn check_version(version: &str) -> Result<(), StoreError> {
    let mut parts = version.split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch))) if (major, minor, patch) >= OLDEST => Ok(()),
        _ => Err(StoreError::new(Trouble::TooOld, format!("opening the database with SQLite {version}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_url_or_by_path() {
        for location in ["data/okr.db", "sqlite:data/okr.db", "sqlite://data/okr.db"] {
            assert_eq!(path(location).unwrap(), PathBuf::from("data/okr.db"));
        }
        assert_eq!(path("sqlite:///data/okr.db").unwrap(), PathBuf::from("/data/okr.db"));
        assert_eq!(path("postgres://host/okr").unwrap_err().trouble(), Trouble::Unsupported);
    }

    #[tokio::test]
    async fn what_an_older_version_left_is_backed_up_before_its_tables_are_changed() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("okr.db");
        let older = Database::open(place.to_str().unwrap()).await.unwrap();
        older.close().await;

        let migrations = folder.path().join("migrations");
        std::fs::create_dir(&migrations).unwrap();
        for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite")).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), migrations.join(file.file_name())).unwrap();
        }
        let now = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap();
        let next = now + 1;
        let later = migrations.join(format!("{next:04}_later.sql"));
        std::fs::write(later, "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;").unwrap();
        let newer = Migrator::new(migrations.as_path()).await.unwrap();
        let writer = pool(1).connect_with(SqliteConnectOptions::new().filename(&place)).await.unwrap();
        std::fs::write(folder.path().join(format!("okr.db.before-schema-{next}")), "of another time").unwrap();
        for _ in 0..2 {
            migrate(&writer, &place, &newer).await.unwrap();
        }
        assert_eq!(schema(&mut writer.acquire().await.unwrap()).await.unwrap(), next);
        writer.close().await;

        let backup = folder.path().join(format!("okr.db.before-schema-{next}-2"));
        let findings = check(&mut look(backup.to_str().unwrap()).await.unwrap()).await.unwrap();
        assert!(findings.is_healthy() && findings.schema == now, "{findings:?}");
        let refused = Database::open(place.to_str().unwrap()).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::Newer, "the older version doesn't touch it any more");
    }

    #[test]
    fn an_sqlite_that_may_lose_commits_is_refused() {
        for good in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(check_version(good).is_ok(), "{good}");
        }
        for bad in ["3.51.2", "3.9.9", "2.99.99", "3.51", ""] {
            assert_eq!(check_version(bad).unwrap_err().trouble(), Trouble::TooOld, "{bad}");
        }
    }
}
