//! Normalisation of texts for searching.

use std::borrow::Cow;

/// Normalises a text for comparison: lower case, with composed accents (NFC). Some keyboards and files write a letter
/// and its accent as two characters, which look the same.
pub(crate) fn sought(text: &str) -> String {
    let text = text.trim();
    let text = if text.chars().all(is_composed) { Cow::Borrowed(text) } else { composed(text) };
    text.to_lowercase()
}

/// Whether a character is never changed by NFC: Latin without combining marks, and Chinese. Most titles need no
/// normalisation, which saves a call from the client into the browser.
const fn is_composed(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// By the browser: Unicode tables would be a tenth of the client.
#[cfg(feature = "hydrate")]
fn composed(text: &str) -> Cow<'_, str> {
    Cow::Owned(js_sys::JsString::from(text).normalize("NFC").into())
}

#[cfg(not(feature = "hydrate"))]
fn composed(text: &str) -> Cow<'_, str> {
    Cow::Owned(okr::text::typed(text))
}
