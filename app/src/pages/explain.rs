//! An explanation as a page of its own, for use without JavaScript and for sharing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use okr::explain::Of;

use crate::components::explain::{Answer, title};
use crate::components::figure::figure_at;
use crate::components::flow::{Anew, Show};
use crate::components::page_title::PageTitle;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;
use crate::pages::not_found::NotFound;
use crate::place::place;

/// `/explain/{progress | expected | confidence}/{objective | key-result | company}/{id}`
#[component]
pub(crate) fn ExplainPage() -> impl IntoView {
    let words = words();
    let place = place();
    let live = live();
    let params = use_params_map();
    let figure = memo(move || {
        let params = params.read();
        figure_at(&params.get("quantity")?, &params.get("of")?, &params.get("id")?)
    });
    let back = move || match figure.get()?.of {
        Of::Objective(id) => Some(format!("/objectives/{id}")),
        Of::KeyResult(id) => {
            live.board.read().key_result(id).ok().map(|key_result| format!("/objectives/{}#kr-{id}", key_result.objective))
        }
        Of::Company(_) => Some("/".to_owned()),
    };
    view! {
        <Anew about=move || figure.get() let:figure>
            <PageTitle about=move || title(words, figure)/>
            <article class="page explanation-page">
                <h1>{move || title(words, figure)}</h1>
                <Answer figure/>
                {move || back().map(|path| view! { <p><a class="link" href=place.to(&path)>{words.translate("explain.back")}</a></p> }.into_any())}
            </article>
        </Anew>
        <Show when=move || figure.get().is_none()><NotFound/></Show>
    }
}
