//! The fallback for a part of the client that couldn't be loaded.

use leptos::prelude::*;

use crate::i18n::words;

/// Says so, and offers to load the page from the server, together with the current client.
#[component]
pub(crate) fn Missing(
    /// The page to load; by default the current one.
    #[prop(optional, into)]
    path: String,
) -> impl IntoView {
    let words = words();
    view! {
        <div class="empty" role="alert">
            <p>{words.translate("missing.why")}</p>
            <a class="button primary" href=path rel="external">{words.translate("missing.again")}</a>
        </div>
    }
}
