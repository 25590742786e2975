//! An open database of either kind, and its transactions.

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite};
use tokio::time::error::Elapsed;

use crate::error::StoreError;
use crate::on::On;
use crate::{postgres, sqlite};

/// A connection for a single reading statement.
pub(crate) type Reader = On<PoolConnection<Sqlite>, PoolConnection<Postgres>>;
/// A transaction for several reading statements that see the same state.
pub(crate) type Snapshot<'c> = On<sqlx::Transaction<'c, Sqlite>, sqlx::Transaction<'c, Postgres>>;
/// A writing transaction, which is committed or rolled back.
pub(crate) type Transaction = On<sqlx::Transaction<'static, Sqlite>, postgres::Transaction>;
/// An open database.
pub(crate) type Database = On<sqlite::Database, postgres::Database>;

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
