//! The check-ins of the objective.

use leptos::prelude::*;
use okr::{Action, Actor, Subject};

use super::correct::Correct;
use crate::components::flow::Show;
use crate::components::measure::reading_words;
use crate::components::person::{Avatar, name_of};
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::objective_history::{ObjectiveHistory, Told};

/// How many are shown at first.
const FIRST: usize = 8;

/// The section.
#[component]
pub(super) fn CheckIns(story: RwSignal<Option<ObjectiveHistory>>) -> impl IntoView {
    let words = words();
    let told = memo(move || story.get().map(|story| story.check_ins).unwrap_or_default());
    let item = |told: Told| view! { <Item told/> }.into_any();
    view! {
        <section class="section" aria-labelledby="check-ins">
            <header><h2 id="check-ins">{words.translate("objective.check_ins")}</h2><span class="dim">{move || told.read().len()}</span></header>
            <Show when=move || told.read().is_empty()><p class="empty">{words.translate("objective.no_check_ins")}</p></Show>
            <ol class="check-ins">{move || told.get().into_iter().take(FIRST).map(item).collect_view()}</ol>
            <Show when=move || { told.read().len() > FIRST }>
                <details class="rest">
                    <summary class="link">{move || t!(words, "overview.more", n = told.read().len() - FIRST)}</summary>
                    <ol class="check-ins">{move || told.get().into_iter().skip(FIRST).map(item).collect_view()}</ol>
                </details>
            </Show>
        </section>
    }
}

#[component]
fn Item(told: Told) -> impl IntoView {
    let words = words();
    let live = live();
    let correcting = RwSignal::new(false);
    let (point, note) = (told.check_in.point.clone(), told.check_in.note.clone());
    let board = live.board.read_untracked();
    let key_result = board.key_result(told.key_result).ok().cloned();
    let read = reading_words(words, &point.reading, key_result.as_ref().map(|key_result| &key_result.measure));
    let who = name_of(&board, point.by);
    drop(board);
    let id = point.check_in;
    let on = told.key_result;
    // Only a check-in that counts can be corrected, by its author or an owner.
    let may = memo(move || {
        let board = live.board.read();
        let counts = board.key_result(on).is_ok_and(|key_result| key_result.series.iter().any(|point| point.check_in == id));
        let open = board
            .key_result(on)
            .and_then(|key_result| board.objective(key_result.objective))
            .is_ok_and(|objective| board.cycle(objective.cycle).is_ok_and(|cycle| cycle.accepts_check_ins().is_ok()));
        counts
            && open
            && live
                .reader
                .is_some_and(|reader| Actor::Person(reader).may(&board, Action::Correct, Subject::CheckIn(on, id)).is_ok())
    });
    let lines = [("note.progress", note.progress), ("note.obstacle", note.obstacle), ("note.next", note.next)];
    let for_form = told.check_in.clone();
    view! {
        <li class:corrected=told.corrected>
            <Avatar name=who.clone()/>
            <div>
                <p><b translate="no">{who}</b>" · "{key_result.map(|key_result| t!(words, "objective.reading_of", what = key_result.title))}<b class="num" translate="no">{read}</b>
                    {point.confidence.map(|confidence| format!(" · {}", t!(words, "objective.confidence", confidence = confidence)))}
                    {point.imported.then(|| format!(" · {}", words.translate("objective.imported")))}
                    {told.corrected.then(|| format!(" · {}", words.translate("objective.corrected")))}
                </p>
                {lines.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| view! { <p class="note"><span class="dim">{words.translate(key)}</span>" "{text}</p> }.into_any()).collect_view()}
                <p class="dim"><time datetime=point.at.to_rfc3339()>{move || words.instant(point.at, &live.moment.read())}</time>
                    <Show when=move || may.get()>
                        " "<button type="button" class="link" on:click=move |_| correcting.set(true)>{words.translate("objective.correct")}</button>
                    </Show>
                </p>
                {move || correcting.get().then(|| view! { <Correct key_result=on wrong=for_form.clone() open=correcting/> }.into_any())}
            </div>
        </li>
    }
}
