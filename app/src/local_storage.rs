//! Local storage by key. Signing out clears it; nothing is stored on the server.

#[cfg(feature = "hydrate")]
pub(crate) use in_browser::{clear, get, put};
#[cfg(not(feature = "hydrate"))]
pub(crate) use on_server::{clear, get, put};

#[cfg(feature = "hydrate")]
mod in_browser {
    use leptos::prelude::window;
    use web_sys::Storage;

    /// The stored value. Call it in effects only: the first view can't depend on it.
    pub(crate) fn get(name: &str) -> Option<String> {
        storage()?.get_item(name).ok()?
    }

    /// Stores a text. Failures are ignored.
    pub(crate) fn put(name: &str, text: &str) {
        let _ = storage().map(|storage| storage.set_item(name, text));
    }

    /// Deletes a key.
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
