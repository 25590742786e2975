//! Input made before the page was hydrated.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// Fields filled in before hydration, or restored by the browser after a reload; `None` if all fields still have the
/// server's values.
pub(crate) fn touched(form: &HtmlFormElement) -> Option<Vec<(String, String)>> {
    let fields: Vec<_> =
        (0..u32::try_from(form.length()).unwrap_or(0)).filter_map(|index| field(&form.get_with_index(index)?)).collect();
    let touched = fields.iter().any(|(_, touched)| *touched);
    touched.then(|| fields.into_iter().filter_map(|(field, _)| field).collect())
}

/// A field's name and value, if it would be submitted; and whether it was changed.
fn field(element: &Element) -> Option<(Option<(String, String)>, bool)> {
    if let Some(text) = element.dyn_ref::<HtmlTextAreaElement>() {
        let touched = text.default_value().is_ok_and(|written| written != text.value());
        return Some((Some((text.name(), text.value())), touched));
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>().filter(|select| !select.name().is_empty()) {
        let chosen = select.query_selector("option[selected]").ok().flatten().and_then(|option| option.get_attribute("value"));
        let touched = chosen.is_some_and(|chosen| chosen != select.value());
        return Some((Some((select.name(), select.value())), touched));
    }
    let input = element.dyn_ref::<HtmlInputElement>().filter(|input| !input.name().is_empty() && input.type_() != "hidden")?;
    let field = (input.name(), input.value());
    Some(match input.type_().as_str() {
        "checkbox" | "radio" => (input.checked().then_some(field), input.checked() != input.default_checked()),
        _ => (Some(field), input.default_value() != input.value()),
    })
}
