//! The interface: pages and components, rendered on the server and hydrated in the browser by the same code.

// Component trees produce deeply nested types.
#![recursion_limit = "256"]

#[expect(unreachable_pub, reason = "`#[component]` adds a hidden public function to each component")]
mod app;
mod browser;
#[expect(unreachable_pub, reason = "as in `app`")]
mod components;
mod composition;
mod drafts;
pub mod error;
mod focus;
pub mod forms;
pub mod i18n;
#[cfg(feature = "hydrate")]
mod lifeless;
pub mod live;
mod local_storage;
mod memo;
pub mod narrator;
pub mod objective_history;
pub mod opening;
pub mod order;
#[expect(unreachable_pub, reason = "as in `app`")]
mod pages;
mod place;
mod refusals;
pub mod server_fns;
#[cfg(feature = "ssr")]
mod shell;
mod sought;
#[cfg(feature = "ssr")]
pub mod static_pages;
mod submission;
#[cfg(feature = "hydrate")]
mod untouched;
mod vocabulary;

pub use app::App;
#[cfg(feature = "hydrate")]
pub use lifeless::say_lifeless;
#[cfg(feature = "ssr")]
pub use shell::{AssetPaths, shell};

/// Hydrates the page from the state that the server embedded in it.
///
/// # Panics
/// The page has no embedded opening.
#[cfg(feature = "hydrate")]
pub async fn hydrate() {
    use leptos::prelude::*;
    let opening =
        document().get_element_by_id("opening").and_then(|element| element.text_content()).expect("the page carries its opening");
    let opening: opening::Opening = serde_json::from_slice(opening.as_bytes()).expect("the opening was written by the same code");
    let opening = std::sync::Arc::new(opening);
    // Without translations nothing can be rendered. The page stays readable as the server wrote it.
    let words = document().get_element_by_id("words").and_then(|link| link.get_attribute("href"));
    let Some(words) = words else { return };
    let Ok(answer) = gloo_net::http::Request::get(&words).send().await else { return };
    if !answer.text().await.is_ok_and(|text| i18n::take_in(&text)) {
        return;
    }
    // Loaded first, so that nothing else runs between the check of the document and its hydration.
    pages::parts::load(&window().location().pathname().unwrap_or_default()).await;
    untouched::restore();
    let app = move || {
        provide_context(opening.clone());
        view! { <App/> }.into_any()
    };
    // The page's own part may have to be loaded first.
    leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), app).await.forget();
    let _ = document().document_element().map(|root| root.set_attribute("data-ready", ""));
}
