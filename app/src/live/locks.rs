//! Web Locks: one tab holds a named lock, the others queue. <https://w3c.github.io/web-locks/>
//!
//! web-sys has them only among its unstable APIs, which need a compiler flag; so they are called by name here.
//! Browsers provide them only in secure contexts.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The browser's lock manager.
pub(super) struct Locks {
    manager: JsValue,
    request: Function,
}

impl Locks {
    /// `None` if the browser has none.
    pub(super) fn of_this_browser() -> Option<Self> {
        let manager = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
        let request = Reflect::get(&manager, &"request".into()).ok()?.dyn_into().ok()?;
        Some(Self { manager, request })
    }

    /// Queues for the lock `name`, or steals it from the tab that holds it. `granted` is called when this tab gets
    /// it; the lock is held while the promise that `granted` returns is pending. `gone` is called when the lock was
    /// released or stolen, or can't be had.
    pub(super) fn ask(
        &self,
        name: &str,
        take_away: bool,
        granted: impl FnOnce() -> Promise + 'static,
        gone: impl Fn() + 'static,
    ) {
        let options = Object::new();
        let _ = Reflect::set(&options, &"steal".into(), &take_away.into());
        let granted = Closure::once_into_js(move |_: JsValue| JsValue::from(granted()));
        let asked = self.request.call3(&self.manager, &name.into(), &options, &granted);
        let gone = Closure::<dyn FnMut(JsValue)>::new(move |_| gone());
        // A rejected promise calls back asynchronously, as a resolved one does.
        let asked = asked.and_then(JsCast::dyn_into::<Promise>).unwrap_or_else(|why| Promise::reject(&why));
        let _ = asked.then2(&gone, &gone);
        // Called once in a tab's lifetime, or each time that the lock is stolen.
        gone.forget();
    }
}
