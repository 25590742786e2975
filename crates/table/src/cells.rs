//! The cells of a row by column, with problems recorded by line and column.

use chrono::NaiveDate;
use csv::StringRecord;
use okr::decimal::{self, Mark, Readings, Scale, Unread};
use okr::import::{Fault, Problem};
use okr::{Field, Refusal};

use crate::column::Column;
use crate::header::{Columns, Header, is_word};

/// The maximum weight; the minimum is 0.
const HEAVIEST: f64 = 100.0;

/// The accepted words for yes and no.
const YES_OR_NO: [(&str, bool); 8] =
    [("yes", true), ("no", false), ("true", true), ("false", false), ("1", true), ("0", false), ("是", true), ("否", false)];

/// A row's cells. Reading an invalid one records the problem and returns `None`, so that the others are checked, too.
pub(crate) struct Cells<'a, C = Column> {
    line: u32,
    record: &'a StringRecord,
    header: &'a Header<C>,
    by_comma: bool,
    problems: &'a mut Vec<Problem>,
}

impl<'a, C: Columns> Cells<'a, C> {
    /// The cells of a row as long as the header; `by_comma` says whether columns are separated by commas.
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

    /// Records a problem of a cell.
    pub(crate) fn report(&mut self, column: C, fault: Fault) {
        self.problems.push(Problem { line: self.line, column: column.name().to_owned(), fault });
    }

    /// Records a rule that a cell violates.
    pub(crate) fn refuse(&mut self, column: C, refusal: Refusal) {
        self.report(column, Fault::Rule(Box::new(refusal)));
    }

    /// The text of a cell; empty if the column is absent.
    pub(crate) fn text(&self, column: C) -> &'a str {
        self.header.place_of(column).and_then(|place| self.record.get(place)).unwrap_or("")
    }

    /// The text of a required cell.
    pub(crate) fn required(&mut self, column: C) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            self.report(column, Fault::Empty);
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Checks that cells without a meaning in this kind of row are empty: otherwise users would believe that their
    /// content was imported.
    pub(crate) fn empty(&mut self, columns: &[C]) {
        for &column in columns {
            if !self.text(column).is_empty() {
                self.report(column, Fault::MustBeEmpty);
            }
        }
    }

    /// One of several words; an empty cell means the first.
    pub(crate) fn word<T: Copy>(&mut self, column: C, words: &[(&str, T)]) -> Option<T> {
        match self.text(column) {
            "" => words.first().map(|&(_, meaning)| meaning),
            text => self.one_of(column, text, words),
        }
    }

    /// The value of a word in a cell.
    pub(crate) fn one_of<T: Copy>(&mut self, column: C, text: &str, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| is_word(text, word)).map(|&(_, meaning)| meaning);
        if found.is_none() {
            self.report(column, Fault::NotOneOf(words.iter().map(|&(word, _)| word.to_owned()).collect()));
        }
        found
    }

    /// Parses yes or no.
    pub(crate) fn yes_or_no(&mut self, column: C, text: &str) -> Option<bool> {
        self.one_of(column, text, &YES_OR_NO)
    }

    /// Parses a finite number in `unit`, as every form does. A decimal comma is accepted, and a decimal point in a
    /// file with comma-separated columns; other ambiguous numbers are problems.
    pub(crate) fn number(&mut self, column: C, text: &str, unit: &str, scale: Option<Scale>) -> Option<f64> {
        let read = decimal::read(text, unit).and_then(|readings| match readings {
            Readings { mark: Mark::LooseComma, other: Some(decimal), .. } => Ok(decimal),
            Readings { mark: Mark::Point, plain, other: Some(other) } if self.by_comma => {
                let misfits = scale.is_some_and(|scale| scale.holds(other) && !scale.holds(plain));
                if misfits { readings.judged(None, &[]) } else { Ok(plain) }
            }
            // A number far outside its scale is a warning in the preview, not a problem.
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

    /// An optional number. `Err` if the text is invalid.
    pub(crate) fn maybe_number(&mut self, column: C, unit: &str, scale: Option<Scale>) -> Result<Option<f64>, Reported> {
        match self.text(column) {
            "" => Ok(None),
            text => self.number(column, text, unit, scale).map(Some).ok_or(Reported),
        }
    }

    /// A required number.
    pub(crate) fn required_number(&mut self, column: C, unit: &str) -> Option<f64> {
        let text = self.required(column)?;
        self.number(column, &text, unit, None)
    }

    /// A weight: 0 to 100.
    pub(crate) fn weight(&mut self, column: C, text: &str) -> Option<f64> {
        let weight = self.number(column, text, "", None)?;
        let fits = (0.0..=HEAVIEST).contains(&weight);
        if !fits {
            self.refuse(column, Refusal::OutOfRange { field: Field::Weight, least: 0.0, most: HEAVIEST });
        }
        fits.then_some(weight)
    }

    /// A path in the team tree, from the company: at least one name, none of them empty.
    pub(crate) fn path(&mut self, column: C, text: &str) -> Option<Vec<String>> {
        let path: Vec<_> = text.split('/').map(|name| name.trim().to_owned()).collect();
        let nameless = path.iter().any(String::is_empty);
        if nameless {
            self.report(column, Fault::Empty);
        }
        (!nameless).then_some(path)
    }

    /// A date such as `2026-11-30` or `2026/11/30`.
    pub(crate) fn date(&mut self, column: C, text: &str) -> Option<NaiveDate> {
        let date = text.replace('/', "-").parse().ok();
        if date.is_none() {
            self.report(column, Fault::NotADate(text.to_owned()));
        }
        date
    }
}

/// The problem is recorded already.
pub(crate) struct Reported;
