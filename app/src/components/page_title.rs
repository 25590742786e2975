//! What a page is called, in the browser's tab and history.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::raw_text::raw_text;
use crate::words::words;

/// The page's title: what it is about, and the product's name.
///
/// The server writes the title into the document when the page is drawn and its signals are gone, on whichever thread that is. So there it
/// is read here, as long as they live.
#[component]
pub fn PageTitle<F: Fn() -> String + Send + Sync + 'static>(
    /// What it is about.
    about: F,
) -> impl IntoView {
    let words = words();
    let title = move || raw_text(&format!("{} · {}", about(), words.say("product.name")));
    #[cfg(feature = "ssr")]
    let title = untrack(title);
    view! { <Title text=title/> }
}
