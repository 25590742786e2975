//! The steps of milestones in a form: one row each, with name, weight and date. A step keeps its id when its row is
//! changed or moved, so that its completion is kept.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;
use okr::{Field, Milestone, MilestoneId, Refusal};
use serde::{Deserialize, Serialize};

use super::key_result_form::Typed;
use crate::components::flow::For;
use crate::forms::number::{self, Mark, written};
use crate::i18n::words;
use crate::memo::memo;
use crate::t;

/// A step as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) id: MilestoneId,
    pub(super) name: String,
    pub(super) weight: String,
    pub(super) due: String,
}

/// Why a row isn't a valid step: its number from 1, and the problem.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WrongStep {
    pub(super) row: usize,
    pub(super) refusal: Refusal,
}

impl Step {
    pub(super) fn of(step: &Milestone) -> Self {
        let due = step.due.map(|due| due.to_string()).unwrap_or_default();
        Self { id: step.id, name: step.name.clone(), weight: written(step.weight), due }
    }

    fn new(id: MilestoneId) -> Self {
        Self { id, name: String::new(), weight: written(1.0), due: String::new() }
    }

    /// Whether the row is empty.
    fn is_untouched(&self) -> bool {
        self.name.trim().is_empty() && self.due.is_empty() && (self.weight.trim().is_empty() || self.weight == written(1.0))
    }

    fn read(&self) -> Result<Milestone, Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::Empty { field: Field::Name });
        }
        // Weights are small and need no thousands separator, so a comma isn't ambiguous.
        let weight = number::read(&self.weight, "").ok().filter(|read| read.other.is_none() || read.mark == Mark::Point);
        let weight = weight.ok_or(Refusal::NotANumber { field: Field::Weight })?.plain;
        let due = match self.due.as_str() {
            "" => None,
            due => Some(due.parse().map_err(|_| Refusal::DatesCrossed)?),
        };
        Ok(Milestone { id: self.id, name: self.name.clone(), weight, due })
    }
}

/// The steps of the rows. Empty rows are ignored.
pub(super) fn read(steps: &[Step]) -> Result<Vec<Milestone>, WrongStep> {
    let rows = steps.iter().enumerate().filter(|(_, step)| !step.is_untouched());
    rows.map(|(row, step)| step.read().map_err(|refusal| WrongStep { row: row + 1, refusal })).collect()
}

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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_step_is_read_as_it_was_written_whatever_is_in_its_name() {
        for name in ["Signed", "Phase 1 | 2", "A | B", "签订：试点；一"] {
            let step =
                Milestone { id: MilestoneId(Uuid::from_u128(7)), name: name.into(), weight: 2.5, due: "2026-12-01".parse().ok() };
            assert_eq!(read(&[Step::of(&step)]), Ok(vec![step]));
        }
    }

    #[test]
    fn what_is_wrong_with_a_row_is_said_with_its_place_and_an_untouched_one_is_none() {
        let row = |number: u128, name: &str, weight: &str| Step {
            name: name.into(),
            weight: weight.into(),
            ..Step::new(MilestoneId(Uuid::from_u128(number)))
        };
        assert_eq!(read(&[row(1, "", "1"), row(2, "Signed", "1")]).map(|steps| steps.len()), Ok(1));
        let refused = |rows: &[Step]| read(rows).unwrap_err();
        let (empty, number) = (Refusal::Empty { field: Field::Name }, Refusal::NotANumber { field: Field::Weight });
        assert_eq!(refused(&[row(1, "Signed", "1"), row(2, " ", "3")]), WrongStep { row: 2, refusal: empty });
        assert_eq!(refused(&[row(1, "Signed", "much")]), WrongStep { row: 1, refusal: number });
    }
}
