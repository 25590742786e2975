//! The card of one key result.

use std::sync::Arc;

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use okr::{KeyResult, KeyResultId, PersonId, Phase};

use super::confidence::ConfidenceChoice;
use super::done::Done;
use super::draft::Drawer;
use super::filling::Filling;
use super::note::NoteFields;
use super::preview::{ends, preview};
use super::sending::Sending;
use super::step::number_of;
use super::value::{ValueControl, Wrong};
use crate::components::bar::ProgressBar;
use crate::forms::check_in::{CHECK_IN, COMMAND, KEY_RESULT, UNCHANGED};
use crate::i18n::{t, words};
use crate::live::live;
use crate::memo::memo;
use crate::opening::{Opening, Returned, nth};
use crate::place::place;

/// The card of a key result on which the reader may check in.
#[component]
pub(super) fn Card(
    key_result: KeyResult,
    reader: PersonId,
    /// The form refused by the server, without JavaScript.
    returned: Option<Returned>,
    /// Whether there is another card after this one.
    #[prop(into)]
    more: Signal<bool>,
    /// Whether the reader came from another card, so that the focus has to move.
    arrived: bool,
    /// Called when it is saved.
    done: Callback<Done>,
) -> impl IntoView {
    let words = words();
    let live = live();
    let opening: Arc<Opening> = expect_context();
    let id = key_result.id;
    let filling = Filling::new(&key_result, returned);
    let drawer = Drawer::of(reader, &key_result);
    let restored = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let unanswered = StoredValue::new(None);
    let form = NodeRef::<html::Form>::new();
    let heading = NodeRef::<html::H1>::new();
    filling.come_to_life(form, drawer, restored, key_result.clone());
    Effect::new(move |_| {
        if let Some(heading) = heading.get().filter(|_| arrived) {
            let _ = heading.focus();
        }
    });

    let before = memo(move || live.board.read().key_result(id).ok().and_then(|key_result| key_result.last()?.confidence));
    let send = move |unchanged: bool| {
        if !busy.get_untracked() {
            Sending {
                filling,
                key_result: id,
                before: before.get_untracked(),
                drawer,
                busy,
                form,
                unanswered,
                done,
                words,
                live,
            }
            .send(unchanged);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(false);
    };
    let repeat = move |event: MouseEvent| {
        event.prevent_default();
        send(true);
    };
    let discard = move |_: MouseEvent| {
        filling.form.set(filling.first.get_value());
        restored.set(false);
    };

    let hidden = [
        (KEY_RESULT, id.to_string()),
        (CHECK_IN, nth(opening.ids_from, 0).to_string()),
        (COMMAND, nth(opening.ids_from, 1).to_string()),
    ]
    .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any());
    let has_last = key_result.last().is_some();
    view! {
        <form class="card" method="post" action="/check-in" node_ref=form on:submit=submit aria-busy=move || busy.get().then_some("true") novalidate>
            {hidden.collect_view()}
            // Enter activates the form's first button, which must not be "unchanged".
            <button class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
            <div class="fill">
                <header>
                    <Under key_result=key_result.clone()/>
                    <h1 tabindex="-1" node_ref=heading>{key_result.title.clone()}</h1>
                </header>
                <Wrong field="" filling/>
                {move || restored.get().then(|| view! {
                    <p class="restored">{words.translate("check_in.restored")}" "<button type="button" class="link" on:click=discard>{words.translate("check_in.discard")}</button></p>
                }.into_any())}
                <ValueControl key_result=key_result.clone() filling send=Callback::new(move |()| send(false))/>
                <Preview key_result=key_result.id filling/>
                <ConfidenceChoice filling/>
                <NoteFields before filling/>
            </div>
            <footer>
                <button class="button" name=UNCHANGED value="1" on:click=repeat hidden=!has_last aria-disabled=move || busy.get().then_some("true")>{words.translate("check_in.unchanged")}</button>
                <button class="button primary" aria-disabled=move || busy.get().then_some("true")>{move || words.translate(if more.get() { "check_in.submit_next" } else { "check_in.submit" })}</button>
            </footer>
        </form>
    }
}

/// The objective and team of the key result.
#[component]
fn Under(key_result: KeyResult) -> impl IntoView {
    let live = live();
    let place = place();
    let board = live.board.read_untracked();
    let objective = board.objective(key_result.objective).ok();
    let team = objective.and_then(|objective| board.team(objective.team).ok()).map(|team| team.name.clone());
    let title = objective.map(|objective| objective.title.clone()).unwrap_or_default();
    let scored = objective.and_then(|objective| board.cycle(objective.cycle).ok()).filter(|cycle| cycle.phase == Phase::Scoring);
    let last_value = scored.map(|cycle| t!(words(), "check_in.final", cycle = cycle.name));
    let path = format!("/objectives/{}", key_result.objective);
    view! {
        <p class="under">
            <a href=move || place.to(&path)>{title}</a>
            {team.map(|team| view! { <span>" · "{team}</span> }.into_any())}
        </p>
        {last_value.map(|text| view! { <p class="under">{text}</p> }.into_any())}
    }
}

/// The bar with the new value, and the labels of its ends.
#[component]
fn Preview(key_result: KeyResultId, filling: Filling) -> impl IntoView {
    let words = words();
    let live = live();
    let now = memo(move || {
        let board = live.board.read();
        let key_result = board.key_result(key_result).ok()?;
        Some((key_result.clone(), key_result.last().and_then(|last| number_of(&last.reading))))
    });
    let standing = memo(move || {
        let standing = live.standings.read().key_result(key_result);
        let form = filling.form.read();
        match now.read().as_ref() {
            Some((key_result, _)) => preview(standing, &key_result.measure, form.reading(key_result).as_ref(), form.confidence),
            None => standing,
        }
    });
    let at_ends = move || {
        now.read().as_ref().map(|(key_result, last)| {
            ends(words, &key_result.measure, *last, &standing.get())
                .map(|end| view! { <span>{end}</span> }.into_any())
                .collect_view()
        })
    };
    view! {
        <div class="progress">
            <ProgressBar standing/>
            <div class="ends">{move || at_ends()}</div>
        </div>
    }
}
