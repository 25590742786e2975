//! Calendar quarters, the default cycles of tables.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::CycleName;

/// The calendar quarter of a day, with a name such as `2026 Q4`.
pub fn quarter_of(day: NaiveDate) -> CycleName {
    let quarter = day.month0() / 3;
    let first_day = day.with_day0(0).and_then(|first| first.with_month0(quarter * 3)).unwrap_or(day);
    let last_day = first_day + Months::new(3) - Days::new(1);
    CycleName { name: format!("{} Q{}", day.year(), quarter + 1), first_day, last_day }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_quarter_begins_and_ends_with_its_months() {
        for (today, name, first, last) in [
            ("2026-01-01", "2026 Q1", "2026-01-01", "2026-03-31"),
            ("2028-02-29", "2028 Q1", "2028-01-01", "2028-03-31"),
            ("2026-06-30", "2026 Q2", "2026-04-01", "2026-06-30"),
            ("2026-08-31", "2026 Q3", "2026-07-01", "2026-09-30"),
            ("2026-12-31", "2026 Q4", "2026-10-01", "2026-12-31"),
        ] {
            assert_eq!(quarter_of(day(today)), CycleName { name: name.to_owned(), first_day: day(first), last_day: day(last) });
        }
    }
}
