//! An abstraction over both databases.

use std::ops::DerefMut;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};
use tokio::time::error::Elapsed;

use crate::{StoreError, Trouble, postgres, sqlite};

/// A value of a different type for each database.
#[derive(Debug)]
pub(crate) enum On<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A connection to run statements on.
pub(crate) type Connection<'c> = On<&'c mut SqliteConnection, &'c mut PgConnection>;
/// A connection for a single reading statement.
pub(crate) type Reader = On<PoolConnection<Sqlite>, PoolConnection<Postgres>>;
/// A transaction for several reading statements that see the same state.
pub(crate) type Snapshot<'c> = On<sqlx::Transaction<'c, Sqlite>, sqlx::Transaction<'c, Postgres>>;
/// A writing transaction, which is committed or rolled back.
pub(crate) type Transaction = On<sqlx::Transaction<'static, Sqlite>, postgres::Transaction>;
/// An open database.
pub(crate) type Database = On<sqlite::Database, postgres::Database>;

impl<S: DerefMut<Target = SqliteConnection>, P: DerefMut<Target = PgConnection>> On<S, P> {
    /// The connection to run statements on.
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(connection) => On::Sqlite(connection),
            Self::Postgres(connection) => On::Postgres(connection),
        }
    }
}

impl<T> On<T, T> {
    /// The value, if both types are the same.
    pub(crate) fn either(self) -> T {
        match self {
            Self::Sqlite(one) | Self::Postgres(one) => one,
        }
    }
}

/// Whether a location is a database server rather than a file.
pub(crate) fn is_on_a_server(location: &str) -> bool {
    location.starts_with("postgres://") || location.starts_with("postgresql://")
}

impl Database {
    /// Opens a location: `postgres://…`, `sqlite:PATH`, or just a path.
    pub(crate) async fn open(location: &str) -> Result<Self, StoreError> {
        Ok(if is_on_a_server(location) {
            Self::Postgres(postgres::Database::open(location).await?)
        } else {
            Self::Sqlite(sqlite::Database::open(location).await?)
        })
    }

    pub(crate) async fn read(&self) -> Result<Reader, StoreError> {
        let reader = match self {
            Self::Sqlite(database) => database.readers().acquire().await.map(On::Sqlite),
            Self::Postgres(database) => database.read().await.map(On::Postgres),
        };
        reader.map_err(StoreError::while_doing("beginning to read"))
    }

    pub(crate) async fn snapshot(&self) -> Result<Snapshot<'static>, StoreError> {
        let snapshot = match self {
            Self::Sqlite(database) => database.readers().begin().await.map(On::Sqlite),
            Self::Postgres(database) => database.readers().begin_with(postgres::SNAPSHOT).await.map(On::Postgres),
        };
        snapshot.map_err(StoreError::while_doing("beginning to read"))
    }

    /// Begins an exclusive writing transaction: no other begins before it has ended.
    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        let transaction = match self {
            Self::Sqlite(database) => database.write().await.map(On::Sqlite),
            Self::Postgres(database) => database.write().await.map(On::Postgres),
        };
        transaction.map_err(StoreError::while_doing("beginning to write"))
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(database) => database.close().await,
            Self::Postgres(database) => database.close().await,
        }
    }
}

impl Transaction {
    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
    }

    pub(crate) async fn roll_back(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.rollback().await,
            Self::Postgres(transaction) => transaction.roll_back().await,
        }
    }
}

impl Reader {
    /// The result of a query in time. A connection that timed out isn't used again, because it may never answer.
    pub(crate) fn seen<T>(mut self, seen: Result<sqlx::Result<T>, Elapsed>) -> sqlx::Result<T> {
        seen.unwrap_or_else(|_| {
            if let Self::Postgres(connection) = &mut self {
                connection.close_on_drop();
            }
            Err(sqlx::Error::PoolTimedOut)
        })
    }
}

/// The version of the schema after all migrations.
pub(crate) fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The error of a failed migration.
pub(crate) fn not_migrated(error: MigrateError) -> StoreError {
    const DOING: &str = "bringing the tables up to date";
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
            StoreError::new(Trouble::Newer, DOING).with_source(error)
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::while_doing(DOING)(error),
        // A migration that was applied has changed since, or was applied only in part.
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => StoreError::new(Trouble::Corrupt, DOING).with_source(error),
        other => StoreError::new(Trouble::Defect, DOING).with_source(other),
    }
}
