//! Toasts: short messages with an undo button.

use leptos::prelude::*;

use crate::components::flow::For;
use crate::i18n::words;
use crate::live::{Toast, live};

/// The shortest time a toast is shown, in milliseconds.
#[cfg(feature = "hydrate")]
const STAY: u64 = 10_000;

/// All visible toasts.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let live = live();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || live.messages.toasts.get() key=|toast| toast.id let:toast>
                <Message toast/>
            </For>
        </div>
    }
}

#[component]
fn Message(toast: Toast) -> impl IntoView {
    let live = live();
    let words = words();
    let Toast { id, words: said, undo, wrong, .. } = toast;
    // A toast that has the pointer or the focus stays beyond its time, because the reader may be about to undo.
    let [over, pointed, focused] = [false; 3].map(StoredValue::new);
    let leave = move || {
        let [over, pointed, focused] = [over, pointed, focused].map(|held| held.try_get_value());
        // The signals of a toast that is gone are disposed.
        if (over, pointed, focused) == (Some(true), Some(false), Some(false)) {
            live.messages.dismiss(id);
        }
    };
    #[cfg(feature = "hydrate")]
    set_timeout(
        move || {
            over.set_value(true);
            leave();
        },
        std::time::Duration::from_millis(STAY),
    );
    let back = undo.map(|undo| {
        let label = undo.label;
        let take_back = move |_| {
            live.messages.dismiss(id);
            (undo.run)();
        };
        view! { <button type="button" on:click=take_back>{words.translate(label)}</button> }.into_any()
    });
    view! {
        <div class="toast" data-wrong=wrong.then_some("")
            on:pointerenter=move |_| pointed.set_value(true)
            on:pointerleave=move |_| { pointed.set_value(false); leave(); }
            on:focusin=move |_| focused.set_value(true)
            // The focus may only be moving to the other button.
            on:focusout=move |_| { focused.set_value(false); request_animation_frame(leave); }>
            <span>{said}</span>
            {back}
            <button type="button" aria-label=words.translate("toast.close") on:click=move |_| live.messages.dismiss(id)>"×"</button>
        </div>
    }
}
