//! Messages: toasts, which may offer an undo.

use std::sync::Arc;

use leptos::prelude::*;

/// An undo or redo action. Toasts hold it as a closure and don't depend on commands.
#[derive(Clone)]
pub struct Undo {
    /// The translation key of the button.
    pub label: &'static str,
    /// Sends the command.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

/// A short message, with an undo button if there is one.
#[derive(Clone)]
pub struct Toast {
    /// Its id.
    pub id: u64,
    /// Its text.
    pub words: String,
    /// The undo action.
    pub undo: Option<Undo>,
    /// Whether it reports an error.
    pub wrong: bool,
}

/// The messages. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Messages {
    /// The visible toasts.
    pub toasts: RwSignal<Vec<Toast>>,
    count: StoredValue<u64>,
}

impl Messages {
    /// The notice after sign-in is the first toast.
    pub(super) fn new(notice: Option<String>) -> Self {
        let toast = notice.map(|words| Toast { id: 1, words, undo: None, wrong: false });
        Self { toasts: RwSignal::new(toast.into_iter().collect()), count: StoredValue::new(1) }
    }

    /// Shows a toast.
    pub fn say(self, words: impl Into<String>, undo: Option<Undo>, wrong: bool) {
        self.put_up(words.into(), undo, wrong);
    }

    /// Shows a toast, and returns its id.
    pub(super) fn put_up(self, words: String, undo: Option<Undo>, wrong: bool) -> u64 {
        self.count.update_value(|count| *count += 1);
        let id = self.count.get_value();
        self.toasts.update(|toasts| toasts.push(Toast { id, words, undo, wrong }));
        id
    }

    /// Removes a toast.
    pub fn dismiss(self, id: u64) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}
