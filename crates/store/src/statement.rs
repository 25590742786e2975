//! Small helps for statements.

use crate::sqlite::Outcome;

/// Places that one statement has at most. SQLite looks each up among all that stand before it, so that twice as many cost four times as
/// much.
const MOST_PLACES: usize = 256;

/// For a statement that has to change exactly one row. Otherwise the tables aren't what the board is, and the command has to fail.
pub(crate) fn exactly_one(outcome: Outcome) -> sqlx::Result<()> {
    if outcome.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
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

/// Splits rows of so many columns into runs whose lengths are powers of two, long ones first: one statement writes one run, and only a
/// handful of different texts have to be prepared.
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
