//! Marks what was saved last: shows a confirmation for a while, scrolls it into view and moves the focus on.

use std::time::Duration;

use leptos::prelude::*;
use okr::Thing;

use super::flow::Show;
use crate::focus::go_on_at;
use crate::i18n::words;
use crate::memo::memo;

/// How long the confirmation is shown.
const STAY: Duration = Duration::from_secs(10);

/// The thing that was saved last.
#[derive(Clone, Copy, Default)]
pub(crate) struct Saved(RwSignal<Option<Thing>>);

/// The thing that was saved last on this page.
pub(crate) fn saved() -> Saved {
    expect_context()
}

impl Saved {
    /// Marks something as just saved.
    pub(crate) fn mark(self, thing: Thing) {
        self.0.set(Some(thing));
        let over = move || {
            if self.0.try_get_untracked().flatten() == Some(thing) {
                self.0.set(None);
            }
        };
        set_timeout(over, STAY);
    }
}

/// The confirmation, if this was saved last.
#[component]
pub(crate) fn SavedMark(
    /// What it is about.
    thing: Thing,
    /// The id of the element that gets the focus.
    next: String,
) -> impl IntoView {
    let (words, Saved(saved)) = (words(), saved());
    let is = memo(move || saved.get() == Some(thing));
    Effect::new(move |_| {
        if is.get() {
            go_on_at(next.clone());
        }
    });
    view! { <Show when=move || is.get()>" "<span class="chip saved">{words.translate("form.saved")}</span></Show> }
}
