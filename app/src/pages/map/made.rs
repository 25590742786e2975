//! The panel below a newly aligned card: contributes or supports, the weight, and whether it replaces the previous
//! parent or adds to it.

use layout::Point;
use leptos::prelude::*;
use okr::{Command, How, MOST_WEIGHT, Place};

use super::align::Aligner;
use super::ground::{focus, ground};
use super::held::Made;
use super::judge::{how_words, parent_title};
use crate::components::flow::changing;
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;

/// The panel. It has the same size at every zoom and stays within the map.
#[component]
pub(super) fn Panel() -> impl IntoView {
    let ground = ground();
    let below = move |made: Made| {
        let camera = ground.camera.get();
        let rect = ground.graph.read().rect(made.child).unwrap_or_default();
        let at = camera.to_screen(Point { x: rect.x, y: rect.bottom() });
        format!("--x: {:.1}px; --y: {:.1}px", at.x, at.y)
    };
    changing(move || {
        ground.made.get().map(|made| view! { <div class="made" style=move || below(made)><HowItCounts made/></div> }.into_any())
    })
}

/// Its form. An answer isn't required: the alignment is made already.
#[component]
fn HowItCounts(made: Made) -> impl IntoView {
    let (live, words, aligner) = (live(), words(), Aligner::new());
    let Made { child, parent, replaced } = made;
    let shown = memo(move || {
        live.board.read().objective(child).ok().and_then(|objective| objective.alignment_to(parent).map(|edge| edge.how))
    });
    let weight = move || match shown.get() {
        Some(How::Contributes(weight)) => Some(weight),
        _ => None,
    };
    let reweigh = move |how: How| {
        // The shown state is sent along as the base, so that a concurrent change isn't overwritten.
        let Some(base) = shown.get_untracked() else { return };
        let command = Command::Reweigh { base: Some(base), child, parent, how, reason: String::new() };
        aligner.commit(command, move |_| match how {
            How::Contributes(weight) => t!(words, "map.counts_with", weight = words.number(weight)),
            How::Supports => words.translate("map.counts_not").to_owned(),
        });
    };
    let change_weight = move |event: leptos::ev::Event| {
        // Invalid numbers are passed on, and the rules refuse them.
        reweigh(How::Contributes(event_target_value(&event).trim().parse().unwrap_or(f64::NAN)));
    };
    let keep = move |_| {
        let Some(replaced) = replaced else { return };
        let command = Command::Align { child, parent: replaced.parent, how: Some(replaced.how), place: Place::Last };
        let before = parent_title(&live.board.read_untracked(), replaced.parent);
        aligner.commit(command, move |_| t!(words, "map.kept", to = before));
        aligner.ground.made.set(None);
        focus(child);
    };
    let to = move || parent_title(&live.board.read(), parent);
    let before = move || replaced.map(|replaced| parent_title(&live.board.read(), replaced.parent));
    let choice = move |choice: How| {
        let chosen = move || shown.get().is_some_and(|how| matches!(how, How::Supports) == matches!(choice, How::Supports));
        view! {
            <label>
                <input type="radio" name="how" prop:checked=chosen on:change=move |_| reweigh(choice)/>
                <span>{how_words(words, choice)}</span>
            </label>
        }
    };
    view! {
        <form class="made-panel" role="group" aria-label=move || t!(words, "map.how_it_counts", to = to()) on:submit=|event| event.prevent_default()>
            <div class="choice">{choice(How::Contributes(1.0))}{choice(How::Supports)}</div>
            {move || weight().map(|weight| view! {
                <label class="weight">
                    <span>{words.translate("map.weight")}</span>
                    <input type="number" min="0" max=MOST_WEIGHT.to_string() step="any" inputmode="decimal" prop:value=weight.to_string() on:change=change_weight/>
                </label>
            }.into_any())}
            {move || before().map(|before| view! {
                <button type="button" class="keep" on:click=keep>{t!(words, "map.keep_too", to = before)}</button>
            }.into_any())}
            <button type="button" class="close" aria-label=words.translate("map.close") on:click=move |_| { aligner.ground.made.set(None); focus(child); }>"×"</button>
        </form>
    }
}
