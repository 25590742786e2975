//! A table of objectives and key results, as a command.

mod doubts;
mod people;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::doubts::doubts;
pub use self::people::{PeopleTable, PersonRow};
use crate::{Ambition, KeyResultId, Measure, ObjectiveId, Reading};

/// A whole table. Reading it from a file is done elsewhere; what it means is decided here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The cycle's name; made and set running if there is none of that name.
    pub cycle: String,
    /// Its first day, if it is made.
    pub first_day: NaiveDate,
    /// Its last day, if it is made.
    pub last_day: NaiveDate,
    /// The ids of what is made are counted from this one.
    pub ids_from: Uuid,
    /// Why; owed when it changes what is promised in a cycle that runs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// In the order of the file.
    pub rows: Vec<Row>,
}

impl Table {
    /// What the table calls the company: the first name of its first team, if it names one.
    pub fn company(&self) -> Option<&str> {
        self.rows.iter().find_map(|row| match &row.content {
            Content::Objective { team, .. } => team.first().filter(|name| !name.is_empty()).map(String::as_str),
            Content::KeyResult { .. } => None,
        })
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its line in the file, from 1 for the header.
    pub line: u32,
    /// Its name in the file.
    pub reference: String,
    /// What it says.
    pub content: Content,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// An objective.
    Objective {
        /// What it is aligned to, by `ref`; the first is primary. The flag says that it only supports.
        parents: Vec<(String, bool)>,
        /// The path in the team tree, from the company.
        team: Vec<String>,
        /// A person's name or e-mail.
        owner: String,
        /// Its title.
        title: String,
        /// Why it matters.
        why: String,
        /// How much of it is expected.
        ambition: Ambition,
        /// Whether it is published.
        published: bool,
        /// A pillar's name, or empty.
        pillar: String,
        /// The weight of its primary alignment.
        weight: Option<f64>,
    },
    /// A key result.
    KeyResult {
        /// Its objective's `ref`.
        objective: String,
        /// A person's name or e-mail, or empty.
        owner: String,
        /// Its title.
        title: String,
        /// Its weight in its objective.
        weight: f64,
        /// What it is measured by.
        measure: Measure,
        /// The last check-in, if there was one.
        reading: Option<Reading>,
        /// Its confidence.
        confidence: Option<u8>,
    },
}

impl Content {
    /// Who answers for it, as it is written: a name, an e-mail address, or nothing.
    pub fn owner(&self) -> &str {
        match self {
            Self::Objective { owner, .. } | Self::KeyResult { owner, .. } => owner,
        }
    }
}

/// What a row said when it was last taken in, and what it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedRow {
    /// The row.
    pub row: Row,
    /// What it stands for.
    pub target: Target,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
}

/// Something that is wrong with a table, with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The line in the file, from 1 for the header.
    pub line: u32,
    /// The column's name, or empty if it is the whole line.
    pub column: String,
    /// What it is.
    pub fault: Fault,
}

/// What can be wrong with a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// There is no such column.
    UnknownColumn,
    /// A column that must be there is missing.
    MissingColumn,
    /// The column stands twice.
    ColumnTwice,
    /// The bytes aren't UTF-8.
    NotUtf8,
    /// The line has another number of cells than the header.
    WrongLength,
    /// Nothing stands where something must.
    Empty,
    /// The word isn't one of these.
    NotOneOf(Vec<String>),
    /// Not a finite number.
    NotANumber(String),
    /// A number that reads both ways, and how each of them reads only one way.
    ReadsBothWays {
        /// As it stands there.
        text: String,
        /// The numbers that may be meant, so that they can't be misread.
        readings: Vec<String>,
    },
    /// Not a whole number between these, inclusive.
    NotWhole {
        /// At least this.
        least: u8,
        /// At most this.
        most: u8,
    },
    /// Not a date.
    NotADate(String),
    /// This cell must be empty in such a row.
    MustBeEmpty,
    /// The `ref` stands on another line, too.
    RefTwice(String),
    /// There is no row with this `ref`.
    UnknownRef(String),
    /// The `ref` is of the wrong type here.
    WrongType(String),
    /// The team doesn't exist, and whoever imports may not make it.
    UnknownTeam(String),
    /// The person doesn't exist, and whoever imports may not make them.
    UnknownPerson(String),
    /// The pillar doesn't exist.
    UnknownPillar(String),
    /// It would make a loop: the `ref`s of the objectives on the way from the wanted parent up to the row's own.
    WouldLoop(Vec<String>),
    /// The e-mail address stands on another line, too.
    EmailTwice(String),
    /// A rule says no to this row.
    Rule(Box<crate::Refusal>),
}

/// Not wrong, but worth a look before going on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Doubt {
    /// Two names differ only in case, spaces or punctuation.
    AlmostTheSame(String, String),
    /// A key result's value lies far outside what it is measured from and to.
    FarOff {
        /// Its line in the file.
        line: u32,
        /// The key result.
        title: String,
        /// The value.
        value: f64,
    },
}
