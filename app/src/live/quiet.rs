//! Reloads an outdated page as soon as that doesn't disturb the user.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlFormElement;

use super::state::Live;
use super::under_way::UnderWay;
use crate::browser::elapsed;
use crate::forms::touched::touched;

/// The minimum delay in milliseconds: it avoids repeated reloads, and leaves time to read the message.
const SOONEST: f64 = 5_000.0;
/// The reloads of different readers are spread over this many milliseconds, to avoid a peak of requests to a new
/// server.
const SPREAD: u128 = 10_000;

/// Reloads the page unless it is in use. `since`: when the newer version was detected, in milliseconds since the page
/// was opened.
pub(super) fn reload_once_quiet(live: Live, since: f64) {
    let spread = live.reader.and_then(|reader| u32::try_from(reader.0.as_u128() % SPREAD).ok()).unwrap_or_default();
    if elapsed() - since > SOONEST + f64::from(spread)
        && !live.under_way.with_value(UnderWay::is_sending)
        && !something_is_open()
        && !something_is_typed()
    {
        let _ = window().location().reload();
    }
}

/// Whether a dialog or popover is open, a card is held, or a field has the focus.
fn something_is_open() -> bool {
    const OPEN: &str = "dialog[open], :popover-open, .held, .lifted, form.inline-form, input:focus, textarea:focus, select:focus";
    document().query_selector(OPEN).is_ok_and(|found| found.is_some())
}

fn something_is_typed() -> bool {
    let Ok(forms) = document().query_selector_all("form") else { return false };
    let forms = (0..forms.length()).filter_map(|index| forms.get(index)?.dyn_into::<HtmlFormElement>().ok());
    forms.into_iter().any(|form| touched(&form).is_some())
}
