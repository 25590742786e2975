//! The correction of a check-in.

use leptos::prelude::*;
use okr::{CheckIn, Command, Field, KeyResultId, Measure, MilestoneId, Reading, Refusal, Ticks};

use crate::components::choices::Choices;
use crate::forms::number::{self, Scale};
use crate::i18n::words;
use crate::live::live;
use crate::submission::Submission;

/// The form, filled with the check-in.
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
    // Its values for the current steps.
    let steps = RwSignal::new(match measure.as_ref().map(|measure| wrong.point.reading.on(measure)) {
        Some(Reading::Steps(ticks)) => ticks,
        _ => Ticks::default(),
    });
    let is_done = RwSignal::new(matches!(wrong.point.reading, Reading::Done(true)));
    let confidence = RwSignal::new(wrong.point.confidence.unwrap_or(6).to_string());
    let note = RwSignal::new([wrong.note.progress.clone(), wrong.note.obstacle.clone(), wrong.note.next.clone()]);
    let problem = RwSignal::new(None::<String>);
    let submission = Submission::new(problem);
    // One id for the form rather than for each press: sent again, it is the same correction.
    let id = crate::browser::new_id().into();
    let names: Vec<(MilestoneId, String)> = match &measure {
        Some(Measure::Milestones { steps }) => steps.iter().map(|step| (step.id, step.name.clone())).collect(),
        _ => Vec::new(),
    };
    let unit = StoredValue::new(match &measure {
        Some(Measure::Metric { unit, .. } | Measure::Keep { unit, .. }) => unit.clone(),
        _ => String::new(),
    });
    let numeric = matches!(measure, Some(Measure::Metric { .. } | Measure::Keep { .. }));
    let done = matches!(measure, Some(Measure::Done { .. }));
    let wrong_id = wrong.point.check_in;
    // The initial and the already chosen numbers aren't asked about as ambiguous.
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
        if submission.is_busy() {
            return;
        }
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
            Reading::Done(is_done.get_untracked())
        } else {
            Reading::Steps(steps.get_untracked())
        };
        let command = confidence.read_untracked().parse().map_err(|_| Refusal::NotANumber { field: Field::Confidence });
        let command = command.and_then(|confidence| {
            let [progress, obstacle, next] = note.get_untracked();
            let note = okr::Note { progress, obstacle, next };
            let command = Command::Correct { id, wrong: wrong_id, key_result, reading, confidence, note };
            live.decide(&command).map(|_| command)
        });
        match command {
            Err(refusal) => problem.set(Some(words.refusal(&refusal, &live.board.read_untracked()))),
            Ok(command) => submission.run(async move {
                live.ask(command).await?;
                open.set(false);
                live.messages.say(words.translate("objective.correction_saved"), None, false);
                Ok(())
            }),
        }
    };
    view! {
        <form class="fields inline-form" on:submit=submit>
            {numeric.then(|| view! {
                <label class="field"><span class="label">{words.translate("field.value")}</span>
                    <input inputmode="decimal" prop:value=number on:input=move |event| number.set(event_target_value(&event))/>
                </label>
            }.into_any())}
            {done.then(|| view! {
                <label><input type="checkbox" prop:checked=is_done on:change=move |event| is_done.set(event_target_checked(&event))/>" "{words.translate("reading.done")}</label>
            }.into_any())}
            {names.into_iter().map(|(id, name)| view! {
                <label><input type="checkbox" prop:checked=move || steps.read().is_done(id)
                    on:change=move |event| steps.update(|steps| steps.tick(id, event_target_checked(&event)))/>" "{name}</label>
            }.into_any()).collect_view()}
            <label class="field"><span class="label">{words.translate("field.confidence_range")}</span>
                <input type="number" min="0" max="10" step="1" prop:value=confidence on:input=move |event| confidence.set(event_target_value(&event))/>
            </label>
            {["note.progress", "note.obstacle", "note.next"].into_iter().enumerate().map(|(part, label)| view! {
                <label class="field"><span class="label">{words.translate(label)}</span>
                    <textarea prop:value=move || note.read()[part].clone() on:input=move |event| note.update(|note| note[part] = event_target_value(&event))></textarea>
                </label>
            }.into_any()).collect_view()}
            <p class="field"><span class="wrong" role="alert">{problem}</span></p>
            <Choices choices chosen/>
            <div class="actions">
                <button class="button primary" aria-disabled=move || submission.busy()>{words.translate("form.save")}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>{words.translate("form.cancel")}</button>
            </div>
        </form>
    }
}
