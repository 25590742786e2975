//! What a browser keeps for whoever uses it: text by name. Signing out empties it, and the server keeps nothing.

#[cfg(feature = "hydrate")]
pub(crate) use in_browser::{clear, get, put};
#[cfg(not(feature = "hydrate"))]
pub(crate) use on_server::{clear, get, put};

#[cfg(feature = "hydrate")]
mod in_browser {
    use leptos::prelude::window;
    use web_sys::Storage;

    /// What is kept under a name. Only in effects: the first view can't depend on it.
    pub(crate) fn get(name: &str) -> Option<String> {
        storage()?.get_item(name).ok()?
    }

    /// Keeps a text. A browser that keeps nothing is not worth a word.
    pub(crate) fn put(name: &str, text: &str) {
        let _ = storage().map(|storage| storage.set_item(name, text));
    }

    /// Keeps nothing any more under a name.
    pub(crate) fn clear(name: &str) {
        let _ = storage().map(|storage| storage.remove_item(name));
    }

    fn storage() -> Option<Storage> {
        window().local_storage().ok().flatten()
    }
}

#[cfg(not(feature = "hydrate"))]
mod on_server {
    pub(crate) const fn get(_: &str) -> Option<String> {
        None
    }

    pub(crate) const fn put(_: &str, _: &str) {}

    pub(crate) const fn clear(_: &str) {}
}
