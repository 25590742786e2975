//! Progress bars with a plumb mark.

use leptos::prelude::*;
use okr::Standing;

use super::health::health_key;
use crate::i18n::{t, words};

/// A progress bar with its plumb mark: the actual progress, and the progress expected by today.
#[component]
pub(crate) fn ProgressBar(
    /// The values to draw.
    #[prop(into)]
    standing: Signal<Standing>,
) -> impl IntoView {
    let words = words();
    let label = move || {
        let standing = standing.get();
        match (standing.progress, standing.expected) {
            (None, _) => words.translate("bar.no_data").to_owned(),
            (Some(_), None) => t!(words, "bar.progress", progress = words.percent(standing.progress)),
            (Some(_), Some(_)) => {
                t!(
                    words,
                    "bar.progress_of_expected",
                    progress = words.percent(standing.progress),
                    expected = words.percent(standing.expected)
                )
            }
        }
    };
    view! {
        <span class="bar" data-health=move || health_key(standing.get().health) role="img" aria-label=label>
            <span class="bar-fill" style:--p=move || share(standing.get().progress)></span>
            <span class="bar-plumb" style:--e=move || share(standing.get().expected) hidden=move || standing.get().expected.is_none()></span>
        </span>
    }
}

fn share(share: Option<f64>) -> String {
    format!("{:.4}", share.unwrap_or(0.0).clamp(0.0, 1.0))
}
