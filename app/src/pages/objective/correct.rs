//! Puts a wrong check-in right.

use leptos::prelude::*;
use okr::{CheckIn, Command, Field, KeyResultId, Measure, Reading, Refusal};

use crate::live::live;
use crate::words::words;

/// The form, filled with what was reported.
#[component]
pub(super) fn Correct(key_result: KeyResultId, wrong: CheckIn, open: RwSignal<bool>) -> impl IntoView {
    let words = words();
    let live = live();
    let measure = live.board.read_untracked().key_result(key_result).ok().map(|key_result| key_result.measure.clone());
    let number = RwSignal::new(match wrong.point.reading {
        Reading::Number(value) => value.to_string(),
        _ => String::new(),
    });
    let steps = RwSignal::new(match &wrong.point.reading {
        Reading::Steps(steps) => steps.clone(),
        Reading::Done(done) => vec![*done],
        Reading::Number(_) => Vec::new(),
    });
    let confidence = RwSignal::new(wrong.point.confidence.unwrap_or(6).to_string());
    let note = wrong.note.clone();
    let said = RwSignal::new(note.progress.clone());
    let problem = RwSignal::new(None::<String>);
    let names: Vec<String> = match &measure {
        Some(Measure::Milestones { steps }) => steps.iter().map(|step| step.name.clone()).collect(),
        Some(Measure::Done { .. }) => vec![words.say("reading.done").to_owned()],
        _ => Vec::new(),
    };
    let numeric = matches!(measure, Some(Measure::Metric { .. } | Measure::Keep { .. }));
    let done = matches!(measure, Some(Measure::Done { .. }));
    let wrong_id = wrong.point.check_in;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reading = if numeric {
            crate::forms::number::parse(&number.read_untracked(), "")
                .map(Reading::Number)
                .map_err(|_| Refusal::NotANumber { field: Field::Value })
        } else if done {
            Ok(Reading::Done(steps.read_untracked().first().copied().unwrap_or(false)))
        } else {
            Ok(Reading::Steps(steps.get_untracked()))
        };
        let command = reading.and_then(|reading| {
            let confidence = confidence.read_untracked().parse().map_err(|_| Refusal::NotANumber { field: Field::Confidence })?;
            let note = okr::Note { progress: said.get_untracked(), ..note.clone() };
            let id = crate::browser::new_id().into();
            let command = Command::Correct { id, wrong: wrong_id, key_result, reading, confidence, note };
            live.decide(&command).map(|_| command)
        });
        match command {
            Err(refusal) => problem.set(Some(words.refusal(&refusal, &live.board.read_untracked()))),
            Ok(command) => {
                open.set(false);
                live.send(command, words.say("objective.correction_saved"));
            }
        }
    };
    view! {
        <form class="fields inline-form" on:submit=submit>
            {numeric.then(|| view! {
                <label class="field"><span class="label">{words.say("field.value")}</span>
                    <input inputmode="decimal" prop:value=number on:input=move |event| number.set(event_target_value(&event))/>
                </label>
            }.into_any())}
            {names.into_iter().enumerate().map(|(index, name)| view! {
                <label><input type="checkbox" prop:checked=move || steps.read().get(index).copied().unwrap_or(false)
                    on:change=move |event| steps.update(|steps| if let Some(step) = steps.get_mut(index) { *step = event_target_checked(&event); })/>" "{name}</label>
            }.into_any()).collect_view()}
            <label class="field"><span class="label">{words.say("field.confidence")}" (0–10)"</span>
                <input type="number" min="0" max="10" step="1" prop:value=confidence on:input=move |event| confidence.set(event_target_value(&event))/>
            </label>
            <label class="field"><span class="label">{words.say("note.progress")}</span>
                <textarea prop:value=said on:input=move |event| said.set(event_target_value(&event))></textarea>
                <span class="wrong" role="alert">{problem}</span>
            </label>
            <div class="actions">
                <button class="button primary">{words.say("form.save")}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>{words.say("form.cancel")}</button>
            </div>
        </form>
    }
}
