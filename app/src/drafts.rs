//! Drafts of forms, stored in the browser: they survive a reload, an error or the end of a session.

use leptos::prelude::*;
use okr::PersonId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::local_storage;

/// A form's draft. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct FormDraft {
    name: StoredValue<String>,
    /// Whether an earlier draft was restored.
    pub(crate) restored: RwSignal<bool>,
}

impl FormDraft {
    /// Stores what `person` has `written` in the form of that name. An earlier draft is restored at once, in the
    /// browser; a draft equal to the form's initial state isn't stored.
    pub(crate) fn of<T>(person: Option<PersonId>, form: &str, written: RwSignal<T>) -> Self
    where
        T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        let name = format!("plumbline.draft.{}.{form}", person.map(|person| person.to_string()).unwrap_or_default());
        let this = Self { name: StoredValue::new(name), restored: RwSignal::new(false) };
        let first = written.get_untracked();
        Effect::new(move |began: Option<bool>| {
            let now = written.get();
            if began.is_none() {
                let before = this.name.with_value(|name| local_storage::get(name));
                let before = before.and_then(|text| serde_json::from_slice::<(T, T)>(text.as_bytes()).ok());
                // The subject may have changed since: an edit form stores what it began with, and merges.
                if let Some((_, before)) = before.filter(|(of, before)| before != of && *before != now) {
                    written.set(before);
                    this.restored.set(true);
                }
            } else if now == first {
                this.forget();
            } else if let Ok(text) = serde_json::to_string(&(&first, &now)) {
                this.name.with_value(|name| local_storage::put(name, &text));
            }
            true
        });
        this
    }

    /// Deletes the draft, because it was sent or discarded.
    pub(crate) fn forget(self) {
        self.name.with_value(|name| local_storage::clear(name));
    }
}
