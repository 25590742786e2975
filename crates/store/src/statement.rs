//! SQL statements that both databases understand, with their values.
//!
//! Values keep their type (an id, an instant, a number) until the statement runs on a database; so each statement is
//! written and compiled once. Results are read into rows that either database can fill.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::on::{Connection, On};

/// The most placeholders in a statement. SQLite searches all earlier ones for each, so the cost is quadratic.
const MOST_PLACES: usize = 256;

/// The value of a placeholder. Each type may be null, because databases need to know a null's type.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Id(Option<Uuid>),
    Whole(Option<i64>),
    Small(Option<i16>),
    Number(Option<f64>),
    Truth(Option<bool>),
    Text(Option<String>),
    Instant(Option<DateTime<Utc>>),
    Day(Option<NaiveDate>),
    Bytes(Vec<u8>),
    Json(Box<RawValue>),
}

/// `From` for a type of value and its `Option`.
macro_rules! kinds {
    ($($kind:ident: $type:ty),*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$kind(Some(value))
            }
        }

        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$kind(value)
            }
        }
    )*};
}

kinds!(Id: Uuid, Whole: i64, Small: i16, Number: f64, Truth: bool, Text: String, Instant: DateTime<Utc>, Day: NaiveDate);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl Value {
    /// A value stored as JSON.
    pub(crate) fn json(value: &impl Serialize) -> Self {
        Self::Json(to_raw_value(value).expect("plain data always becomes JSON"))
    }
}

/// A row type that both databases can fill.
pub(crate) trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin> Row for R {}

/// A statement with its bound values.
pub(crate) struct Statement {
    text: Cow<'static, str>,
    values: Vec<Value>,
}

/// A statement with this text. Its placeholders are `$1`, `$2` and so on.
pub(crate) fn statement(text: impl Into<Cow<'static, str>>) -> Statement {
    Statement { text: text.into(), values: Vec::new() }
}

/// Runs a call on the actual database: `on!(self, connection, query.execute())`, where `query` is sqlx's own.
macro_rules! on {
    ($statement:expr, $connection:expr, $query:ident.$call:ident()) => {{
        let Statement { text, values } = $statement;
        let text = text.into_owned();
        macro_rules! answer {
            ($on:expr) => {{
                let mut query = sqlx::$query(AssertSqlSafe(text));
                for value in values {
                    query = match value {
                        Value::Id(id) => query.bind(id),
                        Value::Whole(number) => query.bind(number),
                        Value::Small(number) => query.bind(number),
                        Value::Number(number) => query.bind(number),
                        Value::Truth(truth) => query.bind(truth),
                        Value::Text(text) => query.bind(text),
                        Value::Instant(instant) => query.bind(instant),
                        Value::Day(day) => query.bind(day),
                        Value::Bytes(bytes) => query.bind(bytes),
                        Value::Json(json) => query.bind(Json(json)),
                    };
                }
                query.$call(&mut **$on).await?
            }};
        }
        match $connection {
            On::Sqlite(connection) => On::Sqlite(answer!(connection)),
            On::Postgres(connection) => On::Postgres(answer!(connection)),
        }
    }};
}

impl Statement {
    /// Binds the next placeholder's value.
    #[must_use]
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Executes the statement. Returns the number of changed rows.
    pub(crate) async fn execute(self, connection: &mut Connection<'_>) -> sqlx::Result<u64> {
        Ok(match on!(self, connection, query.execute()) {
            On::Sqlite(outcome) => outcome.rows_affected(),
            On::Postgres(outcome) => outcome.rows_affected(),
        })
    }

    /// Executes the statement, which must change exactly one row. Otherwise the tables differ from the board, and the
    /// command has to fail.
    pub(crate) async fn execute_on_one(self, connection: &mut Connection<'_>) -> sqlx::Result<()> {
        if self.execute(connection).await? == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
    }

    /// All rows.
    pub(crate) async fn rows<R: Row>(self, connection: &mut Connection<'_>) -> sqlx::Result<Vec<R>> {
        Ok(on!(self, connection, query_as.fetch_all()).either())
    }

    /// The only row.
    pub(crate) async fn row<R: Row>(self, connection: &mut Connection<'_>) -> sqlx::Result<R> {
        Ok(on!(self, connection, query_as.fetch_one()).either())
    }
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let mut text = String::new();
    for place in 0..rows * columns {
        text.push_str(match place % columns {
            0 if place == 0 => "($",
            0 => "), ($",
            _ => ", $",
        });
        text.push_str(&(place + 1).to_string());
    }
    text.push(')');
    text
}
/// Splits rows into runs whose lengths are powers of two, long ones first. One statement writes one run, so that
/// there are only a few different statements to prepare.
pub(crate) fn runs<T>(rows: &[T], columns: usize) -> impl Iterator<Item = &[T]> {
    let mut left = rows;
    std::iter::from_fn(move || {
        let length = 1 << left.len().min(MOST_PLACES / columns).checked_ilog2()?;
        let (run, rest) = left.split_at(length);
        left = rest;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_through_all_rows() {
        assert_eq!(places(2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(places(1, 1), "($1)");
    }

    #[test]
    fn runs_are_powers_of_two_and_lose_nothing() {
        let rows: Vec<u32> = (0..301).collect();
        let runs: Vec<&[u32]> = runs(&rows, 2).collect();
        assert_eq!(runs.concat(), rows);
        assert_eq!(runs.iter().map(|run| run.len()).collect::<Vec<_>>(), [128, 128, 32, 8, 4, 1]);
    }
}
