//! The page: its parts beside and below each other.

use leptos::prelude::*;
use okr::ObjectiveId;

use super::address::named;
use super::alignments::{Downwards, Upwards};
use super::chart::Chart;
use super::check_ins::CheckIns;
use super::header::Header;
use super::history::History;
use super::key_results::KeyResults;
use super::told::story_of;
use crate::components::flow::{Anew, Show};
use crate::components::page_title::PageTitle;
use crate::live::live;
use crate::memo::memo;
use crate::pages::not_found::NotFound;

/// `/objectives/{id}`
#[component]
pub(crate) fn ObjectivePage() -> impl IntoView {
    let live = live();
    let named = named();
    let there = memo(move || named.get().filter(|id| live.board.read().objective(*id).is_ok()));
    view! {
        <Anew about=move || there.get() let:id>
            <Page id/>
        </Anew>
        <Show when=move || there.get().is_none()><NotFound/></Show>
    }
}

#[component]
fn Page(id: ObjectiveId) -> impl IntoView {
    let live = live();
    let objective = memo(move || live.board.read().objective(id).ok().cloned());
    let title = move || objective.get().map(|objective| objective.title).unwrap_or_default();
    let objective = Signal::derive(move || objective.get());
    let story = story_of(id);
    view! {
        <PageTitle about=title/>
        <div class="page objective-page">
            <Header id objective/>
            <div class="stack">
                <KeyResults id objective/>
                <Chart id/>
                <CheckIns story/>
            </div>
            <div class="stack">
                <Upwards objective/>
                <Downwards objective/>
                <History id story/>
            </div>
        </div>
    }
}
