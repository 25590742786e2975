//! Parses tables of objectives and key results, or of people and teams, from spreadsheets into import commands.
//!
//! All problems are reported at once, by line and column, so that a file can be corrected in one pass. This crate
//! checks cells and rows individually; relations between rows (a repeated `ref`, an unknown parent, a loop) are rules
//! of the domain and checked there, with all other rules of commands.

mod cells;
mod column;
mod header;
mod lines;
mod measure;
mod people;
mod quarter;
mod row;
mod sheet;
mod text;

use chrono::NaiveDate;
use okr::import::{Fault, PeopleTable, Problem, Table};
use uuid::Uuid;

use crate::cells::Cells;
use crate::column::Column;
use crate::header::{Columns, Header};
use crate::lines::Lines;
pub use crate::quarter::quarter_of;
pub use crate::sheet::Sheet;
pub use crate::text::text_of;

/// The cycle that a table is imported into. It isn't part of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleName {
    /// Its name, such as `2026 Q4`.
    pub name: String,
    /// Its first day, used if there is no cycle of this name yet.
    pub first_day: NaiveDate,
    /// Its last day, inclusive, likewise.
    pub last_day: NaiveDate,
}

/// Parses a file of objectives and key results, as spreadsheets write it: UTF-8, UTF-16 or GBK, with columns
/// separated by commas, semicolons or tabs, and a header line.
///
/// `ids_from` is the first id for created things. The caller limits the file's size.
pub fn sheet(bytes: &[u8], cycle: CycleName, ids_from: Uuid) -> Sheet<Table> {
    let (rows, problems) = rows(bytes, row::read, row::broken);
    Sheet {
        table: Table {
            cycle: cycle.name,
            first_day: cycle.first_day,
            last_day: cycle.last_day,
            ids_from,
            reason: String::new(),
            rows,
        },
        problems,
    }
}

/// Parses a file of people and teams, likewise. Its columns are `name`, `email`, `team`, `roles` and `leads`.
pub fn people_sheet(bytes: &[u8], ids_from: Uuid) -> Sheet<PeopleTable> {
    let (rows, problems) = rows(bytes, people::read, people::read);
    Sheet { table: PeopleTable { ids_from, rows }, problems }
}

/// [`sheet`], if the file has no problems.
///
/// # Errors
/// Every problem of the file, in the order of lines. The table can't be imported until all are corrected.
pub fn read(bytes: &[u8], cycle: CycleName, ids_from: Uuid) -> Result<Table, Vec<Problem>> {
    sheet(bytes, cycle, ids_from).whole()
}

/// [`people_sheet`], likewise.
///
/// # Errors
/// As of [`read`].
pub fn read_people(bytes: &[u8], ids_from: Uuid) -> Result<PeopleTable, Vec<Problem>> {
    people_sheet(bytes, ids_from).whole()
}

/// Parses the rows of a table with columns `C` by `read`; rows of another length than the header by `broken`.
fn rows<C: Columns, R>(
    bytes: &[u8],
    read: impl Fn(&mut Cells<C>) -> R,
    broken: impl Fn(&mut Cells<C>) -> R,
) -> (Vec<R>, Vec<Problem>) {
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(problems) => return (Vec::new(), problems),
    };
    let is_column = |name: &str| C::ALL.iter().any(|column| header::is_word(name.trim(), column.name()));
    let (separator, begin) = text::separator(&text, is_column);

    let mut problems = Vec::new();
    let mut lines = Lines::of(&text);
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(&text.as_bytes()[begin..]);
    let mut record = csv::StringRecord::new();
    // Reading checked UTF-8 from memory, with rows of any length, can't fail; an error would end the file.
    let mut next = || match records.read_record(&mut record) {
        Ok(true) => {
            let place = record.position().map_or(0, csv::Position::byte) + begin as u64;
            Some((lines.at(place), record.iter().map(okr::text::typed).collect::<csv::StringRecord>()))
        }
        Ok(false) | Err(_) => None,
    };

    let (line, record) = next().unwrap_or_else(|| (1, csv::StringRecord::new()));
    let header = Header::read(line, &record, &mut problems);
    if !header.is_complete() {
        return (Vec::new(), problems);
    }

    let mut rows = Vec::new();
    while let Some((line, record)) = next() {
        // Spreadsheets may save empty rows.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let by_comma = separator == b',';
        if header.fits(&record) {
            rows.push(read(&mut Cells::new(line, &record, &header, by_comma, &mut problems)));
        } else {
            problems.push(Problem { line, column: String::new(), fault: Fault::WrongLength });
            // Problems of its cells could be about the wrong columns.
            rows.push(broken(&mut Cells::new(line, &record, &header, by_comma, &mut Vec::new())));
        }
    }
    (rows, problems)
}
