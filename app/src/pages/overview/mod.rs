//! The overview of the whole organisation, live.

mod attention;
mod facts;
mod goals;
mod level;
mod query;
mod teams;
mod why;

use leptos::prelude::*;
use okr::numbers::Company;

use crate::components::feed::Feed;
use crate::components::page_title::PageTitle;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// `/`
#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let company = memo(move || match place.cycle.get() {
        Some(cycle) => Company::of(&live.board.read(), &live.standings.read(), cycle.id, live.moment.get()),
        None => Company::default(),
    });
    let organisation = move || live.board.read().organisation.clone();
    view! {
        <PageTitle about=move || words.translate("page.overview").to_owned()/>
        <div class="page overview">
            <header class="purpose">
                <div>
                    <p class="dim">{move || organisation().filter(|organisation| !organisation.purpose.is_empty()).map(|organisation| format!("{} · {}", organisation.name, words.translate("overview.why_we_exist")))}</p>
                    <h1>{move || organisation().map(|organisation| if organisation.purpose.is_empty() { organisation.name.clone() } else { organisation.purpose.clone() })}</h1>
                </div>
                <facts::Facts company/>
            </header>
            <div class="stack">
                <goals::Goals/>
                <teams::Teams/>
            </div>
            <div class="stack">
                <attention::NeedsAttention company/>
                <section class="section" aria-labelledby="feed">
                    <header><h2 id="feed">{words.translate("overview.just_now")}</h2></header>
                    <Feed most=8/>
                </section>
            </div>
        </div>
    }
}
