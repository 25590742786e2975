//! What only a browser knows. On the server nothing of it is asked: handlers and effects don't run there.

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

    /// Where an element is in the window, in screen pixels.
    pub(in super::super) fn frame_of(element: &Element) -> Rect {
        let frame = element.get_bounding_client_rect();
        Rect { x: frame.x(), y: frame.y(), width: frame.width(), height: frame.height() }
    }

    /// How large an element is; `None` if it isn't drawn.
    pub(in super::super) fn size_of(element: &Element) -> Option<Size> {
        let Rect { width, height, .. } = frame_of(element);
        (width > 0.0 && height > 0.0).then_some(Size { width, height })
    }

    /// Whether a dialog is open: then keys are for it.
    pub(in super::super) fn has_dialog() -> bool {
        document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
    }

    /// Whether the style sheet's narrow half holds.
    pub(in super::super) fn is_narrow() -> bool {
        let query = window().match_media("(max-width: 800px)");
        query.ok().flatten().is_some_and(|query| query.matches())
    }

    /// Calls back whenever the window is resized, for as long as the owner lives.
    pub(in super::super) fn listen_for_resizing(resized: impl Fn() + 'static) {
        let handle = window_event_listener(ev::resize, move |_| resized());
        on_cleanup(move || handle.remove());
    }

    /// Puts another address in the place of this one, without going anywhere.
    pub(in super::super) fn replace_address(address: &str) {
        let here = window().location();
        let now = format!("{}{}", here.pathname().unwrap_or_default(), here.search().unwrap_or_default());
        // Leaving the page, effects may still run once; the next page's address isn't theirs.
        if now != address && here.pathname().is_ok_and(|path| path == "/map") {
            let hash = here.hash().unwrap_or_default();
            if let Ok(history) = window().history() {
                let state = history.state().unwrap_or(JsValue::NULL);
                let _ = history.replace_state_with_url(&state, "", Some(&format!("{address}{hash}")));
            }
        }
    }

    /// Scrolls a list just so far that the element of an id is seen.
    pub(in super::super) fn scroll_to(id: &str) {
        if let Some(element) = document().get_element_by_id(id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// Gives the focus back to the element of the map that has it now, once the document has been changed.
    ///
    /// A keyed list takes elements out and puts them in again when others come and go around them, and that takes the focus off them.
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

    /// Focuses the element of an id without scrolling anything to it.
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
