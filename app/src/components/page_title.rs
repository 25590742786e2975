//! What a page is called, in the browser's tab and history.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::raw_text::raw_text;
use crate::i18n::words;
#[cfg(not(feature = "ssr"))]
use crate::memo::memo;

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
    let title = move || raw_text(&format!("{} · {}", about(), words.translate("product.name")));
    #[cfg(feature = "ssr")]
    let title = untrack(title);
    // In the browser the document's title is kept by an effect that outlives the page it began with. So it is worked out here, where
    // there are contexts to ask; of a page that has just gone there is nothing to say.
    #[cfg(not(feature = "ssr"))]
    let title = {
        let title = memo(title);
        move || title.try_get().unwrap_or_default()
    };
    view! { <Title text=title/> }
}
