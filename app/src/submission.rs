//! What a form sends: once, however often its button is pressed, and with why it wasn't done beside it.

use std::pin::Pin;

use leptos::prelude::*;

use crate::error::AppError;
use crate::live::{Live, live};

/// The sending of one form. Copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Submission {
    live: Live,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
}

impl Submission {
    /// Of the form that says in `wrong` why it wasn't done.
    pub(crate) fn new(wrong: RwSignal<Option<String>>) -> Self {
        Self { live: live(), busy: RwSignal::new(false), wrong }
    }

    /// Whether what was sent isn't answered yet. What is written then isn't looked at again: the second press means the same as the first.
    pub(crate) fn is_busy(self) -> bool {
        self.busy.get_untracked()
    }

    /// Does `work`, unless what was sent before isn't answered yet: a second press means the same.
    pub(crate) fn run(self, work: impl Future<Output = Result<(), AppError>> + 'static) {
        self.run_boxed(Box::pin(work));
    }

    fn run_boxed(self, work: Pin<Box<dyn Future<Output = Result<(), AppError>>>>) {
        if self.is_busy() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let done = work.await;
            // The form may be gone by now.
            self.busy.try_set(false);
            if let Err(error) = done {
                self.live.explain(&error, self.wrong);
            }
        });
    }

    /// `aria-disabled` of the button: it keeps the focus, and does nothing.
    pub(crate) fn busy(self) -> Option<&'static str> {
        self.busy.get().then_some("true")
    }
}
