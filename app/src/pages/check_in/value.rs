//! The input of the new value: a stepper, check boxes, or a switch.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use okr::{KeyResult, Measure};

use super::filling::Filling;
use super::preview::{aim, last_words};
use super::step::{number_of, start, step, tapped};
use crate::components::choices::Choices;
use crate::forms::check_in::{self, DONE, STEPS, VALUE, reading_field, unit};
use crate::forms::number;
use crate::i18n::{t, words};
use crate::live::live;

/// The input for a key result's measure, with its last and its target value.
#[component]
pub(super) fn ValueControl(
    key_result: KeyResult,
    filling: Filling,
    /// Submits the form after an ambiguous number was resolved.
    #[prop(into)]
    send: Callback<()>,
) -> impl IntoView {
    let words = words();
    let live = live();
    let id = key_result.id;
    // Others may check in or change the target while the card is open.
    let now = move || {
        let board = live.board.read();
        let key_result = board.key_result(id).ok()?;
        let last = last_words(words, key_result.last(), &key_result.measure, &live.moment.read());
        Some(t!(words, "check_in.last_and_aim", last = last, aim = aim(words, &key_result.measure)))
    };
    let field = reading_field(&key_result.measure);
    let control = match &key_result.measure {
        Measure::Metric { .. } | Measure::Keep { .. } => view! { <Stepper key_result=key_result.clone() filling/> }.into_any(),
        Measure::Milestones { .. } => view! { <Steps key_result=key_result.clone() filling/> }.into_any(),
        Measure::Done { .. } => view! { <Switch filling/> }.into_any(),
    };
    view! {
        <div class="value">
            {control}
            <p class="was" id="was">{move || now()}</p>
            <Wrong field filling/>
            <Asked key_result=key_result.clone() filling send/>
        </div>
    }
}

/// The possible meanings of an ambiguous value: a press chooses one and submits the form, without JavaScript too.
#[component]
fn Asked(key_result: KeyResult, filling: Filling, send: Callback<()>) -> impl IntoView {
    let is_counted = matches!(key_result.measure, Measure::Metric { .. } | Measure::Keep { .. });
    let choices = Signal::derive(move || {
        if !is_counted || filling.problem(VALUE).is_none() {
            return Vec::new();
        }
        let form = filling.form.read();
        check_in::choices(&key_result, &form.value, Some(&form.meant))
    });
    let chosen = move |choice: String| {
        filling.write(VALUE, |form| (form.value, form.meant) = (choice.clone(), choice));
        send.run(());
    };
    view! { <Choices choices chosen=Callback::new(chosen)/> }
}

/// The problem of a field, shown under it.
#[component]
pub(super) fn Wrong(field: &'static str, filling: Filling) -> impl IntoView {
    let id = if field.is_empty() { "wrong-form".to_owned() } else { format!("wrong-{field}") };
    view! { <p class="wrong" id=id role="alert">{move || filling.problem(field)}</p> }
}

/// − number +. The arrow keys step by one, page up and page down by ten.
#[component]
fn Stepper(key_result: KeyResult, filling: Filling) -> impl IntoView {
    let words = words();
    let measure = key_result.measure.clone();
    let last = key_result.last().and_then(|last| number_of(&last.reading));
    let tap = step(&measure, last);
    // Decimal keypads have no minus on some phones.
    let signed = tap.is_finite() && (start(&measure) < 0.0 || last.is_some_and(|last| last < 0.0));
    let first = filling.first.with_value(|form| form.value.clone());
    let counted = unit(&measure).to_owned();
    let label = key_result.title.clone();
    let taps = StoredValue::new((measure, counted.clone()));
    let tapping = move |count: f64| {
        taps.with_value(|(measure, unit)| {
            let typed = number::read(&filling.form.read_untracked().value, unit);
            let value = typed.map_or_else(|_| start(measure), |readings| readings.plain);
            filling.write(VALUE, |form| {
                form.value = tapped(value, tap, count);
                // A number written by a button isn't ambiguous.
                let reads_both_ways = number::read(&form.value, "").is_ok_and(|readings| readings.other.is_some());
                form.meant = if reads_both_ways { form.value.clone() } else { String::new() };
            });
        });
    };
    let keys = move |event: KeyboardEvent| {
        let count = match event.key().as_str() {
            "ArrowUp" => 1.0,
            "ArrowDown" => -1.0,
            "PageUp" => 10.0,
            "PageDown" => -10.0,
            _ => return,
        };
        event.prevent_default();
        tapping(count);
    };
    let length = move || filling.form.read().value.chars().count().max(3).to_string();
    view! {
        <div class="stepper">
            <button type="button" aria-label=t!(words, "check_in.less", step = words.number(tap)) aria-controls=VALUE on:click=move |_| tapping(-1.0)>"−"</button>
            <div class="number" style:--length=length>
                <label class="visually-hidden" for=VALUE>{t!(words, "check_in.new_value", title = label)}</label>
                <input id=VALUE name=VALUE type="text" inputmode=if signed { "text" } else { "decimal" } autocomplete="off" enterkeyhint="next" maxlength="64"
                    value=first.clone() prop:value=filling.text(|form| form.value.clone())
                    aria-describedby=format!("unit was wrong-{VALUE}") aria-invalid=filling.invalid(VALUE)
                    on:input=move |event| filling.write(VALUE, |form| {
                        form.value = event_target_value(&event);
                        form.meant.clear();
                    }) on:keydown=keys/>
                <span class="unit" id="unit">{counted}</span>
            </div>
            <button type="button" aria-label=t!(words, "check_in.more", step = words.number(tap)) aria-controls=VALUE on:click=move |_| tapping(1.0)>"+"</button>
        </div>
    }
}

/// One check box for each milestone.
#[component]
fn Steps(key_result: KeyResult, filling: Filling) -> impl IntoView {
    let words = words();
    let Measure::Milestones { steps } = key_result.measure else { return ().into_any() };
    let first = filling.first.with_value(|form| form.steps.clone());
    let rows = steps.into_iter().map(|milestone| {
        let id = milestone.id;
        let tick = move |event| {
            let ticked = event_target_checked(&event);
            filling.write(STEPS, |form| form.steps.tick(id, ticked));
        };
        view! {
            <label class="tick">
                <input type="checkbox" name=check_in::step(id) value="on" checked=first.is_done(id)
                    prop:checked=filling.flag(move |form| form.steps.is_done(id)) on:change=tick/>
                <span>{milestone.name}</span>
                {milestone.due.map(|due| view! { <small>{t!(words, "check_in.step_due", day = words.day(due))}</small> }.into_any())}
            </label>
        }.into_any()
    });
    view! {
        <fieldset class="ticks" aria-describedby=format!("was wrong-{STEPS}")>
            <legend class="visually-hidden">{words.translate("check_in.steps")}</legend>
            {rows.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Done, or not.
#[component]
fn Switch(filling: Filling) -> impl IntoView {
    let words = words();
    let first = filling.first.with_value(|form| form.done);
    view! {
        <label class="tick switch">
            <span>{words.translate("check_in.done")}</span>
            <input type="checkbox" role="switch" name=DONE value="on" checked=first aria-describedby=format!("was wrong-{DONE}")
                prop:checked=filling.flag(|form| form.done) on:change=move |event| filling.write(DONE, |form| form.done = event_target_checked(&event))/>
        </label>
    }
}
