//! The initial state of a page. The server renders the first view from it and embeds it; the browser hydrates from
//! the same.

use std::sync::Arc;

use okr::numbers::Incremental;
use okr::{Board, CycleId, Entry, Language, Moment, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::objective_history::ObjectiveHistory;
use crate::order::Order;

/// Everything that the first view depends on. Views take time, language and random numbers only from here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The board.
    #[serde(with = "as_snapshot")]
    pub board: Arc<Board>,
    /// The standings of the board, where they are known already: on the server, which computes them once for all readers.
    #[serde(skip)]
    pub standings: Option<Incremental>,
    /// The order of people and teams in lists.
    pub order: Arc<Order>,
    /// The chosen cycle.
    pub cycle: Option<CycleId>,
    /// The time of rendering.
    pub moment: Moment,
    /// The reader.
    pub reader: Option<PersonId>,
    /// The reader's language.
    pub language: Language,
    /// The reader's theme.
    pub theme: Theme,
    /// Whether the server is in open mode, in which users choose who they are.
    pub open_door: bool,
    /// The newest entries of the journal, newest first.
    pub feed: Vec<Entry>,
    /// The history of the objective that the page is about, if there is one.
    pub story: Option<ObjectiveHistory>,
    /// The base of the ids in forms that work without JavaScript.
    pub ids_from: Uuid,
    /// A refused form that was sent without JavaScript: its values and the reasons.
    pub returned: Option<Returned>,
    /// The confirmation of such a form.
    pub done: Option<String>,
    /// The notice about the previous sign-in, after a new one.
    pub notice: Option<String>,
}

/// The `n`th id after the page's base id.
pub(crate) fn nth(from: Uuid, n: u128) -> Uuid {
    Uuid::from_u128(from.as_u128().wrapping_add(n))
}

/// Light, dark, or the device's setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// The device's setting.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The stored value, and the value of `data-theme`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a value made by [`Theme::key`]; anything else is `Auto`.
    pub fn from_key(key: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }
}

/// A refused form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Returned {
    /// The values by field.
    pub typed: Vec<(String, String)>,
    /// The reasons by field, in the reader's language; an empty field means the whole form.
    pub problems: Vec<(String, String)>,
}

impl Returned {
    /// The value of a field.
    pub fn typed(&self, field: &str) -> Option<&str> {
        self.typed.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The problem of a field; `""` is the whole form.
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
