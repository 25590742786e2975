//! The confidence: three large buttons, and a slider for exact values.

use leptos::prelude::*;
use okr::Confidence;

use super::filling::Filling;
use super::value::Wrong;
use crate::components::health::{HealthMark, health_key};
use crate::forms::check_in::{CONFIDENCE, band};
use crate::i18n::{Words, t, words};

/// The slider's position before the first choice.
const MIDDLE: u8 = 5;

/// The confidence input.
#[component]
pub(super) fn ConfidenceChoice(filling: Filling) -> impl IntoView {
    let words = words();
    let first = filling.first.with_value(|form| form.confidence);
    let chosen = move || filling.form.read().confidence;
    let choose = move |confidence: u8| filling.write(CONFIDENCE, |form| form.confidence = Some(confidence));
    let buttons = [Confidence::OnTrack, Confidence::AtRisk, Confidence::OffTrack].map(|of| {
        let is_first = band(first) == Some(of);
        // An unchanged 8 is saved as 8, not as the button's own value.
        let saves = first.filter(|_| is_first).unwrap_or(of.saves());
        view! {
            <label class="choice" data-health=health_key(of.health())>
                <input type="radio" name=CONFIDENCE value=saves.to_string() checked=is_first
                    prop:checked=filling.flag(move |form| band(form.confidence) == Some(of)) on:change=move |_| choose(of.saves())/>
                <span aria-hidden="true"><HealthMark health=of.health()/></span>
                <span>{confidence_words(words, of)}</span>
            </label>
        }.into_any()
    });
    let slide = move |event| {
        if let Ok(confidence) = event_target_value(&event).parse::<u8>() {
            choose(confidence.min(10));
        }
    };
    let shown = move || {
        chosen().map_or_else(|| words.translate("check_in.exact").to_owned(), |n| t!(words, "check_in.exactly", confidence = n))
    };
    view! {
        <fieldset class="field confidence" aria-describedby=format!("wrong-{CONFIDENCE}")>
            <legend>{words.translate("check_in.confidence")}</legend>
            <div class="choices">{buttons.collect_view()}</div>
            <details class="exact">
                <summary>{move || shown()}</summary>
                <div class="slide">
                    <span aria-hidden="true">"0"</span>
                    <input type="range" min="0" max="10" step="1" value=first.unwrap_or(MIDDLE).to_string() aria-label=words.translate("check_in.exact_label")
                        prop:value=filling.text(|form| form.confidence.unwrap_or(MIDDLE).to_string()) on:input=slide/>
                    <span aria-hidden="true">"10"</span>
                </div>
            </details>
            <Wrong field=CONFIDENCE filling/>
        </fieldset>
    }
}

fn confidence_words(words: Words, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::OnTrack => words.translate("check_in.on_track"),
        Confidence::AtRisk => words.translate("check_in.at_risk"),
        Confidence::OffTrack => words.translate("check_in.off_track"),
    }
}
