//! Puts a wrong check-in right.

use leptos::prelude::*;
use okr::{CheckIn, Command, Field, KeyResultId, Measure, Reading, Refusal};

use crate::components::choices::Choices;
use crate::forms::number::{self, Scale};
use crate::live::live;
use crate::words::words;

/// The form, filled with what was reported.
#[component]
pub(super) fn Correct(key_result: KeyResultId, wrong: CheckIn, open: RwSignal<bool>) -> impl IntoView {
    let words = words();
    let live = live();
    let measure = live.board.read_untracked().key_result(key_result).ok().map(|key_result| key_result.measure.clone());
    let wrong_number = match wrong.point.reading {
        Reading::Number(value) => Some(value),
        Reading::Steps(_) | Reading::Done(_) => None,
    };
    let number = RwSignal::new(wrong_number.map(number::written).unwrap_or_default());
    let steps = RwSignal::new(match &wrong.point.reading {
        Reading::Steps(steps) => steps.clone(),
        Reading::Done(done) => vec![*done],
        Reading::Number(_) => Vec::new(),
    });
    let confidence = RwSignal::new(wrong.point.confidence.unwrap_or(6).to_string());
    let note = RwSignal::new([wrong.note.progress.clone(), wrong.note.obstacle.clone(), wrong.note.next.clone()]);
    let problem = RwSignal::new(None::<String>);
    let names: Vec<String> = match &measure {
        Some(Measure::Milestones { steps }) => steps.iter().map(|step| step.name.clone()).collect(),
        Some(Measure::Done { .. }) => vec![words.say("reading.done").to_owned()],
        _ => Vec::new(),
    };
    let unit = StoredValue::new(match &measure {
        Some(Measure::Metric { unit, .. } | Measure::Keep { unit, .. }) => unit.clone(),
        _ => String::new(),
    });
    let numeric = matches!(measure, Some(Measure::Metric { .. } | Measure::Keep { .. }));
    let done = matches!(measure, Some(Measure::Done { .. }));
    let wrong_id = wrong.point.check_in;
    // What stood there isn't asked about, nor what was answered.
    let known = RwSignal::new(wrong_number.into_iter().collect::<Vec<f64>>());
    let scale = measure.as_ref().and_then(|measure| Scale::of(measure, wrong_number));
    let judged = move |typed: &str| {
        number::read(typed, &unit.read_value()).and_then(|readings| readings.judged(scale, &known.read_untracked()))
    };
    let asked = RwSignal::new(false);
    let choices = Signal::derive(move || match judged(&number.read()) {
        Err(unread) if asked.get() => number::choices(&unread),
        _ => Vec::new(),
    });
    let chosen = Callback::new(move |choice: String| {
        known.update(|known| known.extend(choice.parse::<f64>()));
        number.set(choice);
        problem.set(None);
        asked.set(false);
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reading = if numeric {
            match judged(&number.read_untracked()) {
                Ok(number) => Reading::Number(number),
                Err(unread) => {
                    problem.set(Some(words.unread(&unread, &number.read_untracked(), &unit.read_value())));
                    asked.set(true);
                    return;
                }
            }
        } else if done {
            Reading::Done(steps.read_untracked().first().copied().unwrap_or(false))
        } else {
            Reading::Steps(steps.get_untracked())
        };
        let command = confidence.read_untracked().parse().map_err(|_| Refusal::NotANumber { field: Field::Confidence });
        let command = command.and_then(|confidence| {
            let [progress, obstacle, next] = note.get_untracked();
            let note = okr::Note { progress, obstacle, next };
            let id = crate::browser::new_id().into();
            let command = Command::Correct { id, wrong: wrong_id, key_result, reading, confidence, note };
            live.decide(&command).map(|_| command)
        });
        match command {
            Err(refusal) => problem.set(Some(words.refusal(&refusal, &live.board.read_untracked()))),
            Ok(command) => leptos::task::spawn_local(async move {
                match live.ask(command).await {
                    Ok(_) => {
                        open.set(false);
                        live.say(words.say("objective.correction_saved"), None, false);
                    }
                    Err(error) => problem.set(Some(words.error(&error, &live.board.read_untracked()))),
                }
            }),
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
            <label class="field"><span class="label">{words.say("field.confidence_range")}</span>
                <input type="number" min="0" max="10" step="1" prop:value=confidence on:input=move |event| confidence.set(event_target_value(&event))/>
            </label>
            {["note.progress", "note.obstacle", "note.next"].into_iter().enumerate().map(|(part, label)| view! {
                <label class="field"><span class="label">{words.say(label)}</span>
                    <textarea prop:value=move || note.read()[part].clone() on:input=move |event| note.update(|note| note[part] = event_target_value(&event))></textarea>
                </label>
            }.into_any()).collect_view()}
            <p class="field"><span class="wrong" role="alert">{problem}</span></p>
            <Choices choices chosen/>
            <div class="actions">
                <button class="button primary">{words.say("form.save")}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>{words.say("form.cancel")}</button>
            </div>
        </form>
    }
}
