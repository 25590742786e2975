//! Values of columns.

/// The error for an unknown word in a column, which its `CHECK` should have prevented.
pub(crate) fn unknown(what: &'static str, word: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{word:?} is no {what}").into())
}

/// A position as a column's value.
pub(super) fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
