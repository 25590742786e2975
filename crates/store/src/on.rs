//! A value for either database.

use std::ops::DerefMut;

use sqlx::{PgConnection, SqliteConnection};

/// A value of a different type for each database.
#[derive(Debug)]
pub(crate) enum On<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A connection to run statements on.
pub(crate) type Connection<'c> = On<&'c mut SqliteConnection, &'c mut PgConnection>;

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
