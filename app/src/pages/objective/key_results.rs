//! The objective's key results.

use leptos::prelude::*;
use okr::explain::Of;
use okr::{Action, Actor, KeyResult, KeyResultDraft, KeyResultId, Objective, ObjectiveId, Subject, Thing};

use super::chart::KeyResultChart;
use super::key_result_form::{EditKeyResult, NewKeyResult};
use crate::components::bar::ProgressBar;
use crate::components::figure::progress_of;
use crate::components::flow::{For, Show};
use crate::components::health::HealthMark;
use crate::components::measure::{range_words, reading_words};
use crate::components::percent::Percent;
use crate::components::person::{Avatar, name_of};
use crate::components::saved::{SavedMark, saved};
use crate::focus::{go_on_at, go_on_if_lost};
use crate::i18n::{Words, t, words};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The id of the button that adds one.
const ADD: &str = "add-key-result";

/// The section.
#[component]
pub(super) fn KeyResults(id: ObjectiveId, objective: Signal<Option<Objective>>) -> impl IntoView {
    let words = words();
    let live = live();
    let ids = memo(move || objective.get().map(|objective| objective.key_results).unwrap_or_default());
    let may_write = memo(move || {
        let board = live.board.read();
        let action = if objective.get().is_some_and(|objective| objective.is_published()) { Action::Edit } else { Action::Draft };
        let open = objective
            .get()
            .is_some_and(|objective| board.cycle(objective.cycle).is_ok_and(|cycle| cycle.accepts_changes().is_ok()));
        open && live.reader.is_some_and(|reader| Actor::Person(reader).may(&board, action, Subject::Objective(id)).is_ok())
    });
    let adding = RwSignal::new(false);
    // A new key result shows a confirmation; after a deletion the focus moves to the "add" button.
    let saved = saved();
    Effect::new(move |before: Option<(bool, Vec<KeyResultId>)>| {
        let (open, now) = (adding.get(), ids.get());
        match before {
            // The key results when the form opened; the saved one appears before the form closes.
            Some((true, before)) if open => (true, before),
            Some((true, before)) => {
                let made = now.last().filter(|last| !before.contains(last));
                made.map_or_else(|| go_on_at(ADD.to_owned()), |made| saved.mark(Thing::KeyResult(*made)));
                (false, now)
            }
            Some((false, before)) if before.len() > now.len() => {
                go_on_if_lost(ADD);
                (open, now)
            }
            _ => (open, now),
        }
    });
    view! {
        <section class="section" aria-labelledby="key-results">
            <header>
                <h2 id="key-results">{words.translate("objective.key_results")}</h2>
                <Show when=move || may_write.get()>
                    <button type="button" class="end" id=ADD on:click=move |_| adding.set(true)>{words.translate("objective.add_key_result")}</button>
                </Show>
            </header>
            <Show when=move || ids.read().is_empty()>
                <p class="empty">{words.translate("objective.no_key_results")}</p>
            </Show>
            <ul class="key-results">
                <For each=move || ids.get() key=|id| *id let:id>
                    <Row id may_write/>
                </For>
            </ul>
            <Show when=move || adding.get()>
                <NewKeyResult objective=id open=adding/>
            </Show>
        </section>
    }
}

#[component]
fn Row(id: KeyResultId, may_write: Memo<bool>) -> impl IntoView {
    let words = words();
    let place = place();
    let live = live();
    let key_result = memo(move || live.board.read().key_result(id).ok().cloned());
    let standing = memo(move || live.standings.read().key_result(id));
    let progress = Signal::derive(move || standing.get().progress);
    let health = Signal::derive(move || standing.get().health);
    let editing = RwSignal::new(false);
    let (saved, edit) = (saved(), format!("edit-{id}"));
    let back = edit.clone();
    Effect::new(move |began: Option<Option<KeyResultDraft>>| {
        let written = || key_result.get_untracked().map(|key_result| KeyResultDraft::of(&key_result));
        match began.flatten() {
            None => editing.get().then(written).flatten(),
            before if editing.get() => before,
            before => {
                go_on_at(back.clone());
                if before != written() {
                    saved.mark(Thing::KeyResult(id));
                }
                None
            }
        }
    });
    let may_check_in = memo(move || {
        let board = live.board.read();
        let running = board.key_result(id).and_then(|key_result| board.objective(key_result.objective)).is_ok_and(|objective| {
            objective.is_published() && board.cycle(objective.cycle).is_ok_and(|cycle| cycle.accepts_check_ins().is_ok())
        });
        running
            && live
                .reader
                .is_some_and(|reader| Actor::Person(reader).may(&board, Action::CheckIn, Subject::KeyResult(id)).is_ok())
    });
    let sub = move || key_result.get().map(|key_result| says(words, &key_result)).unwrap_or_default();
    let owner = move || key_result.get().map(|key_result| name_of(&live.board.read(), key_result.owner));
    view! {
        <li id=format!("kr-{id}") class="key-result" data-kr=id.to_string()>
            <HealthMark health/>
            <div>
                <h3>{move || key_result.get().map(|key_result| key_result.title)}<SavedMark thing=Thing::KeyResult(id) next=edit.clone()/></h3>
                <p class="dim" translate="no">{move || sub()}{move || standing.get().confidence.map(|confidence| format!(" · {}", t!(words, "objective.confidence", confidence = words.number(confidence))))}</p>
            </div>
            <ProgressBar standing/>
            <Percent figure=progress_of(Of::KeyResult(id)) value=progress/>
            {move || owner().map(|name| view! { <Avatar name/> }.into_any())}
            <div class="more">
                <Show when=move || may_check_in.get()>
                    <a class="link" href=move || place.to(&format!("/check-in?kr={id}"))>{words.translate("page.check_in")}</a>
                </Show>
                <Show when=move || may_write.get()>
                    <button type="button" class="link" id=edit.clone() on:click=move |_| editing.set(true)>{words.translate("objective.edit")}</button>
                </Show>
                <KeyResultChart id/>
            </div>
            <Show when=move || editing.get()>
                <EditKeyResult id open=editing/>
            </Show>
        </li>
    }
}

/// The current value and the range.
fn says(words: Words, key_result: &KeyResult) -> String {
    let range =
        if key_result.driven { words.translate("objective.driven").to_owned() } else { range_words(words, &key_result.measure) };
    let mut parts = Vec::new();
    if let Some(last) = key_result.last().filter(|_| !key_result.driven) {
        parts.push(reading_words(words, &last.reading.on(&key_result.measure), Some(&key_result.measure)));
    }
    parts.push(range);
    if (key_result.weight - 1.0).abs() > f64::EPSILON {
        parts.push(t!(words, "objective.weight", weight = words.number(key_result.weight)));
    }
    parts.join(" · ")
}
