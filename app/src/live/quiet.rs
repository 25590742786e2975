//! Reloads a page whose server has a newer version, as soon as that disturbs nobody.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlFormElement;

use super::Live;
use crate::browser::elapsed;
use crate::forms::touched::touched;

/// How long a page waits at least, in milliseconds: it isn't loaded again and again, and what is said about it can be read.
const SOONEST: f64 = 5_000.0;
/// Over how many milliseconds the pages of different readers spread, so that a server that was just renewed isn't asked by all at once.
const SPREAD: u128 = 10_000;

/// Loads the page anew unless something is being done on it. `since`: when it became known that a newer version is out, in milliseconds
/// since the page was opened.
pub(super) fn reload_once_quiet(live: Live, since: f64) {
    let spread = live.reader.and_then(|reader| u32::try_from(reader.0.as_u128() % SPREAD).ok()).unwrap_or_default();
    if elapsed() - since > SOONEST + f64::from(spread) && !live.is_sending() && !something_is_open() && !something_is_typed() {
        let _ = window().location().reload();
    }
}

/// Dialogs and popovers, cards in the hand, and fields that have the focus.
fn something_is_open() -> bool {
    const OPEN: &str = "dialog[open], :popover-open, .held, .lifted, form.inline-form, input:focus, textarea:focus, select:focus";
    document().query_selector(OPEN).is_ok_and(|found| found.is_some())
}

fn something_is_typed() -> bool {
    let Ok(forms) = document().query_selector_all("form") else { return false };
    let forms = (0..forms.length()).filter_map(|index| forms.get(index)?.dyn_into::<HtmlFormElement>().ok());
    forms.into_iter().any(|form| touched(&form).is_some())
}
