//! Input methods, such as those for Chinese.

use leptos::ev::KeyboardEvent;

/// The key code of a key that an input method has handled.
const TAKEN: u32 = 229;

/// Whether a key belongs to an input method: Enter then selects characters and submits nothing.
///
/// Safari sends the Enter that ends a composition after the composition's end, recognisable only by its code.
pub(crate) fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN
}
