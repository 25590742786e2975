//! The header line: the positions of columns.

use csv::StringRecord;
use okr::import::{Fault, Problem};

/// The columns of a kind of table. Each may occur once; the required ones must occur.
pub(crate) trait Columns: Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];
    /// The required columns.
    const REQUIRED: &'static [Self];

    /// Its name in the header.
    fn name(self) -> &'static str;
}

/// Whether a text is this word, in any letter case, with spaces or hyphens for underscores.
pub(crate) fn is_word(written: &str, word: &str) -> bool {
    let plain = |letter: char| if matches!(letter, ' ' | '-') { '_' } else { letter.to_ascii_lowercase() };
    written.chars().map(plain).eq(word.chars())
}

/// The position of each column, if it occurs.
pub(crate) struct Header<C> {
    places: Vec<(C, usize)>,
    /// The positions of columns without a name, which must be empty.
    nameless: Vec<usize>,
    width: usize,
    /// The number of cells.
    cells: usize,
}

impl<C: Columns> Header<C> {
    /// Parses the header, and records unknown, repeated and missing columns.
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

    /// Whether every required column occurs, so that rows can be checked.
    pub(crate) fn is_complete(&self) -> bool {
        C::REQUIRED.iter().all(|&column| self.place_of(column).is_some())
    }

    /// Whether a row has the header's length, and only empty cells in columns without a name.
    pub(crate) fn fits(&self, record: &StringRecord) -> bool {
        let mut outside = self.nameless.iter().copied().chain(self.cells..record.len());
        record.len() >= self.width && outside.all(|place| record.get(place).is_none_or(str::is_empty))
    }

    /// The position of a column, from 0.
    pub(crate) fn place_of(&self, column: C) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|&(_, place)| place)
    }
}
