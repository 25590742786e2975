//! The page when nothing is due: the effects of the round, other key results to report on, and an introduction.

use leptos::html;
use leptos::prelude::*;
use okr::explain::Of;
use okr::{Board, KeyResult, ObjectiveId, PersonId, Refusal};

use super::preview::last_words;
use crate::components::figure::progress_of;
use crate::components::percent::Percent;
use crate::i18n::words;
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// An objective that changed in the round, and its progress before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moved {
    pub(super) objective: ObjectiveId,
    pub(super) before: Option<f64>,
}

/// The view when nothing (more) is due.
#[component]
pub(super) fn Rest(
    reader: PersonId,
    moved: RwSignal<Vec<Moved>>,
    /// Whether the reader came from a card, so that the focus has to move.
    arrived: bool,
) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get().filter(|_| arrived) {
            let _ = heading.focus();
        }
    });
    let is_round = !moved.read_untracked().is_empty();
    let yours = yours(&live.board.read_untracked(), reader);
    let teach = if yours.is_empty() { "check_in.none_yours" } else { "check_in.none_due" };
    view! {
        <div class="nothing-due">
            <h1 tabindex="-1" node_ref=heading>{words.translate(if is_round { "check_in.all_done" } else { "check_in.nothing_due" })}</h1>
            <ul class="moved">
                {moved.read_untracked().iter().map(|moved| view! { <Effected moved=*moved/> }.into_any()).collect_view()}
            </ul>
            {(!is_round).then(|| view! { <p>{words.translate(teach)}</p> }.into_any())}
            {(!yours.is_empty()).then(|| view! {
                <section class="again">
                    <h2>{words.translate("check_in.again")}</h2>
                    <ul>{yours.into_iter().map(|key_result| view! { <Again key_result/> }.into_any()).collect_view()}</ul>
                </section>
            }.into_any())}
            <p class="actions"><a class="button primary" href=move || place.to("/")>{words.translate("check_in.to_overview")}</a></p>
        </div>
    }
}

/// The effect of the round on an objective.
#[component]
fn Effected(moved: Moved) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let Moved { objective, before } = moved;
    let title = live.board.read_untracked().objective(objective).map(|objective| objective.title.clone()).unwrap_or_default();
    let now = memo(move || live.standings.read().objective(objective).progress);
    view! {
        <li>
            <a href=move || place.to(&format!("/objectives/{objective}"))>{title}</a>
            <span class="from-to">
                {words.percent(before)}<span aria-hidden="true">" → "</span><span class="visually-hidden">{words.translate("check_in.to")}</span>
                <Percent figure=progress_of(Of::Objective(objective)) value=now/>
            </span>
        </li>
    }
}

/// A key result that was reported on already and can be again.
#[component]
fn Again(key_result: KeyResult) -> impl IntoView {
    let words = words();
    let live = live();
    let path = format!("/check-in?kr={}", key_result.id);
    let title = key_result.title.clone();
    let last = move || last_words(words, key_result.last(), &key_result.measure, &live.moment.read());
    view! {
        <li>
            <a href=path>{title}</a>
            <small>{move || last()}</small>
        </li>
    }
}

/// Says why the rules don't allow a check-in here, before the form is filled in.
#[component]
pub(super) fn Unavailable(refusal: Refusal, key_result: Option<KeyResult>) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let sentence = words.refusal(&refusal, &live.board.read_untracked());
    let objective = key_result.as_ref().map(|key_result| format!("/objectives/{}", key_result.objective));
    view! {
        <div class="nothing-due">
            <h1>{key_result.map_or_else(|| words.translate("check_in.gone").to_owned(), |key_result| key_result.title)}</h1>
            <p>{sentence}</p>
            <p class="actions">
                <a class="button primary" href="/check-in">{words.translate("check_in.to_due")}</a>
                {objective.map(|path| view! { <a class="button" href=move || place.to(&path)>{words.translate("check_in.to_objective")}</a> }.into_any())}
            </p>
        </div>
    }
}

/// The key results that the reader reports on, in the order of ids: a plain list without totals.
fn yours(board: &Board, reader: PersonId) -> Vec<KeyResult> {
    let is_open = |id| board.cycle(id).is_ok_and(|cycle| cycle.accepts_check_ins().is_ok());
    let is_yours = |key_result: &&KeyResult| {
        board.objective(key_result.objective).is_ok_and(|objective| {
            !key_result.driven
                && objective.is_published()
                && is_open(objective.cycle)
                && key_result.owner.unwrap_or(objective.owner) == reader
        })
    };
    board.key_results.values().map(AsRef::as_ref).filter(is_yours).cloned().collect()
}
