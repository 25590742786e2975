//! Reads tables of objectives and key results, or of people and teams, as organisations keep them in spreadsheets, into import commands.
//!
//! What is wrong is named by line and column, and everything that is wrong is named at once, so that a file is put right in one go.
//! This crate judges each cell and each row by itself; what rows mean to each other (a `ref` that stands twice, a parent that
//! doesn't exist, a loop) is a rule of the domain and decided there, together with everything else that a command may not do.

mod cells;
mod column;
mod header;
mod lines;
mod measure;
mod people;
mod quarter;
mod row;

use chrono::NaiveDate;
use okr::import::{Fault, PeopleTable, Problem, Table};
use uuid::Uuid;

use crate::cells::Cells;
use crate::column::Column;
use crate::header::{Columns, Header};
use crate::lines::Lines;
pub use crate::quarter::quarter_of;

/// The cycle that a table is imported into. The table itself doesn't say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleName {
    /// Its name, such as `2026 Q4`.
    pub name: String,
    /// Its first day, used if there is no cycle of this name yet.
    pub first_day: NaiveDate,
    /// Its last day, inclusive, used likewise.
    pub last_day: NaiveDate,
}

/// Reads the bytes of a CSV file of objectives and key results: UTF-8, with or without a byte-order mark, with a header line.
///
/// `ids_from` is the first of the ids of what the import makes. How large a file may be is the caller's to say.
///
/// # Errors
/// Every problem of the file, in the order of its lines. The table can't be taken in before all of them are gone.
pub fn read(bytes: &[u8], cycle: CycleName, ids_from: Uuid) -> Result<Table, Vec<Problem>> {
    let rows = rows(bytes, row::read)?;
    Ok(Table { cycle: cycle.name, first_day: cycle.first_day, last_day: cycle.last_day, ids_from, reason: String::new(), rows })
}

/// Reads the bytes of a CSV file of people and teams, likewise. Its columns are `name`, `email`, `team`, `roles` and `leads`.
///
/// # Errors
/// As of [`read`].
pub fn read_people(bytes: &[u8], ids_from: Uuid) -> Result<PeopleTable, Vec<Problem>> {
    Ok(PeopleTable { ids_from, rows: rows(bytes, people::read)? })
}

/// Reads the rows of a table with columns `C`. A row that has problems is `None` once they are noted.
fn rows<C: Columns, R>(bytes: &[u8], read: impl Fn(&mut Cells<C>) -> Option<R>) -> Result<Vec<R>, Vec<Problem>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| not_utf8(bytes))?;

    let mut problems = Vec::new();
    let mut lines = Lines::of(text);
    let mut records =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // Reading from memory as UTF-8 that was checked, with rows of any length, can't fail; an error would end the file.
    let mut next = |record: &mut csv::StringRecord| match records.read_record(record) {
        Ok(true) => Some(lines.at(record.position().map_or(0, csv::Position::byte))),
        Ok(false) | Err(_) => None,
    };

    let header = match next(&mut record) {
        Some(line) => Header::read(line, &record, &mut problems),
        None => Header::read(1, &csv::StringRecord::new(), &mut problems),
    };
    if !header.is_complete() {
        return Err(problems);
    }

    let mut rows = Vec::new();
    while let Some(line) = next(&mut record) {
        if record.len() == header.width() {
            let typed: csv::StringRecord = record.iter().map(okr::text::typed).collect();
            rows.extend(read(&mut Cells::new(line, &typed, &header, &mut problems)));
        } else {
            problems.push(Problem { line, column: String::new(), fault: Fault::WrongLength });
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

/// Names every line that holds bytes which aren't UTF-8, once.
fn not_utf8(bytes: &[u8]) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        line += lines::breaks_in(chunk.valid());
        if !chunk.invalid().is_empty() && problems.last().is_none_or(|problem| problem.line != line) {
            problems.push(Problem { line, column: String::new(), fault: Fault::NotUtf8 });
        }
    }
    problems
}
