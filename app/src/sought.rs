//! What is looked for, and what it is looked for in, in one spelling.

use std::borrow::Cow;

/// A text as it is compared in a search: in small letters, its accents composed (NFC). Some keyboards and some files write a letter and
/// its accent apart, which looks the same.
pub(crate) fn sought(text: &str) -> String {
    let text = text.trim();
    let text = if text.chars().all(is_composed) { Cow::Borrowed(text) } else { composed(text) };
    text.to_lowercase()
}

/// Whether a letter is composed whatever stands beside it. All of Latin without marks of their own, and of Chinese: most titles needn't
/// be composed, and a browser does that by a call out of the client.
const fn is_composed(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// By the browser: the tables would be a tenth of the client.
#[cfg(feature = "hydrate")]
fn composed(text: &str) -> Cow<'_, str> {
    Cow::Owned(js_sys::JsString::from(text).normalize("NFC").into())
}

#[cfg(not(feature = "hydrate"))]
fn composed(text: &str) -> Cow<'_, str> {
    Cow::Owned(okr::text::typed(text))
}
