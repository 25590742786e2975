//! Focus management after an action: which element gets the focus, and is scrolled into view.

#[cfg(feature = "hydrate")]
pub(crate) use browser::{go_on_at, go_on_if_lost, go_on_in, go_to_page, leave_page};
#[cfg(not(feature = "hydrate"))]
pub(crate) use nowhere::{go_on_at, go_on_if_lost, go_on_in, go_to_page, leave_page};

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

    /// Focuses the element with this id once it is in the document, and scrolls so that its row is visible.
    pub(crate) fn go_on_at(id: String) {
        request_animation_frame(move || {
            let Some(element) = document().get_element_by_id(&id) else { return };
            let row = element.closest("li, header").ok().flatten().unwrap_or_else(|| element.clone());
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
            focus(element);
        });
    }

    /// Focuses the element with this id if the focused element was removed. Doesn't scroll.
    pub(crate) fn go_on_if_lost(id: &'static str) {
        request_animation_frame(move || {
            let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if let Some(element) = document().get_element_by_id(id).filter(|_| lost) {
                focus(element);
            }
        });
    }

    /// Focuses a field of a form that was just opened, unless another field has the focus.
    pub(crate) fn go_on_in(field: Element) {
        request_animation_frame(move || {
            let writes =
                document().active_element().is_some_and(|active| active.matches("input, textarea, select").unwrap_or(false));
            if !writes {
                focus(field);
            }
        });
    }

    /// Skips to the page's content.
    pub(crate) fn go_to_page() {
        if let Some(page) = document().get_element_by_id("page") {
            focus(page);
        }
    }

    /// Moves the focus to the new page after navigation: the pressed element is gone, or belongs to the frame. A page
    /// that has set the focus itself keeps it.
    pub(crate) fn leave_page() {
        let placed = document().active_element().is_some_and(|active| active.matches("#page h1, #page input").unwrap_or(false));
        if !placed {
            go_to_page();
        }
    }

    fn focus(element: Element) {
        if let Ok(element) = element.dyn_into::<HtmlElement>() {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    }
}

/// No-ops for the server.
#[cfg(not(feature = "hydrate"))]
mod nowhere {
    /// Does nothing.
    pub(crate) fn go_on_at(_: String) {}

    /// Does nothing.
    pub(crate) const fn go_on_if_lost(_: &'static str) {}

    /// Does nothing.
    pub(crate) fn go_on_in(_: leptos::web_sys::Element) {}

    /// Does nothing.
    pub(crate) const fn go_to_page() {}

    /// Does nothing.
    pub(crate) const fn leave_page() {}
}
