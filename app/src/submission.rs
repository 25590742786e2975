//! The submission of a form: once, however often the button is pressed, with the error beside it.

use std::pin::Pin;

use leptos::prelude::*;

use crate::error::AppError;
use crate::live::{Live, live};

/// The submission of a form. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Submission {
    live: Live,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
}

impl Submission {
    /// For a form that shows its error in `wrong`.
    pub(crate) fn new(wrong: RwSignal<Option<String>>) -> Self {
        Self { live: live(), busy: RwSignal::new(false), wrong }
    }

    /// Whether a submission is unanswered. Input made meanwhile isn't sent: a second press means the same as the
    /// first.
    pub(crate) fn is_busy(self) -> bool {
        self.busy.get_untracked()
    }

    /// Runs `work`, unless a submission is unanswered.
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
            // The form may have been removed by now.
            self.busy.try_set(false);
            if let Err(error) = done {
                self.live.explain(&error, self.wrong);
            }
        });
    }

    /// `aria-disabled` of the button: it keeps the focus, but does nothing.
    pub(crate) fn busy(self) -> Option<&'static str> {
        self.busy.get().then_some("true")
    }
}
