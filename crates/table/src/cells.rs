//! The cells of one row, read by column, with what is wrong kept by line and column.

use chrono::NaiveDate;
use csv::StringRecord;
use okr::decimal::{self, Mark, Readings, Scale, Unread};
use okr::import::{Fault, Problem};
use okr::{Field, Refusal};

use crate::column::Column;
use crate::header::{Columns, Header, is_word};

/// Weights lie between 0 and this.
const HEAVIEST: f64 = 100.0;

/// The words that a yes or no may be written with.
const YES_OR_NO: [(&str, bool); 8] =
    [("yes", true), ("no", false), ("true", true), ("false", false), ("1", true), ("0", false), ("是", true), ("否", false)];

/// One row's cells. Reading one that is wrong notes the problem and answers `None`, so that the rest is looked at, too.
pub(crate) struct Cells<'a, C = Column> {
    line: u32,
    record: &'a StringRecord,
    header: &'a Header<C>,
    by_comma: bool,
    problems: &'a mut Vec<Problem>,
}

impl<'a, C: Columns> Cells<'a, C> {
    /// The cells of a row that is as long as the header, in a file whose columns are parted by commas or by something else.
    pub(crate) const fn new(
        line: u32,
        record: &'a StringRecord,
        header: &'a Header<C>,
        by_comma: bool,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self { line, record, header, by_comma, problems }
    }

    /// The row's line in the file.
    pub(crate) const fn line(&self) -> u32 {
        self.line
    }

    /// Notes what is wrong with a cell.
    pub(crate) fn report(&mut self, column: C, fault: Fault) {
        self.problems.push(Problem { line: self.line, column: column.name().to_owned(), fault });
    }

    /// Notes a rule that a cell breaks.
    pub(crate) fn refuse(&mut self, column: C, refusal: Refusal) {
        self.report(column, Fault::Rule(Box::new(refusal)));
    }

    /// What stands in a cell. A column that is absent is empty.
    pub(crate) fn text(&self, column: C) -> &'a str {
        self.header.place_of(column).and_then(|place| self.record.get(place)).unwrap_or("")
    }

    /// What stands in a cell that may not be empty.
    pub(crate) fn required(&mut self, column: C) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            self.report(column, Fault::Empty);
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Sees to it that nothing stands in cells that mean nothing in such a row: what is ignored would be believed to be taken in.
    pub(crate) fn empty(&mut self, columns: &[C]) {
        for &column in columns {
            if !self.text(column).is_empty() {
                self.report(column, Fault::MustBeEmpty);
            }
        }
    }

    /// One of some words; an empty cell means the first.
    pub(crate) fn word<T: Copy>(&mut self, column: C, words: &[(&str, T)]) -> Option<T> {
        match self.text(column) {
            "" => words.first().map(|&(_, meaning)| meaning),
            text => self.one_of(column, text, words),
        }
    }

    /// The meaning of a word that was found in a cell.
    pub(crate) fn one_of<T: Copy>(&mut self, column: C, text: &str, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| is_word(text, word)).map(|&(_, meaning)| meaning);
        if found.is_none() {
            self.report(column, Fault::NotOneOf(words.iter().map(|&(word, _)| word.to_owned()).collect()));
        }
        found
    }

    /// Yes or no, as it was found in a cell.
    pub(crate) fn yes_or_no(&mut self, column: C, text: &str) -> Option<bool> {
        self.one_of(column, text, &YES_OR_NO)
    }

    /// A finite number of `unit`s that was found in a cell, read as in every form. A decimal comma is understood, and so is a decimal
    /// point in a file whose columns are parted by commas; another number that reads both ways has to be written clearly.
    pub(crate) fn number(&mut self, column: C, text: &str, unit: &str, scale: Option<Scale>) -> Option<f64> {
        let read = decimal::read(text, unit).and_then(|readings| match readings {
            Readings { mark: Mark::LooseComma, other: Some(decimal), .. } => Ok(decimal),
            Readings { mark: Mark::Point, plain, other: Some(other) } if self.by_comma => {
                let misfits = scale.is_some_and(|scale| scale.holds(other) && !scale.holds(plain));
                if misfits { readings.judged(None, &[]) } else { Ok(plain) }
            }
            // What is far outside its scale is a doubt of the preview, and no fault.
            Readings { plain, other: None, .. } => Ok(plain),
            readings => readings.judged(scale, &[]),
        });
        match read {
            Ok(number) => Some(number),
            Err(Unread::Ambiguous { decimal, whole }) => {
                let readings = [decimal, whole].map(decimal::clear);
                self.report(column, Fault::ReadsBothWays { text: text.to_owned(), readings: readings.to_vec() });
                None
            }
            Err(_) => {
                self.report(column, Fault::NotANumber(text.to_owned()));
                None
            }
        }
    }

    /// A number, or nothing. `Err` if what stands there isn't one.
    pub(crate) fn maybe_number(&mut self, column: C, unit: &str, scale: Option<Scale>) -> Result<Option<f64>, Reported> {
        match self.text(column) {
            "" => Ok(None),
            text => self.number(column, text, unit, scale).map(Some).ok_or(Reported),
        }
    }

    /// A number that may not be absent.
    pub(crate) fn required_number(&mut self, column: C, unit: &str) -> Option<f64> {
        let text = self.required(column)?;
        self.number(column, &text, unit, None)
    }

    /// A weight that was found in a cell: 0 to 100.
    pub(crate) fn weight(&mut self, column: C, text: &str) -> Option<f64> {
        let weight = self.number(column, text, "", None)?;
        let fits = (0.0..=HEAVIEST).contains(&weight);
        if !fits {
            self.refuse(column, Refusal::OutOfRange { field: Field::Weight, least: 0.0, most: HEAVIEST });
        }
        fits.then_some(weight)
    }

    /// A path in the team tree, from the company, that was found in a cell: at least one name, none of them empty.
    pub(crate) fn path(&mut self, column: C, text: &str) -> Option<Vec<String>> {
        let path: Vec<_> = text.split('/').map(|name| name.trim().to_owned()).collect();
        let nameless = path.iter().any(String::is_empty);
        if nameless {
            self.report(column, Fault::Empty);
        }
        (!nameless).then_some(path)
    }

    /// A date that was found in a cell, as in `2026-11-30` or `2026/11/30`.
    pub(crate) fn date(&mut self, column: C, text: &str) -> Option<NaiveDate> {
        let date = text.replace('/', "-").parse().ok();
        if date.is_none() {
            self.report(column, Fault::NotADate(text.to_owned()));
        }
        date
    }
}

/// The problem was noted already.
pub(crate) struct Reported;
