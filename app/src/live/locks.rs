//! Web Locks: one tab of a browser has the lock of a name, the others wait in line. <https://w3c.github.io/web-locks/>
//!
//! web-sys has them among its unstable APIs only, which need a compiler flag; so they are called by name here. Browsers offer them to
//! pages that came over TLS or from the machine itself.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// This browser's locks.
pub(super) struct Locks {
    manager: JsValue,
    request: Function,
}

impl Locks {
    /// `None` where there are none.
    pub(super) fn of_this_browser() -> Option<Self> {
        let manager = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
        let request = Reflect::get(&manager, &"request".into()).ok()?.dyn_into().ok()?;
        Some(Self { manager, request })
    }

    /// Waits in line for the lock `name`, or takes it away from the tab that has it. `granted` is called when this tab has it; the tab
    /// keeps it for as long as the promise that `granted` answers with is pending. `gone` is called when the lock was given back or taken
    /// away, or can't be had.
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
        // A promise that is rejected calls back later, as one that is kept does.
        let asked = asked.and_then(JsCast::dyn_into::<Promise>).unwrap_or_else(|why| Promise::reject(&why));
        let _ = asked.then2(&gone, &gone);
        // Called once a tab's lifetime, or each time that the lock goes to another tab.
        gone.forget();
    }
}
