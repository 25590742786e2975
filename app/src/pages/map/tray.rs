//! The tray of unaligned objectives beside the map. Dropping a card on it un-aligns it.

use leptos::prelude::*;
use okr::{Command, ObjectiveId};

use super::ground::ground;
use super::held::Over;
use super::judge::parent_title;
use crate::components::flow::For;
use crate::i18n::{isolated, t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The tray. It is collapsed at first if it is empty; cards can be dropped on it all the same.
#[component]
pub(super) fn Tray() -> impl IntoView {
    let (live, words, ground) = (live(), words(), ground());
    let items = memo(move || ground.graph.read().tray.clone());
    let held = memo(move || ground.held.get().map(|held| held.child));
    // Items of the tray have no alignment to remove.
    let taken_from = memo(move || {
        let child = held.get()?;
        let board = live.board.read();
        let primary = board.objective(child).ok()?.parents.first()?.parent;
        live.decide(&Command::Unalign { child, parent: primary }).is_ok().then(|| parent_title(&board, primary))
    });
    view! {
        <div class="tray" node_ref=ground.tray
            class:open=move || taken_from.read().is_some()
            class:drop=move || taken_from.read().is_some() && ground.over.get() == Some(Over::Tray)>
            <details open=!items.read_untracked().is_empty()>
                <summary><h2>{words.translate("map.unaligned_title")}</h2><span>{move || items.read().len()}</span></summary>
                {move || items.read().is_empty().then(|| view! { <p class="dim">{words.translate("outline.all_aligned")}</p> }.into_any())}
                <ul>
                    <For each=move || items.get() key=|id| *id let:id><Item id/></For>
                </ul>
            </details>
            {move || taken_from.get().map(|from| view! { <p class="here">{t!(words, "map.drop_to_unalign", from = from)}</p> }.into_any())}
        </div>
    }
}

/// An unaligned objective.
#[component]
fn Item(id: ObjectiveId) -> impl IntoView {
    let (live, place, words, ground) = (live(), place(), words(), ground());
    let title = memo(move || live.board.read().objective(id).map(|objective| objective.title.clone()).unwrap_or_default());
    let under = move || {
        let board = live.board.read();
        let objective = board.objective(id).ok()?;
        let team = board.team(objective.team).map(|team| team.name.clone()).unwrap_or_default();
        Some(if objective.is_published() { team } else { format!("{} · {}", isolated(&team), words.translate("stage.draft")) })
    };
    view! {
        <li data-objective=id.to_string() class:ghost=move || ground.held.get().is_some_and(|held| held.child == id)>
            <a href=move || place.to(&format!("/objectives/{id}")) draggable="false">{title}</a>
            <small>{move || under()}</small>
            <button type="button" class="align-to" aria-label=move || t!(words, "align.of", what = title.get()) on:click=move |_| ground.asking.set(Some(id))>
                {words.translate("align.to")}
            </button>
        </li>
    }
}
