//! The steps of milestones in a form: one row each, with name, weight and date. A step keeps its id when its row is
//! changed or moved, so that its completion is kept.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;
use okr::MilestoneId;

use super::typed_key_result::Typed;
use super::typed_steps::Step;
use crate::components::flow::For;
use crate::i18n::{t, words};
use crate::memo::memo;

/// Appends a row.
fn add(typed: RwSignal<Typed>) -> MilestoneId {
    let id = MilestoneId(crate::browser::new_id());
    typed.update(|typed| typed.steps.push(Step::new(id)));
    id
}

/// The direction in which a row moves.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

/// The rows.
#[component]
pub(super) fn MilestoneRows(
    /// The form they belong to.
    typed: RwSignal<Typed>,
) -> impl IntoView {
    let words = words();
    Effect::new(move |_| {
        if typed.read_untracked().steps.is_empty() {
            add(typed);
        }
    });
    view! {
        <fieldset class="step-rows">
            <legend class="label">{words.translate("field.milestones")}</legend>
            <ol>
                <For each=move || typed.read().steps.clone() key=|step| step.id children=move |step| view! { <Row id=step.id typed/> }/>
            </ol>
            <button type="button" class="button" on:click=move |_| focus(add(typed), "name")>{words.translate("milestones.add")}</button>
        </fieldset>
    }
}

/// One row.
#[component]
fn Row(id: MilestoneId, typed: RwSignal<Typed>) -> impl IntoView {
    let words = words();
    let place = move || typed.read().steps.iter().position(|step| step.id == id);
    let read = move |of: fn(&Step) -> &String| {
        move || typed.read().steps.iter().find(|step| step.id == id).map(|step| of(step).clone()).unwrap_or_default()
    };
    let write = move |write: fn(&mut Step, String)| {
        move |event| {
            let value = event_target_value(&event);
            typed.update(|typed| typed.steps.iter_mut().filter(|step| step.id == id).for_each(|step| write(step, value.clone())));
        }
    };
    let is_first = memo(move || place() == Some(0));
    let is_last = memo(move || place().is_some_and(|place| place + 1 == typed.read().steps.len()));
    let shift = move |way: Way| {
        move |_| {
            let Some(from) = typed.read_untracked().steps.iter().position(|step| step.id == id) else { return };
            let last = typed.read_untracked().steps.len() - 1;
            let to = match way {
                Way::Up => from.saturating_sub(1),
                Way::Down => (from + 1).min(last),
            };
            typed.update(|typed| typed.steps.swap(from, to));
            // A moved row loses the focus, and at an end one of its buttons.
            focus(
                id,
                match way {
                    Way::Up if to > 0 => "up",
                    Way::Down if to == last => "up",
                    _ => "down",
                },
            );
        }
    };
    let remove = move |_| {
        let Some(place) = typed.read_untracked().steps.iter().position(|step| step.id == id) else { return };
        typed.update(|typed| drop(typed.steps.remove(place)));
        let next = typed.with_untracked(|typed| typed.steps.get(place).or(typed.steps.last()).map(|step| step.id));
        match next {
            Some(next) => focus(next, "name"),
            None => focus(add(typed), "name"),
        }
    };
    // The label of a button: the step's name, or its number if it has none.
    let name = move || {
        let name = read(|step| &step.name)();
        if name.trim().is_empty() { (place().unwrap_or_default() + 1).to_string() } else { name }
    };
    view! {
        <li class="step-row">
            <label class="field step-name"><span class="label">{words.translate("milestones.name")}</span>
                <input id=element(id, "name") autocomplete="off" prop:value=read(|step| &step.name) on:input=write(|step, value| step.name = value)/>
            </label>
            <label class="field step-weight"><span class="label">{words.translate("field.weight")}</span>
                <input inputmode="decimal" autocomplete="off" prop:value=read(|step| &step.weight) on:input=write(|step, value| step.weight = value)/>
            </label>
            <label class="field step-due"><span class="label">{words.translate("done.due")}</span>
                <input type="date" prop:value=read(|step| &step.due) on:input=write(|step, value| step.due = value)/>
            </label>
            <span class="step-buttons">
                <button type="button" class="button" id=element(id, "up") disabled=move || is_first.get() aria-label=move || t!(words, "milestones.up", step = name()) on:click=shift(Way::Up)>"↑"</button>
                <button type="button" class="button" id=element(id, "down") disabled=move || is_last.get() aria-label=move || t!(words, "milestones.down", step = name()) on:click=shift(Way::Down)>"↓"</button>
                <button type="button" class="button" aria-label=move || t!(words, "milestones.remove", step = name()) on:click=remove>"×"</button>
            </span>
        </li>
    }
}

fn element(id: MilestoneId, part: &str) -> String {
    format!("step-{part}-{id}")
}

/// Focuses a part of a row once it is rendered.
fn focus(id: MilestoneId, part: &'static str) {
    request_animation_frame(move || {
        if let Some(found) = document().get_element_by_id(&element(id, part)) {
            let _ = found.unchecked_into::<HtmlElement>().focus();
        }
    });
}
