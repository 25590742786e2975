//! One objective: what it is measured by, how it came along, what it hangs on and what hangs on it, and what people said.

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
mod objective_form;
mod reason;
mod told;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use okr::{Objective, ObjectiveId};

pub use edit::{EditObjectivePage, NewObjectivePage};

use crate::components::flow::changing;
use crate::components::page_title::PageTitle;
use crate::live::live;
use crate::memo::memo;
use crate::pages::not_found::NotFound;

/// The objective that the address names, as it stands.
fn named() -> (Memo<Option<ObjectiveId>>, Memo<Option<Objective>>) {
    let live = live();
    let params = use_params_map();
    let id = memo(move || params.read().get("id").and_then(|id| id.parse().ok()));
    let objective = memo(move || live.board.read().objective(id.get()?).ok().cloned());
    (id, objective)
}

/// `/objectives/{id}`
#[component]
pub fn ObjectivePage() -> impl IntoView {
    let (id, objective) = named();
    let there = memo(move || objective.read().is_some());
    let title = move || objective.get().map(|objective| objective.title).unwrap_or_default();
    changing(move || match (there.get(), id.get()) {
        (true, Some(id)) => view! {
            <PageTitle about=title/>
            <Page id objective=Signal::derive(move || objective.get())/>
        }
        .into_any(),
        _ => view! { <NotFound/> }.into_any(),
    })
}

#[component]
fn Page(id: ObjectiveId, objective: Signal<Option<Objective>>) -> impl IntoView {
    let story = told::story_of(id);
    view! {
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
                <history::History story/>
            </div>
        </div>
    }
}
