//! Short messages with the way back.

use leptos::prelude::*;

use crate::components::flow::For;
use crate::live::{Toast, live};
use crate::words::words;

/// How long a message stays, in milliseconds.
#[cfg(feature = "hydrate")]
const STAY: u64 = 10_000;

/// All messages that are up.
#[component]
pub fn Toasts() -> impl IntoView {
    let live = live();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || live.toasts.get() key=|toast| toast.id let:toast>
                <Message toast/>
            </For>
        </div>
    }
}

#[component]
fn Message(toast: Toast) -> impl IntoView {
    let live = live();
    let words = words();
    let Toast { id, words: said, undo, wrong } = toast;
    #[cfg(feature = "hydrate")]
    set_timeout(move || live.dismiss(id), std::time::Duration::from_millis(STAY));
    let back = undo.map(|undo| {
        let undo = move |_| {
            live.dismiss(id);
            undo();
        };
        view! { <button type="button" on:click=undo>{words.say("toast.undo")}</button> }.into_any()
    });
    view! {
        <div class="toast" data-wrong=wrong.then_some("")>
            <span>{said}</span>
            {back}
            <button type="button" aria-label=words.say("toast.close") on:click=move |_| live.dismiss(id)>"×"</button>
        </div>
    }
}
