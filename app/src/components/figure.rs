//! Figures that can be explained: which one is asked about, and the addresses of their explanations.

use leptos::prelude::*;
use okr::explain::{Figure, Of, Quantity};

/// The figure to explain, if the dialog is open.
#[derive(Clone, Copy, Default)]
pub(crate) struct Question(pub(crate) RwSignal<Option<Figure>>);

/// The progress of something.
pub(crate) const fn progress_of(of: Of) -> Figure {
    Figure { quantity: Quantity::Progress, of }
}

/// The expected progress of something.
pub(crate) const fn expected_of(of: Of) -> Figure {
    Figure { quantity: Quantity::Expected, of }
}

/// The address of a figure's explanation page.
pub(crate) fn path_of(figure: Figure) -> String {
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
pub(crate) fn figure_at(quantity: &str, of: &str, id: &str) -> Option<Figure> {
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
