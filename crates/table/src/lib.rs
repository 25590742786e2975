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

/// Reads the bytes of a file of objectives and key results, as spreadsheets write it: UTF-8, UTF-16 or GBK, its columns parted by commas,
/// semicolons or tabs, with a header line.
///
/// `ids_from` is the first of the ids of what the import makes. How large a file may be is the caller's to say.
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

/// Reads the bytes of a file of people and teams, likewise. Its columns are `name`, `email`, `team`, `roles` and `leads`.
pub fn people_sheet(bytes: &[u8], ids_from: Uuid) -> Sheet<PeopleTable> {
    let (rows, problems) = rows(bytes, people::read, people::read);
    Sheet { table: PeopleTable { ids_from, rows }, problems }
}

/// [`sheet`], if nothing is wrong with what stands in the file.
///
/// # Errors
/// Every problem of the file, in the order of its lines. The table can't be taken in before all of them are gone.
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

/// Reads the rows of a table with columns `C`, by `read`; those of another length than the header by `broken`.
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
    // Reading from memory as UTF-8 that was checked, with rows of any length, can't fail; an error would end the file.
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
        // Spreadsheets keep rows in which nothing stands any more.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let by_comma = separator == b',';
        if header.fits(&record) {
            rows.push(read(&mut Cells::new(line, &record, &header, by_comma, &mut problems)));
        } else {
            problems.push(Problem { line, column: String::new(), fault: Fault::WrongLength });
            // What is said of its cells would only be about the wrong ones.
            rows.push(broken(&mut Cells::new(line, &record, &header, by_comma, &mut Vec::new())));
        }
    }
    (rows, problems)
}
