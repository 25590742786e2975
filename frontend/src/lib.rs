//! The browser's entry point.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page, after the module has loaded.
#[wasm_bindgen]
pub async fn hydrate() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        app::say_lifeless();
    }));
    app::hydrate().await;
}
