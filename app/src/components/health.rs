//! Health as a shape, a colour and a word.

use leptos::prelude::*;
use okr::{Cause, Health, Standing};

use crate::i18n::{t, words};

/// The key of a health in style sheets and translations.
pub(crate) const fn health_key(health: Health) -> &'static str {
    match health {
        Health::NoData => "no_data",
        Health::OnTrack => "on_track",
        Health::Stale => "stale",
        Health::AtRisk => "at_risk",
        Health::OffTrack => "off_track",
    }
}

/// The name of a health.
pub(crate) fn health_words(health: Health) -> &'static str {
    let words = words();
    match health {
        Health::NoData => words.translate("health.no_data"),
        Health::OnTrack => words.translate("health.on_track"),
        Health::Stale => words.translate("health.stale"),
        Health::AtRisk => words.translate("health.at_risk"),
        Health::OffTrack => words.translate("health.off_track"),
    }
}

/// The name of a health, with the reason if it is worse than on track.
pub(crate) fn judged_words(standing: &Standing) -> String {
    let words = words();
    let health = health_words(standing.health);
    let cause = match standing.cause {
        Cause::Pace => words.translate("cause.pace"),
        Cause::Confidence => words.translate("cause.confidence"),
        Cause::Both => words.translate("cause.both"),
        Cause::Nothing | Cause::Silence => return health.to_owned(),
    };
    if standing.health < Health::AtRisk { health.to_owned() } else { t!(words, "health.because", health = health, cause = cause) }
}

/// The symbol: ● ▲ ■ ◌ –. Its name is given as text for screen readers.
#[component]
pub(crate) fn HealthMark(
    /// The health.
    #[prop(into)]
    health: Signal<Health>,
) -> impl IntoView {
    view! {
        <svg class="health" data-health=move || health_key(health.get()) viewBox="0 0 12 12" role="img" aria-label=move || health_words(health.get())>
            // One path for all shapes, so that a change of health changes attributes only.
            <path
                d=move || shape(health.get())
                fill=move || if matches!(health.get(), Health::Stale | Health::NoData) { "none" } else { "currentColor" }
                stroke=move || if matches!(health.get(), Health::Stale | Health::NoData) { "currentColor" } else { "none" }
                stroke-width="1.6"
                stroke-dasharray=move || if health.get() == Health::Stale { "2 2" } else { "none" }
            ></path>
        </svg>
    }
}

const fn shape(health: Health) -> &'static str {
    match health {
        Health::NoData => "M2 6h8",
        Health::OnTrack => "M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
        Health::Stale => "M6 1.6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8z",
        Health::AtRisk => "M6 1 11.5 11h-11z",
        Health::OffTrack => "M2 1h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1z",
    }
}
