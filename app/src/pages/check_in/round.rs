//! A round through the due key results, one card after the other, with a summary at the end.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use okr::{Board, CheckInId, Command, KeyResult, KeyResultId, Measure, Note, ObjectiveId, PersonId, Reading, Ticks};

use super::card::Card;
use super::done::Done;
use super::rest::{Moved, Rest, Unavailable};
use crate::components::flow::For;
use crate::components::frame::Mark;
use crate::forms::check_in;
use crate::i18n::{t, words};
use crate::live::{Link, Live, live};
use crate::memo::memo;
use crate::opening::Opening;
use crate::place::place;

/// The largest number of dots; above it, the position is shown as text.
const MOST_DOTS: usize = 9;

/// The round. It begins with `wanted`, if given, and continues with what is due from `reader`.
#[component]
pub(super) fn Round(reader: PersonId, wanted: Option<KeyResultId>) -> impl IntoView {
    let words = words();
    let live = live();
    let place = place();
    let opening: Arc<Opening> = expect_context();
    // The server's message about a form sent without JavaScript applies only to the page it was sent with.
    let fresh = opening.board.seq == live.board.read_untracked().seq;
    let returned = opening.returned.clone().filter(|_| fresh);
    let came_back = returned.as_ref().and_then(|returned| returned.typed(check_in::KEY_RESULT)?.parse().ok());
    let returned = StoredValue::new(returned);

    let queue = RwSignal::new(queue(&live.board.read_untracked(), reader, live, came_back.or(wanted)));
    let at = RwSignal::new(0_usize);
    let moved = RwSignal::new(Vec::<Moved>::new());
    let said = RwSignal::new(opening.done.clone().filter(|_| fresh));
    let current = memo(move || queue.read().get(at.get()).copied());
    let more = memo(move || at.get() + 1 < queue.read().len());

    let done = Callback::new(move |done: Done| {
        let board = live.board.read_untracked();
        said.set(Some(check_in::said(words, &board, done.key_result, done.before, done.after)));
        if let Ok(key_result) = board.key_result(done.key_result) {
            moved.update(|moved| note_move(moved, key_result.objective, done.before));
        }
        // Others may have checked in meanwhile.
        let due = okr::numbers::due(&board, reader, live.moment.get_untracked());
        at.update(|at| {
            let queue = queue.read_untracked();
            *at = (*at + 1..queue.len()).find(|next| due.contains(&queue[*next])).unwrap_or(queue.len());
        });
    });
    let later = move |event: MouseEvent| {
        event.prevent_default();
        said.set(None);
        queue.update(|queue| queue[at.get_untracked()..].rotate_left(1));
    };
    let later_path =
        move || queue.read().get(at.get() + 1).map_or_else(|| "/check-in".to_owned(), |next| format!("/check-in?kr={next}"));

    // Any card after the first takes the focus.
    let first = StoredValue::new(current.get_untracked());
    let card = move |id: KeyResultId| {
        let arrived = first.get_value() != Some(id) || at.get_untracked() > 0;
        let board = live.board.read_untracked();
        let Ok(key_result) = board.key_result(id).cloned() else {
            return view! { <Unavailable refusal=okr::Refusal::Unknown(okr::Thing::KeyResult(id)) key_result=None/> }.into_any();
        };
        match live.decide(&trial(&key_result)) {
            Ok(_) => {
                let returned = returned.get_value().filter(|_| came_back == Some(id));
                view! { <Card key_result reader returned more arrived done/> }.into_any()
            }
            Err(refusal) => view! { <Unavailable refusal key_result=Some(key_result)/> }.into_any(),
        }
    };
    view! {
        <div class="check-in">
            <header class="round">
                <a class="home" href=move || place.to("/") aria-label=words.translate("check_in.home")><Mark/></a>
                <p>{words.translate("check_in.page")}</p>
                {move || more.get().then(|| view! { <a class="link later" href=later_path on:click=later>{words.translate("check_in.later")}</a> }.into_any())}
                {move || current.get().filter(|_| queue.read().len() > 1).map(|_| view! { <Dots at=at.get() of=queue.read().len()/> }.into_any())}
            </header>
            {move || (live.connection.link.get() == Link::Lost).then(|| view! { <p class="strip" data-health="stale">{words.translate("check_in.offline")}</p> }.into_any())}
            <p class="strip said" role="status" aria-live="polite">{said}</p>
            <For each=move || current.get() key=|id| *id let:id>{card(id)}</For>
            {move || current.get().is_none().then(|| view! { <Rest reader moved arrived=first.get_value().is_some()/> }.into_any())}
        </div>
    }
}

/// The position in the round.
#[component]
fn Dots(at: usize, of: usize) -> impl IntoView {
    let words = words();
    let text = t!(words, "check_in.place", at = at + 1, of = of);
    if of > MOST_DOTS {
        return view! { <span class="count">{text}</span> }.into_any();
    }
    let dots = (0..of).map(|dot| view! { <i class:is=dot == at class:was=dot < at></i> }.into_any()).collect_view();
    view! { <span class="dots"><span class="visually-hidden">{text}</span>{dots}</span> }.into_any()
}

/// The queue of the round: the wanted key result first, then the due ones.
fn queue(board: &Board, reader: PersonId, live: Live, wanted: Option<KeyResultId>) -> Vec<KeyResultId> {
    let due = okr::numbers::due(board, reader, live.moment.get_untracked());
    wanted.into_iter().chain(due.into_iter().filter(|id| Some(*id) != wanted)).collect()
}

/// A check-in that is never sent, to check whether the rules allow one before the form is shown.
fn trial(key_result: &KeyResult) -> Command {
    let reading = match &key_result.measure {
        Measure::Metric { .. } | Measure::Keep { .. } => Reading::Number(0.0),
        Measure::Milestones { steps } => Reading::Steps(Ticks::of(steps, |_| false)),
        Measure::Done { .. } => Reading::Done(false),
    };
    Command::CheckIn {
        id: CheckInId(uuid::Uuid::nil()),
        key_result: key_result.id,
        reading,
        confidence: 0,
        note: Note::default(),
    }
}

/// Stores an objective's progress before its first check-in of the round.
fn note_move(moved: &mut Vec<Moved>, objective: ObjectiveId, before: Option<f64>) {
    if !moved.iter().any(|moved| moved.objective == objective) {
        moved.push(Moved { objective, before });
    }
}
