//! The document as the server wrote it. What a translation or a password manager does to it before the page comes to life would stop the
//! page from coming to life: what the client draws has to lie where it looks for it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node};

/// Where the page keeps a copy of its body from the moment that it was read. See `shell.rs`.
pub(crate) const KEPT: &str = "untouched";

/// Puts the body back as it was, with what is typed in its fields, if anything has been put into it or taken out of it since.
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

/// Whether everything that was there still is, in its place. What was appended since is in nobody's way.
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

/// Whether two trees are of the same kinds of nodes. What stands in them, and what was unfolded, may differ.
fn alike(one: &Node, other: &Node) -> bool {
    one.node_name() == other.node_name() && one.child_nodes().length() == other.child_nodes().length() && begins_alike(one, other)
}

/// Writes what stands in the fields of one body into those of the other.
fn take_over(now: &Element, kept: &Element) {
    for field in fields(kept) {
        // A field is known by its id or by its name and, where several share one, by its value.
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
