//! Text for places where the framework escapes nothing.

/// Text for the inside of an element that the framework writes as it is: `<title>` and `<textarea>` on the server, where it could end the
/// element and begin another. In the browser nothing is parsed, so nothing is escaped.
pub(crate) fn raw_text(text: &str) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text.to_owned() }
}
