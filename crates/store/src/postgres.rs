//! PostgreSQL: connections, the lock that serialises writers, notifications to the other nodes, error codes.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, PgPool, Postgres};
use tokio::time::timeout;

use crate::error::StoreError;
use crate::findings::Findings;
use crate::migrations::{newest, not_migrated};
use crate::on::On;
use crate::statement::statement;
use crate::trouble::Trouble;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// The oldest version with upstream support.
const OLDEST: i32 = 140_000;
const READERS: u32 = 8;
const PATIENCE: Duration = Duration::from_secs(5);
/// Connection timeout. Longer than any caller waits: on a busy machine, connections that are given up and begun again
/// would never complete.
const CONNECTING: Duration = Duration::from_secs(15);

/// Begins a transaction in which all statements see the same snapshot.
pub(crate) const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// Writers hold this advisory lock until their transaction ends. So entries become visible in the order of their
/// numbers: a reader that has seen one has seen all before it. The lock is taken by a statement of its own, so that
/// the next statement's snapshot is newer than the lock. The number is "plumblin" in ASCII.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(8100978942395836782)";
#[cfg(feature = "seeded-bugs")]
const BEGIN_WITHOUT_THE_LOCK: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// The notification has no content; it is delivered after the commit.
const COMMIT: &str = "NOTIFY plumbline; COMMIT";
const CHANNEL: &str = "plumbline";

