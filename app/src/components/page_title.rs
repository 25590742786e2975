//! The document title.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::raw_text::raw_text;
use crate::i18n::words;
#[cfg(not(feature = "ssr"))]
use crate::memo::memo;

/// The page's title: its subject, and the product's name.
///
/// The server writes the title into the document after the page is rendered and its signals are disposed, possibly on
/// another thread. So on the server it is read here, while they exist.
#[component]
pub(crate) fn PageTitle<F: Fn() -> String + Send + Sync + 'static>(
    /// The subject.
    about: F,
) -> impl IntoView {
    let words = words();
    let title = move || raw_text(&format!("{} · {}", about(), words.translate("product.name")));
    #[cfg(feature = "ssr")]
    let title = untrack(title);
    // In the browser an effect sets the document title and outlives the page. So the title is computed here, where
    // the contexts exist; a disposed page sets no title.
    #[cfg(not(feature = "ssr"))]
    let title = {
        let title = memo(title);
        move || title.try_get().unwrap_or_default()
    };
    view! { <Title text=title/> }
}
