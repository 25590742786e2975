//! Access to the browser's layout. Not called on the server, where handlers and effects don't run.

#[cfg(feature = "hydrate")]
pub(super) use browser::{
    focus, frame_of, has_dialog, is_narrow, keep_focus, listen_for_resizing, replace_address, scroll_to, size_of,
};
#[cfg(not(feature = "hydrate"))]
pub(super) use nowhere::{
    focus, frame_of, has_dialog, is_narrow, keep_focus, listen_for_resizing, replace_address, scroll_to, size_of,
};

#[cfg(feature = "hydrate")]
mod browser {
    use layout::{Rect, Size};
    use leptos::ev;
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

    /// The rectangle of an element in the window, in screen pixels.
    pub(in super::super) fn frame_of(element: &Element) -> Rect {
        let frame = element.get_bounding_client_rect();
        Rect { x: frame.x(), y: frame.y(), width: frame.width(), height: frame.height() }
    }

    /// The size of an element; `None` if it isn't rendered.
    pub(in super::super) fn size_of(element: &Element) -> Option<Size> {
        let Rect { width, height, .. } = frame_of(element);
        (width > 0.0 && height > 0.0).then_some(Size { width, height })
    }

    /// Whether a dialog is open, which then handles the keys.
    pub(in super::super) fn has_dialog() -> bool {
        document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
    }

    /// Whether the style sheet's narrow layout applies.
    pub(in super::super) fn is_narrow() -> bool {
        let query = window().match_media("(max-width: 800px)");
        query.ok().flatten().is_some_and(|query| query.matches())
    }

    /// Calls back when the window is resized, while the owner exists.
    pub(in super::super) fn listen_for_resizing(resized: impl Fn() + 'static) {
        let handle = window_event_listener(ev::resize, move |_| resized());
        on_cleanup(move || handle.remove());
    }

    /// Replaces the address without navigation.
    pub(in super::super) fn replace_address(address: &str) {
        let here = window().location();
        let now = format!("{}{}", here.pathname().unwrap_or_default(), here.search().unwrap_or_default());
        // When the page is left, effects may run once more; they must not change the next page's address.
        if now != address && here.pathname().is_ok_and(|path| path == "/map") {
            let hash = here.hash().unwrap_or_default();
            if let Ok(history) = window().history() {
                let state = history.state().unwrap_or(JsValue::NULL);
                let _ = history.replace_state_with_url(&state, "", Some(&format!("{address}{hash}")));
            }
        }
    }

    /// Scrolls a list so that the element with this id is visible.
    pub(in super::super) fn scroll_to(id: &str) {
        if let Some(element) = document().get_element_by_id(id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// Restores the focus after a change of the document, if it was on an element of the map.
    ///
    /// A keyed list removes and inserts elements when others change around them, which loses the focus.
    pub(in super::super) fn keep_focus() {
        let focused = document().active_element().filter(|element| element.closest(".map-page").is_ok_and(|page| page.is_some()));
        if let Some(focused) = focused {
            queue_microtask(move || {
                if focused.is_connected() && document().active_element().as_ref() != Some(&focused) {
                    focus_on(focused);
                }
            });
        }
    }

    /// Focuses the element with this id without scrolling.
    pub(in super::super) fn focus(id: &str) {
        if let Some(element) = document().get_element_by_id(id) {
            focus_on(element);
        }
    }

    fn focus_on(element: Element) {
        if let Ok(element) = element.dyn_into::<HtmlElement>() {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod nowhere {
    use layout::{Rect, Size};
    use leptos::web_sys::Element;

    pub(in super::super) fn frame_of(_: &Element) -> Rect {
        Rect::default()
    }

    pub(in super::super) fn size_of(_: &Element) -> Option<Size> {
        None
    }

    pub(in super::super) fn has_dialog() -> bool {
        false
    }

    pub(in super::super) fn is_narrow() -> bool {
        false
    }

    pub(in super::super) fn listen_for_resizing(_: impl Fn() + 'static) {}

    pub(in super::super) fn replace_address(_: &str) {}

    pub(in super::super) fn keep_focus() {}

    pub(in super::super) fn scroll_to(_: &str) {}

    pub(in super::super) fn focus(_: &str) {}
}
