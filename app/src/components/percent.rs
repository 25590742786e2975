//! Percentages with an explanation.

use leptos::prelude::*;
use okr::explain::Figure;

use super::figure::{Question, path_of};
use crate::i18n::{t, words};
use crate::memo::memo;
use crate::place::place;

/// The percentage. A change is animated. A click opens the explanation: in a dialog, or without JavaScript as a page.
#[component]
pub(crate) fn Percent(
    /// The figure.
    figure: Figure,
    /// Its value; `None` if there is no data.
    #[prop(into)]
    value: Signal<Option<f64>>,
) -> impl IntoView {
    let words = words();
    let asked: Question = expect_context();
    let text = memo(move || words.percent(value.get()));
    let changed = RwSignal::new(false);
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            changed.set(false);
            request_animation_frame(move || changed.set(true));
        }
        now
    });
    let open = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            asked.0.set(Some(figure));
        }
    };
    view! {
        <a class="num percent" translate="no" class:changed=changed href=move || place().to(&path_of(figure)) on:click=open
            aria-label=move || t!(words, "percent.why", value = text.get())>{text}</a>
    }
}
