//! Brings a page to life in the browser.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::App;
use crate::i18n::take_in;
use crate::opening::Opening;
use crate::pages::parts;
use crate::untouched::restore;

/// Hydrates the page from the state that the server embedded in it.
///
/// # Panics
/// The page has no embedded opening.
pub async fn hydrate() {
    let opening =
        document().get_element_by_id("opening").and_then(|element| element.text_content()).expect("the page carries its opening");
    let opening: Opening = serde_json::from_slice(opening.as_bytes()).expect("the opening was written by the same code");
    let opening = Arc::new(opening);
    // Without translations nothing can be rendered. The page stays readable as the server wrote it.
    let words = document().get_element_by_id("words").and_then(|link| link.get_attribute("href"));
    let Some(words) = words else { return };
    let Ok(answer) = gloo_net::http::Request::get(&words).send().await else { return };
    if !answer.text().await.is_ok_and(|text| take_in(&text)) {
        return;
    }
    // Loaded first, so that nothing else runs between the check of the document and its hydration.
    parts::load(&window().location().pathname().unwrap_or_default()).await;
    restore();
    let app = move || {
        provide_context(opening.clone());
        view! { <App/> }.into_any()
    };
    // The page's own part may have to be loaded first.
    leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), app).await.forget();
    let _ = document().document_element().map(|root| root.set_attribute("data-ready", ""));
}
