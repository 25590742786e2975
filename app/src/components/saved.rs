//! What was saved last says so for a while, is in view, and has the focus where one goes on from.

use std::time::Duration;

use leptos::prelude::*;
use okr::Thing;

use super::flow::Show;
use crate::focus::go_on_at;
use crate::i18n::words;
use crate::memo::memo;

/// How long it says so.
const STAY: Duration = Duration::from_secs(10);

/// What was saved last.
#[derive(Clone, Copy, Default)]
pub struct Saved(RwSignal<Option<Thing>>);

/// What was saved last on this page.
pub fn saved() -> Saved {
    expect_context()
}

impl Saved {
    /// Something was saved just now.
    pub fn mark(self, thing: Thing) {
        self.0.set(Some(thing));
        let over = move || {
            if self.0.try_get_untracked().flatten() == Some(thing) {
                self.0.set(None);
            }
        };
        set_timeout(over, STAY);
    }
}

/// Says that something was saved, if it was.
#[component]
pub fn SavedMark(
    /// What.
    thing: Thing,
    /// The id of the element that one goes on from.
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
