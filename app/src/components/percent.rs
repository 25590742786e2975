//! A percentage that explains itself.

use leptos::prelude::*;
use okr::explain::{Figure, Of, Quantity};

use super::explain::Asked;
use crate::i18n::words;
use crate::memo::memo;
use crate::place::place;
use crate::t;

/// The progress of something.
pub const fn progress_of(of: Of) -> Figure {
    Figure { quantity: Quantity::Progress, of }
}

/// How far something was expected to have come.
pub const fn expected_of(of: Of) -> Figure {
    Figure { quantity: Quantity::Expected, of }
}

/// Where a figure's explanation is a page of its own.
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

/// The figure of a path's three last parts.
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

/// The percentage. It settles visibly into a new value, and opens its explanation: in a dialog, or as a page without JavaScript.
#[component]
pub fn Percent(
    /// Which figure.
    figure: Figure,
    /// Its value; `None` is no data.
    #[prop(into)]
    value: Signal<Option<f64>>,
) -> impl IntoView {
    let words = words();
    let asked: Asked = expect_context();
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
