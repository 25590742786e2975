//! Restores the document to what the server wrote. Changes made before hydration, for instance by a translation tool
//! or a password manager, would break it: the client expects its elements in their places.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node};

/// The element with a copy of the body as it was parsed. See `shell.rs`.
pub(crate) const KEPT: &str = "untouched";

/// Restores the body, with the current values of its fields, if elements were inserted or removed.
pub(crate) fn restore() {
    let Some(body) = document().body() else { return };
    let kept = js_sys::Reflect::get(&window(), &JsValue::from_str(KEPT)).ok().and_then(|kept| kept.dyn_into::<Element>().ok());
    let Some(kept) = kept else { return };
    if !begins_alike(&body, &kept) {
        take_over(&body, &kept);
        body.set_inner_html("");
        while let Some(child) = kept.first_child() {
            let _ = body.append_child(&child);
        }
    }
    let _ = js_sys::Reflect::delete_property(&window(), &JsValue::from_str(KEPT));
}

/// Whether all original nodes are in place. Appended nodes do no harm.
fn begins_alike(now: &Node, kept: &Node) -> bool {
    let (mut now, mut kept) = (now.first_child(), kept.first_child());
    loop {
        match (now, kept) {
            (Some(one), Some(other)) if alike(&one, &other) => (now, kept) = (one.next_sibling(), other.next_sibling()),
            (_, None) => return true,
            _ => return false,
        }
    }
}

/// Whether two trees have the same kinds of nodes. Texts and unfolded sections may differ.
fn alike(one: &Node, other: &Node) -> bool {
    one.node_name() == other.node_name() && one.child_nodes().length() == other.child_nodes().length() && begins_alike(one, other)
}

/// Copies the field values of one body into another.
fn take_over(now: &Element, kept: &Element) {
    for field in fields(kept) {
        // A field is identified by its id, or by its name and, if several share one, by its value.
        let attribute = |name| field.get_attribute(name).filter(|value| !value.is_empty() && !value.contains('"'));
        let selector = match (attribute("id"), attribute("name"), attribute("type")) {
            (Some(id), ..) => format!(r#"[id="{id}"]"#),
            (None, Some(name), Some(kind)) if kind == "radio" || kind == "checkbox" => {
                format!(r#"[name="{name}"][value="{}"]"#, attribute("value").unwrap_or_default())
            }
            (None, Some(name), _) => format!(r#"[name="{name}"]"#),
            (None, None, _) => continue,
        };
        let Some(typed) = now.query_selector(&selector).ok().flatten() else { continue };
        if let (Some(from), Some(to)) = (typed.dyn_ref::<HtmlInputElement>(), field.dyn_ref::<HtmlInputElement>()) {
            if from.type_() == "radio" || from.type_() == "checkbox" {
                to.set_checked(from.checked());
            } else if from.value() != to.value() {
                to.set_value(&from.value());
            }
        } else if let (Some(from), Some(to)) = (typed.dyn_ref::<HtmlTextAreaElement>(), field.dyn_ref::<HtmlTextAreaElement>()) {
            if from.value() != to.value() {
                to.set_value(&from.value());
            }
        } else if let (Some(from), Some(to)) = (typed.dyn_ref::<HtmlSelectElement>(), field.dyn_ref::<HtmlSelectElement>()) {
            to.set_value(&from.value());
        }
    }
}

fn fields(body: &Element) -> Vec<Element> {
    let Ok(found) = body.query_selector_all("input, textarea, select") else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}
