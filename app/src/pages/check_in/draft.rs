//! What somebody has filled in and not yet sent, kept in their browser by person and key result.

use okr::{CheckInId, KeyResult, KeyResultId, PersonId};
use serde::{Deserialize, Serialize};

use crate::local_storage;

/// Where the draft of one key result's check-in is kept.
#[derive(Clone, Copy)]
pub(super) struct Drawer {
    person: PersonId,
    key_result: KeyResultId,
    /// The check-in that the draft follows. Once there is another, the draft is about last week.
    after: Option<CheckInId>,
}

#[derive(Serialize, Deserialize)]
struct Draft {
    after: Option<CheckInId>,
    fields: Vec<(String, String)>,
}

impl Drawer {
    pub(super) fn of(person: PersonId, key_result: &KeyResult) -> Self {
        Self { person, key_result: key_result.id, after: key_result.last().map(|last| last.check_in) }
    }

    /// The fields that were kept. Only in the browser, and only in effects: the first view can't depend on it.
    pub(super) fn open(self) -> Option<Vec<(String, String)>> {
        let text = local_storage::get(&self.key())?;
        let draft: Draft = serde_json::from_slice(text.as_bytes()).ok()?;
        (draft.after == self.after).then_some(draft.fields)
    }

    /// Keeps fields. A browser that keeps nothing is not worth a word.
    pub(super) fn keep(self, fields: Vec<(String, String)>) {
        if let Ok(text) = serde_json::to_string(&Draft { after: self.after, fields }) {
            local_storage::put(&self.key(), &text);
        }
    }

    /// Keeps nothing any more.
    pub(super) fn empty(self) {
        local_storage::clear(&self.key());
    }

    fn key(self) -> String {
        format!("plumbline.draft.{}.check-in.{}", self.person, self.key_result)
    }
}
