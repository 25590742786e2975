//! The "not found" page.

use leptos::prelude::*;

use crate::components::page_title::PageTitle;
use crate::i18n::words;

/// The message, with a link to the start page.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    let words = words();
    answer_not_found();
    view! {
        <PageTitle about=move || words.translate("not_found.title").to_owned()/>
        <div class="page">
            <h1>{words.translate("not_found.title")}</h1>
            <div class="empty">
                <p>{words.translate("not_found.why")}</p>
                <a class="button primary" href="/">{words.translate("not_found.home")}</a>
            </div>
        </div>
    }
}

/// Sets the response's status.
#[cfg(feature = "ssr")]
fn answer_not_found() {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}

/// In the browser there is no status.
#[cfg(not(feature = "ssr"))]
const fn answer_not_found() {}
