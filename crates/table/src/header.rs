//! The header line: which column stands where.

use csv::StringRecord;
use okr::import::{Fault, Problem};

/// The columns that a kind of table may have. Each stands at most once; the required ones must be there.
pub(crate) trait Columns: Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];
    /// Those without which a row says nothing.
    const REQUIRED: &'static [Self];

    /// Its name in the header.
    fn name(self) -> &'static str;
}

/// Whether a word is written there, in whatever letter case, with spaces or hyphens where it has underscores.
pub(crate) fn is_word(written: &str, word: &str) -> bool {
    let plain = |letter: char| if matches!(letter, ' ' | '-') { '_' } else { letter.to_ascii_lowercase() };
    written.chars().map(plain).eq(word.chars())
}

/// Where each column stands, if it is there.
pub(crate) struct Header<C> {
    places: Vec<(C, usize)>,
    /// The places of columns without a name, in which nothing may stand.
    nameless: Vec<usize>,
    width: usize,
    /// How many cells the header has.
    cells: usize,
}

impl<C: Columns> Header<C> {
    /// Reads the header, and names the columns that are unknown, stand twice or are missing.
    pub(crate) fn read(line: u32, record: &StringRecord, problems: &mut Vec<Problem>) -> Self {
        let mut header = Self { places: Vec::new(), nameless: Vec::new(), width: 0, cells: record.len() };
        let mut report = |column: &str, fault| problems.push(Problem { line, column: column.to_owned(), fault });

        for (place, name) in record.iter().enumerate() {
            if name.is_empty() {
                header.nameless.push(place);
                continue;
            }
            header.width = place + 1;
            match C::ALL.iter().find(|column| is_word(name, column.name())) {
                None => report(name, Fault::UnknownColumn),
                Some(&column) if header.place_of(column).is_some() => report(name, Fault::ColumnTwice),
                Some(&column) => header.places.push((column, place)),
            }
        }
        for column in C::REQUIRED {
            if header.place_of(*column).is_none() {
                report(column.name(), Fault::MissingColumn);
            }
        }
        header
    }

    /// Whether every required column is there, so that it makes sense to go on and look at the rows.
    pub(crate) fn is_complete(&self) -> bool {
        C::REQUIRED.iter().all(|&column| self.place_of(column).is_some())
    }

    /// Whether a row has a cell for each column, and nothing in cells that belong to none.
    pub(crate) fn fits(&self, record: &StringRecord) -> bool {
        let mut outside = self.nameless.iter().copied().chain(self.cells..record.len());
        record.len() >= self.width && outside.all(|place| record.get(place).is_none_or(str::is_empty))
    }

    /// Where a column stands, from 0.
    pub(crate) fn place_of(&self, column: C) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|&(_, place)| place)
    }
}
