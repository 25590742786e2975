//! Percentages with an explanation.

use leptos::prelude::*;
use okr::explain::{Figure, Of, Quantity};

use super::explain::Question;
use crate::i18n::words;
use crate::memo::memo;
use crate::place::place;
use crate::t;

/// The progress of something.
pub const fn progress_of(of: Of) -> Figure {
    Figure { quantity: Quantity::Progress, of }
}

/// The expected progress of something.
pub const fn expected_of(of: Of) -> Figure {
    Figure { quantity: Quantity::Expected, of }
}

/// The address of a figure's explanation page.
pub fn path_of(figure: Figure) -> String {
    let quantity = match figure.quantity {
        Quantity::Progress => "progress",
        Quantity::Expected => "expected",
        Quantity::Confidence => "confidence",
    };
    match figure.of {
        Of::Objective(id) => format!("/explain/{quantity}/objective/{id}"),
        Of::KeyResult(id) => format!("/explain/{quantity}/key-result/{id}"),
        Of::Company(id) => format!("/explain/{quantity}/company/{id}"),
    }
}

/// The figure named by a path's last three segments.
pub fn figure_at(quantity: &str, of: &str, id: &str) -> Option<Figure> {
    let quantity = match quantity {
        "progress" => Quantity::Progress,
        "expected" => Quantity::Expected,
        "confidence" => Quantity::Confidence,
        _ => return None,
    };
    let of = match of {
        "objective" => Of::Objective(id.parse().ok()?),
        "key-result" => Of::KeyResult(id.parse().ok()?),
        "company" => Of::Company(id.parse().ok()?),
        _ => return None,
    };
    Some(Figure { quantity, of })
}

/// The percentage. A change is animated. A click opens the explanation: in a dialog, or without JavaScript as a page.
#[component]
pub fn Percent(
    /// The figure.
    figure: Figure,
    /// Its value; `None` if there is no data.
    #[prop(into)]
    value: Signal<Option<f64>>,
) -> impl IntoView {
    let words = words();
    let asked: Question = expect_context();
    let text = memo(move || words.percent(value.get()));
    let changed = RwSignal::new(false);
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            changed.set(false);
            request_animation_frame(move || changed.set(true));
        }
        now
    });
    let open = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            asked.0.set(Some(figure));
        }
    };
    view! {
        <a class="num percent" translate="no" class:changed=changed href=move || place().to(&path_of(figure)) on:click=open
            aria-label=move || t!(words, "percent.why", value = text.get())>{text}</a>
    }
}
