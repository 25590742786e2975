//! What somebody has written into a form and not yet sent, kept in their browser: through a reload, an error, a lost session.

use leptos::prelude::*;
use okr::PersonId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::local_storage;

/// A form's draft. Copied freely.
#[derive(Clone, Copy)]
pub struct FormDraft {
    name: StoredValue<String>,
    /// Whether something that was written earlier is back.
    pub restored: RwSignal<bool>,
}

impl FormDraft {
    /// Keeps what is `written` by `person` into the form of that name. What is kept from before comes back at once, in the browser; what is
    /// the same as in the beginning isn't kept.
    pub fn of<T>(person: Option<PersonId>, form: &str, written: RwSignal<T>) -> Self
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
                // What it was about may read otherwise by now: a form that edits something keeps what it began with, and merges.
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

    /// Keeps nothing any more: it was sent, or given up.
    pub fn forget(self) {
        self.name.with_value(|name| local_storage::clear(name));
    }
}
