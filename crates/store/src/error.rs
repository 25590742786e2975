//! What goes wrong between a program and its database, sorted by what somebody can do about it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::journal::UnknownEntry;

/// The database didn't do what was asked. Says what was being done and what kind of trouble it is; the driver's own words are its
/// [`source`](std::error::Error::source), for the log and for nobody else.
#[derive(Clone, Debug)]
pub struct StoreError {
    trouble: Trouble,
    doing: Cow<'static, str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// What kind of trouble, and so what to do about it. Its words are a sentence for whoever runs the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// The database can't be reached, or didn't answer in time.
    #[error("the database can't be reached; look at its address, its permissions and its disk")]
    Unavailable,
    /// No room is left. Reading goes on; writing does, too, as soon as there is room again.
    #[error("the disk is full; make room, and writing goes on by itself")]
    Full,
    /// Another process has it.
    #[error("another Plumbline has this database open; stop that one first")]
    Locked,
    /// Nothing can be written to it.
    #[error("the database is read-only; give this user the right to write to its file and folder")]
    ReadOnly,
    /// A later version of this program has changed it.
    #[error("a newer Plumbline has written this database; run that version, or restore a backup from before it")]
    Newer,
    /// SQLite is older than 3.51.3, which may lose commits in WAL mode; or PostgreSQL is older than 14.
    #[error("this database is too old; SQLite 3.51.3, or PostgreSQL 14, or a later one is needed")]
    TooOld,
    /// The database on the server holds text in an encoding that doesn't know all characters.
    #[error(
        "the database's encoding has to be UTF8; make another one with CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0"
    )]
    NotUtf8,
    /// The server doesn't let this user do it.
    #[error("the database server doesn't let this user in, or not do that; look at the user, the password and its rights")]
    Denied,
    /// The connection can't be encrypted, or the server's certificate isn't to be trusted.
    #[error(
        "there is no trusted connection to the database server; look at sslmode and sslrootcert in its address, and at its certificate"
    )]
    Untrusted,
    /// Others write, and this one didn't get its turn. Sent again, it may.
    #[error("too many write at once; try again")]
    Contended,
    /// It is a server's database, and no file that could be copied.
    #[error(
        "a PostgreSQL database is backed up with pg_dump --format=custom --file=FILE URL, and restored with pg_restore --dbname=URL FILE"
    )]
    NotAFile,
    /// It isn't a database, or not one of this program's, or it is damaged.
    #[error("the database is damaged, or not Plumbline's; restore a backup, and keep this file")]
    Corrupt,
    /// There is a file of that name, and nothing that is there is ever overwritten.
    #[error("there is something of that name already; nothing was overwritten, so name another file or move that one away")]
    Taken,
    /// There is no database.
    #[error("there is no database; look at the path")]
    Missing,
    /// A URL for a database that this program doesn't speak to.
    #[error("there is no driver for this database; use sqlite:PATH or postgres://USER@HOST/NAME")]
    Unsupported,
    /// The tables refused what the rules had allowed. A defect of this program; nothing has changed.
    #[error("the tables refused what the rules had allowed; this is a defect of Plumbline")]
    Rejected,
    /// Something that should not happen. A defect of this program; nothing has changed.
    #[error("this should not have happened; it is a defect of Plumbline")]
    Defect,
}

impl StoreError {
    /// What kind of trouble it is.
    pub const fn trouble(&self) -> Trouble {
        self.trouble
    }

    pub(crate) fn new(trouble: Trouble, doing: impl Into<Cow<'static, str>>) -> Self {
        Self { trouble, doing: doing.into(), source: None }
    }

    pub(crate) fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// For `map_err`: what was being done when the driver said no.
    pub(crate) fn while_doing(doing: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |source| {
            let doing = match unknown_entry(&source) {
                Some(entry) => Cow::Owned(entry.to_string()),
                None => Cow::Borrowed(doing),
            };
            Self::new(sort(&source), doing).with_source(source)
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.doing, self.trouble)
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The entry that a later version of this program has written, if that is what went wrong.
fn unknown_entry(error: &sqlx::Error) -> Option<&UnknownEntry> {
    if let sqlx::Error::Decode(error) = error { error.downcast_ref() } else { None }
}

fn sort(error: &sqlx::Error) -> Trouble {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
                crate::postgres::trouble(&code)
            } else {
                crate::sqlite::trouble(code.parse().unwrap_or_default())
            }
        }
        sqlx::Error::Configuration(_) => Trouble::Unsupported,
        // A statement that had to change a row found none: the tables aren't what the board is.
        sqlx::Error::RowNotFound => Trouble::Rejected,
        sqlx::Error::Decode(_) if unknown_entry(error).is_some() => Trouble::Newer,
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) => Trouble::Corrupt,
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Trouble::Full,
        sqlx::Error::Tls(_) => Trouble::Untrusted,
        // What rustls says of a certificate comes as one of these.
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => Trouble::Untrusted,
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Trouble::Unavailable,
        _ => Trouble::Defect,
    }
}
