//! The browser's entry point, and nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page, after the module has loaded.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    app::hydrate().await;
}
