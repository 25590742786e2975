//! The header line: which column stands where.

use csv::StringRecord;
use okr::import::{Fault, Problem};

use crate::Column;

/// Where each column stands, if it is there.
pub(crate) struct Header {
    places: [Option<usize>; Column::ALL.len()],
    width: usize,
}

impl Header {
    /// Reads the header, and names the columns that are unknown, stand twice or are missing.
    pub(crate) fn read(line: u32, record: &StringRecord, problems: &mut Vec<Problem>) -> Self {
        let mut header = Self { places: [None; Column::ALL.len()], width: record.len() };
        let mut report = |column: &str, fault| problems.push(Problem { line, column: column.to_owned(), fault });

        for (place, name) in record.iter().enumerate() {
            match Column::named(name) {
                None => report(name, Fault::UnknownColumn),
                Some(column) if header.place_of(column).is_some() => report(name, Fault::ColumnTwice),
                Some(column) => header.places[column as usize] = Some(place),
            }
        }
        for column in Column::REQUIRED {
            if header.place_of(column).is_none() {
                report(column.name(), Fault::MissingColumn);
            }
        }
        header
    }

    /// Whether every required column is there, so that it makes sense to go on and look at the rows.
    pub(crate) fn is_complete(&self) -> bool {
        Column::REQUIRED.into_iter().all(|column| self.place_of(column).is_some())
    }

    /// How many cells every row must have.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// Where a column stands, from 0.
    pub(crate) const fn place_of(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }
}
