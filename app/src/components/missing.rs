//! What stands where a part of the client should be that could not be loaded.

use leptos::prelude::*;

use crate::i18n::words;

/// Says so, and offers the page from the server, which brings the newest client along.
#[component]
pub fn Missing(
    /// Where to; the page itself if nothing is named.
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
