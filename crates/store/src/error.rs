//! Database errors, classified by what can be done about them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::error_codes;
use crate::trouble::Trouble;
use crate::unknown_entry::UnknownEntry;

/// A database error: the operation and the kind of trouble. The driver's error is its
/// [`source`](std::error::Error::source), for the log only.
#[derive(Clone, Debug)]
pub struct StoreError {
    trouble: Trouble,
    doing: Cow<'static, str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl StoreError {
    /// The kind of trouble.
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

    /// For `map_err`: adds the operation to the driver's error.
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
                error_codes::postgres(&code)
            } else {
                error_codes::sqlite(code.parse().unwrap_or_default())
            }
        }
        sqlx::Error::Configuration(_) => Trouble::Unsupported,
        // A statement that had to change a row found none: the tables differ from the board.
        sqlx::Error::RowNotFound => Trouble::Rejected,
        sqlx::Error::Decode(_) if unknown_entry(error).is_some() => Trouble::Newer,
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) => Trouble::Corrupt,
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Trouble::Full,
        sqlx::Error::Tls(_) => Trouble::Untrusted,
        // rustls reports certificate errors as this kind.
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => Trouble::Untrusted,
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Trouble::Unavailable,
        _ => Trouble::Defect,
    }
}
