//! The page of an objective: key results, progress, alignments, check-ins and history.

mod alignments;
mod chart;
mod check_ins;
mod correct;
mod edit;
mod header;
mod hints;
mod history;
mod key_result_form;
mod key_results;
mod meanwhile;
mod milestone_rows;
mod objective_form;
mod reason;
mod told;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use okr::ObjectiveId;

pub use edit::{EditObjectivePage, NewObjectivePage};

use crate::components::flow::{Anew, Show};
use crate::components::page_title::PageTitle;
use crate::live::live;
use crate::memo::memo;
use crate::pages::not_found::NotFound;

/// The id in the address.
fn named() -> Memo<Option<ObjectiveId>> {
    let params = use_params_map();
    memo(move || params.read().get("id").and_then(|id| id.parse().ok()))
}

/// `/objectives/{id}`
#[component]
pub fn ObjectivePage() -> impl IntoView {
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
    let story = told::story_of(id);
    view! {
        <PageTitle about=title/>
        <div class="page objective-page">
            <header::Header id objective/>
            <div class="stack">
                <key_results::KeyResults id objective/>
                <chart::Chart id/>
                <check_ins::CheckIns story/>
            </div>
            <div class="stack">
                <alignments::Upwards objective/>
                <alignments::Downwards objective/>
                <history::History id story/>
            </div>
        </div>
    }
}
