//! The objective's history, from the journal.

use leptos::prelude::*;
use okr::{Entry, ObjectiveId};

use crate::components::feed::Sentence;
use crate::components::flow::Show;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::narrator::Narrator;
use crate::objective_history::ObjectiveHistory;

/// How many entries are shown at first.
const FIRST: usize = 12;

/// The section.
#[component]
pub(super) fn History(id: ObjectiveId, story: RwSignal<Option<ObjectiveHistory>>) -> impl IntoView {
    let words = words();
    let live = live();
    let entries = memo(move || story.get().map(|story| story.history).unwrap_or_default());
    let item = move |entry: Entry| {
        let board = live.board.read_untracked();
        let narrator = Narrator::on_page_of(words, &board, id);
        let said = narrator.sentence(&entry)?;
        let changes = narrator.changes(&entry, id);
        drop(board);
        Some(view! {
            <li>
                <Sentence pieces=said/>
                {changes.into_iter().map(|change| view! { <p class="change">{change}</p> }.into_any()).collect_view()}
                <time class="dim" datetime=entry.at.to_rfc3339()>{move || words.instant(entry.at, &live.moment.read())}</time>
            </li>
        })
    };
    view! {
        <section class="section history" aria-labelledby="history">
            <header><h2 id="history">{words.translate("objective.history")}</h2></header>
            <ol>{move || entries.get().into_iter().filter_map(item).take(FIRST).collect_view()}</ol>
            <Show when=move || { entries.read().len() > FIRST }>
                <details>
                    <summary class="link">{move || t!(words, "overview.more", n = entries.read().len() - FIRST)}</summary>
                    <ol>{move || entries.get().into_iter().filter_map(item).skip(FIRST).collect_view()}</ol>
                </details>
            </Show>
        </section>
    }
}
