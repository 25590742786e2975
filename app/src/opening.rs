//! What a page begins with. The server draws the first view from it and sends it along; the browser hydrates from the same.

use std::sync::Arc;

use okr::{Board, CycleId, Entry, Language, Moment, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::objective_history::ObjectiveHistory;
use crate::order::Order;

/// Everything that the first view depends on. No view asks anything else for the time, the language or a random number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The organisation as it stood.
    #[serde(with = "as_snapshot")]
    pub board: Arc<Board>,
    /// The order of its people and teams in lists.
    pub order: Arc<Order>,
    /// The cycle that is looked at.
    pub cycle: Option<CycleId>,
    /// When the page was made.
    pub moment: Moment,
    /// Who is looking.
    pub reader: Option<PersonId>,
    /// What they read.
    pub language: Language,
    /// What they prefer to look at.
    pub theme: Theme,
    /// Whether nobody signs in here: whoever comes says who they are.
    pub open_door: bool,
    /// The newest entries of the journal, newest first.
    pub feed: Vec<Entry>,
    /// The words and the history of the objective that the page is about, if it is about one.
    pub story: Option<ObjectiveHistory>,
    /// What a form that works without JavaScript counts its ids from.
    pub ids_from: Uuid,
    /// A form that was sent without JavaScript and refused: what was typed, and why.
    pub returned: Option<Returned>,
    /// What has just been done by such a form.
    pub done: Option<String>,
    /// What somebody who has just signed in is told of the time before.
    pub notice: Option<String>,
}

/// The `n`th id counted from the one that a page was made with.
pub(crate) fn nth(from: Uuid, n: u128) -> Uuid {
    Uuid::from_u128(from.as_u128().wrapping_add(n))
}

/// Light, dark, or as the device says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word it is stored by, and `data-theme`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word made by [`Theme::key`]; anything else is `Auto`.
    pub fn from_key(key: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }
}

/// A form that came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Returned {
    /// What was typed, by field.
    pub typed: Vec<(String, String)>,
    /// Why it was refused, in the reader's language, by field; an empty field means the whole form.
    pub problems: Vec<(String, String)>,
}

impl Returned {
    /// What was typed into a field.
    pub fn typed(&self, field: &str) -> Option<&str> {
        self.typed.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// What is wrong with a field; `""` is the whole form.
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }
}

mod as_snapshot {
    use std::sync::Arc;

    use okr::{Board, Snapshot};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(board: &Arc<Board>, serializer: S) -> Result<S::Ok, S::Error> {
        Snapshot::from(board.as_ref()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Board>, D::Error> {
        Snapshot::deserialize(deserializer).map(|snapshot| Arc::new(Board::from(snapshot)))
    }
}
