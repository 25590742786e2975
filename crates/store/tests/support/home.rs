//! The database of a test.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use store::Store;
use tempfile::TempDir;
use temporary_postgres::{Durability, Server};
use uuid::Uuid;

/// The server shared by all tests of a program; stopped when the program ends.
static SERVER: OnceLock<Server> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

fn server() -> &'static Server {
    SERVER.get_or_init(|| {
        Server::start(Durability::Left).expect("these tests start a PostgreSQL; `cargo xtask test` installs it where it may")
    })
}

/// An empty database for one test.
pub(crate) struct Home {
    folder: TempDir,
    /// Its name on the server, if it is on one.
    name: Option<String>,
}

impl Home {
    pub(crate) fn on_sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), name: None }
    }

    pub(crate) fn on_postgres() -> Self {
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        server().create(&name).unwrap();
        Self { folder: tempfile::tempdir().unwrap(), name: Some(name) }
    }

    pub(crate) fn location(&self) -> String {
        match &self.name {
            None => format!("sqlite:{}", self.file().display()),
            Some(name) => server().url(name),
        }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.location()).await.unwrap()
    }

    pub(crate) fn is_on_a_server(&self) -> bool {
        self.name.is_some()
    }

    /// A file in the test's folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.beside("okr.db")
    }

    /// Runs a statement directly on the database; `Err` is its error.
    pub(crate) async fn meddle(&self, statement: &str) -> Result<(), String> {
        match &self.name {
            None => {
                let mut connection = SqliteConnectOptions::new().filename(self.file()).connect().await.unwrap();
                let done = sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await;
                connection.close().await.unwrap();
                done.map(drop).map_err(|error| error.to_string())
            }
            Some(name) => server().tell(name, statement).map(drop).map_err(|error| error.to_string()),
        }
    }

    /// An id as an SQL literal.
    pub(crate) fn written(&self, id: Uuid) -> String {
        match &self.name {
            None => format!("x'{}'", id.simple()),
            Some(_) => format!("'{id}'"),
        }
    }
}

/// Tests that run on both databases.
#[allow(unused_macros, reason = "each test binary uses its own share of this")]
macro_rules! on_both {
    ($(async fn $name:ident($home:ident: Home) $body:block)*) => {
        $(async fn $name($home: $crate::support::Home) $body)*

        mod on_sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::Home::on_sqlite()).await;
            })*
        }

        mod on_postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::Home::on_postgres()).await;
            })*
        }
    };
}

pub(crate) use on_both;