/// Settings of each connection. A node that is cut off within a transaction holds the lock that all others wait for,
/// so the server ends such transactions soon; and a lock timeout is reported before the client's own. Commits are
/// synchronous, whatever the server's default: acknowledged changes survive a power loss.
const SESSION: [(&str, &str); 6] = [
    ("synchronous_commit", "on"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("lock_timeout", "8s"),
    ("tcp_user_timeout", "8s"),
    ("tcp_keepalives_idle", "5s"),
    ("tcp_keepalives_interval", "2s"),
];

/// A database on a server, opened by this node.
#[derive(Debug)]
pub(crate) struct Database {
    options: PgConnectOptions,
    readers: PgPool,
    /// The writing connection, while it is idle.
    writer: Arc<Mutex<Option<PgConnection>>>,
    closed: AtomicBool,
}

/// A writing transaction. If it is dropped before it has ended, its connection is closed and the server rolls back.
#[derive(Debug)]
pub(crate) struct Transaction {
    connection: PgConnection,
    home: Arc<Mutex<Option<PgConnection>>>,
}

/// Receives notifications of writes.
pub(crate) struct Listener(PgListener);

fn options(location: &str) -> Result<PgConnectOptions, StoreError> {
    let options: PgConnectOptions = location.parse().map_err(StoreError::while_doing("reading the address of the database"))?;
    Ok(options.application_name("plumbline").options(SESSION))
}

async fn connect(options: &PgConnectOptions) -> sqlx::Result<PgConnection> {
    timeout(CONNECTING, options.connect()).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

impl Database {
    pub(crate) async fn open(location: &str) -> Result<Self, StoreError> {
        let options = options(location)?;
        let mut writer = connect(&options).await.map_err(StoreError::while_doing("connecting to the database"))?;
        check_version(&mut writer).await?;
        check_encoding(&mut writer).await?;
        // Nodes that start at the same time take turns.
        MIGRATIONS.run(&mut writer).await.map_err(not_migrated)?;
        Ok(Self {
            readers: pool(READERS).connect_lazy_with(options.clone()),
            options,
            writer: Arc::new(Mutex::new(Some(writer))),
            closed: AtomicBool::new(false),
        })
    }

    pub(crate) fn readers(&self) -> &PgPool {
        &self.readers
    }

    /// A connection for one statement. After a timeout, the connection is still completed and kept for the next
    /// caller.
    pub(crate) async fn read(&self) -> sqlx::Result<PoolConnection<Postgres>> {
        let readers = self.readers.clone();
        match timeout(PATIENCE, tokio::spawn(async move { readers.acquire().await })).await {
            Ok(acquired) => acquired.unwrap_or(Err(sqlx::Error::WorkerCrashed)),
            Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    pub(crate) async fn write(&self) -> sqlx::Result<Transaction> {
        if self.closed.load(Ordering::Acquire) {
            return Err(sqlx::Error::PoolClosed);
        }
        let kept = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        let connection = match kept {
            Some(connection) => connection,
            None => connect(&self.options).await?,
        };
        let mut transaction = Transaction { connection, home: Arc::clone(&self.writer) };
        #[cfg(feature = "seeded-bugs")]
        if crate::seeded::is("lock-left-out") {
            sqlx::raw_sql(BEGIN_WITHOUT_THE_LOCK).execute(&mut *transaction).await?;
            return Ok(transaction);
        }
        sqlx::raw_sql(BEGIN).execute(&mut *transaction).await?;
        Ok(transaction)
    }

    /// Starts to listen, on a separate connection.
    pub(crate) async fn listen(&self) -> sqlx::Result<Listener> {
        let mut listener = PgListener::connect_with(&pool(1).connect_lazy_with(self.options.clone())).await?;
        listener.listen(CHANNEL).await?;
        Ok(Listener(listener))
    }

    pub(crate) async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Best effort; the server may not get it.
        let _ = timeout(PATIENCE, async {
            self.readers.close().await;
            match writer {
                Some(writer) => writer.close().await,
                None => Ok(()),
            }
        })
        .await;
    }
}

impl Transaction {
    pub(crate) async fn commit(self) -> sqlx::Result<()> {
        self.end(COMMIT).await
    }

    pub(crate) async fn roll_back(self) -> sqlx::Result<()> {
        self.end("ROLLBACK").await
    }

    async fn end(mut self, how: &'static str) -> sqlx::Result<()> {
        sqlx::raw_sql(how).execute(&mut self.connection).await?;
        self.home.lock().unwrap_or_else(PoisonError::into_inner).replace(self.connection);
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Listener {
    /// Waits for a notification of a write. Several pending ones count as one.
    ///
    /// # Errors
    /// The connection is lost, with any notifications since.
    pub(crate) async fn notified(&mut self) -> sqlx::Result<()> {
        self.0.try_recv().await?.ok_or(sqlx::Error::PoolClosed)?;
        while self.0.next_buffered().is_some() {}
        Ok(())
    }
}

/// A connection that is still in a transaction, because a begin was cancelled, is discarded.
fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(CONNECTING)
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

/// A connection outside the pool, for inspection.
pub(crate) async fn look(location: &str) -> Result<PgConnection, StoreError> {
    connect(&options(location)?).await.map_err(StoreError::while_doing("opening the database to look at it"))
}

/// Damage reported by the server itself. The other findings are left empty.
pub(crate) async fn check(connection: &mut PgConnection) -> Result<Findings, StoreError> {
    let doing = StoreError::while_doing("checking the database");
    let on = &mut On::Postgres(connection);
    let (version,): (String,) = statement("SELECT current_setting('server_version')").row(on).await.map_err(&doing)?;
    let (known,): (bool,) = statement("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").row(on).await.map_err(&doing)?;
    let (schema,): (i64,) = if known {
        statement("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").row(on).await.map_err(&doing)?
    } else {
        (0,)
    };
    let newest = newest(&MIGRATIONS);
    if newest < schema {
        return Err(StoreError::new(Trouble::Newer, "checking the database"));
    }
    let mut names = async |text| statement(text).rows::<(String,)>(on).await.map_err(&doing);
    let damage = names("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid").await?;
    let dangling = names("SELECT conname::text FROM pg_constraint WHERE NOT convalidated").await?;
    let words = |names: Vec<(String,)>| names.into_iter().map(|(name,)| name).collect();
    Ok(Findings {
        database: format!("PostgreSQL {version}"),
        schema,
        older: schema < newest,
        damage: words(damage),
        dangling: words(dangling),
        ..Findings::default()
    })
}

async fn check_version(connection: &mut PgConnection) -> Result<(), StoreError> {
    let doing = "asking for the version of PostgreSQL";
    let row: (i32,) = sqlx::query_as("SELECT current_setting('server_version_num')::integer")
        .fetch_one(connection)
        .await
        .map_err(StoreError::while_doing(doing))?;
    if row.0 < OLDEST { Err(StoreError::new(Trouble::TooOld, doing)) } else { Ok(()) }
}

/// Other encodings can't represent all names.
async fn check_encoding(connection: &mut PgConnection) -> Result<(), StoreError> {
    let doing = "asking for the database's encoding";
    let (encoding,): (String,) = sqlx::query_as("SELECT current_setting('server_encoding')")
        .fetch_one(connection)
        .await
        .map_err(StoreError::while_doing(doing))?;
    if encoding == "UTF8" { Ok(()) } else { Err(StoreError::new(Trouble::NotUtf8, doing)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_refused() {
        assert!(options("postgres://localhost:many/okr").is_err());
    }
}
