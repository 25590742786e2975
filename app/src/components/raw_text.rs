//! Escaping where the framework does none.

/// Escapes text for elements whose content the framework doesn't escape on the server: `<title>` and `<textarea>`. In
/// the browser it isn't parsed as HTML, so nothing is escaped.
pub(crate) fn raw_text(text: &str) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text.to_owned() }
}
