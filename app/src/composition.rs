//! Writing with an input method, as Chinese is written.

use leptos::ev::KeyboardEvent;

/// The key code of a key that an input method has taken.
const TAKEN: u32 = 229;

/// Whether a key goes to the input method and to nothing else: Enter then chooses characters, and commits nothing.
///
/// Safari sends the Enter that ends a composition after its end, and tells it only by its code.
pub(crate) fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN
}
