//! A table of objectives and key results, as a command.

mod doubts;
mod people;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::doubts::doubts;
pub use self::people::{PeopleTable, PersonRow};
use crate::{Ambition, KeyResultId, Measure, ObjectiveId, Reading};

pub use crate::refusal::{Fault, Problem};

/// A whole table. It is parsed from a file elsewhere; its meaning is decided here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The cycle's name; a missing cycle is created and started.
    pub cycle: String,
    /// Its first day, if it is created.
    pub first_day: NaiveDate,
    /// Its last day, if it is created.
    pub last_day: NaiveDate,
    /// The first of the ids for created things.
    pub ids_from: Uuid,
    /// The reason; required if it changes what was promised in a running cycle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
}

impl Table {
    /// The company's name: the first name in the path of the table's first team, if there is one.
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
    /// Its `ref`.
    pub reference: String,
    /// Its content.
    pub content: Content,
}

/// The content of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// An objective.
    Objective {
        /// The parents, by `ref`; the first is primary. The flag says that it only supports.
        parents: Vec<(String, bool)>,
        /// The team's path from the company.
        team: Vec<String>,
        /// The owner's name or e-mail address.
        owner: String,
        /// Its title.
        title: String,
        /// Why it matters.
        why: String,
        /// The ambition.
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
        /// The owner's name or e-mail address, or empty.
        owner: String,
        /// Its title.
        title: String,
        /// Its weight in its objective.
        weight: f64,
        /// The measure.
        measure: Measure,
        /// The last check-in, if there was one.
        reading: Option<Reading>,
        /// Its confidence.
        confidence: Option<u8>,
    },
}

impl Content {
    /// The owner as written: a name, an e-mail address, or empty.
    pub fn owner(&self) -> &str {
        match self {
            Self::Objective { owner, .. } | Self::KeyResult { owner, .. } => owner,
        }
    }
}

/// The last imported content of a row, and its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedRow {
    /// The row.
    pub row: Row,
    /// Its target.
    pub target: Target,
}

/// The target of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
}

/// A possible mistake, to be checked before importing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Doubt {
    /// Two names differ only in case, spaces or punctuation.
    AlmostTheSame(String, String),
    /// A key result's value is far outside its measure's range.
    FarOff {
        /// Its line in the file.
        line: u32,
        /// The key result.
        title: String,
        /// The value.
        value: f64,
    },
}
