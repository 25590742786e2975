//! What a page is called, in the browser's tab and history.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::raw_text::raw_text;
use crate::words::words;

/// The page's title: what it is about, and the product's name.
#[component]
pub fn PageTitle<F: Fn() -> String + Send + Sync + 'static>(
    /// What it is about.
    about: F,
) -> impl IntoView {
    let words = words();
    view! { <Title text=move || raw_text(&format!("{} · {}", about(), words.say("product.name")))/> }
}
