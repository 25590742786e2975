//! Sparklines.

use leptos::prelude::*;
use okr::Health;

use super::health::health_key;
use crate::memo::memo;

/// Progress over the cycle so far, in 0..1, oldest first. Points without data are omitted.
#[component]
pub(crate) fn Spark(
    /// The values.
    #[prop(into)]
    values: Signal<Vec<Option<f64>>>,
    /// The health that colours the line.
    #[prop(into)]
    health: Signal<Health>,
) -> impl IntoView {
    let points = memo(move || {
        let values = values.read();
        let step = 74.0 / (values.len().max(2) - 1) as f64;
        values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| value.map(|value| (index as f64 * step, 22.0 - value.clamp(0.0, 1.0) * 20.0)))
            .collect::<Vec<_>>()
    });
    let line = move || points.read().iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ");
    let end = move || points.read().last().copied().unwrap_or((-10.0, -10.0));
    view! {
        <svg class="spark" data-health=move || health_key(health.get()) viewBox="0 0 74 24" aria-hidden="true">
            <polyline fill="none" stroke="var(--health)" stroke-width="1.5" points=line></polyline>
            <circle cx=move || format!("{:.1}", end().0) cy=move || format!("{:.1}", end().1) r=move || if points.read().is_empty() { "0" } else { "2.4" } fill="var(--health)"></circle>
        </svg>
    }
}
