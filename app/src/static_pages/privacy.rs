//! The privacy page: what Plumbline doesn't do.

use leptos::prelude::*;

use crate::i18n::Words;

/// The page that explains the privacy rules to everyone.
pub fn privacy(words: Words) -> AnyView {
    let points = [
        ("wall.no_rating", "wall.no_rating_why"),
        ("wall.no_ranking", "wall.no_ranking_why"),
        ("wall.no_small_teams", "wall.no_small_teams_why"),
        ("wall.no_secret", "wall.no_secret_why"),
        ("wall.no_office", "wall.no_office_why"),
    ];
    let points = points.into_iter().map(|(what, why)| {
        view! { <section class="section"><header><h2>{words.translate(what)}</h2></header><p>{words.translate(why)}</p></section> }.into_any()
    });
    view! {
        <div class="page form-page wide">
            <h1>{words.translate("wall.title")}</h1>
            <p>{words.translate("wall.why")}</p>
            {points.collect_view()}
            <p>{words.translate("wall.tested")}</p>
        </div>
    }
    .into_any()
}
