//! Drafts of check-ins, stored in the browser by person and key result.

use okr::{CheckInId, KeyResult, KeyResultId, PersonId};
use serde::{Deserialize, Serialize};

use crate::local_storage;

/// The storage of the draft of one key result's check-in.
#[derive(Clone, Copy)]
pub(super) struct Drawer {
    person: PersonId,
    key_result: KeyResultId,
    /// The last check-in before the draft. After a newer one, the draft is outdated.
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

    /// The stored fields. Call it in effects only: the first view can't depend on it.
    pub(super) fn open(self) -> Option<Vec<(String, String)>> {
        let text = local_storage::get(&self.key())?;
        let draft: Draft = serde_json::from_slice(text.as_bytes()).ok()?;
        (draft.after == self.after).then_some(draft.fields)
    }

    /// Stores fields. Failures are ignored.
    pub(super) fn keep(self, fields: Vec<(String, String)>) {
        if let Ok(text) = serde_json::to_string(&Draft { after: self.after, fields }) {
            local_storage::put(&self.key(), &text);
        }
    }

    /// Deletes the draft.
    pub(super) fn empty(self) {
        local_storage::clear(&self.key());
    }

    fn key(self) -> String {
        format!("plumbline.draft.{}.check-in.{}", self.person, self.key_result)
    }
}
