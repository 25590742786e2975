//! Redirect targets after a form: only paths of this site.

use axum::http::uri::PathAndQuery;

/// The path to return to; `/` if `wanted` is missing or would lead to another site.
pub(crate) fn safe(wanted: Option<&str>) -> &str {
    wanted.filter(|path| is_ours(path)).unwrap_or("/")
}

/// Browsers read `//host` and `/\host` as another site's address, after removing tabs and line breaks.
fn is_ours(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && !path.contains(|letter: char| letter.is_control() || letter == '\\' || !letter.is_ascii())
        && path.parse::<PathAndQuery>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_site_is_gone_back_to() {
        for path in ["/", "/map", "/?cycle=1", "/objectives/1?x=%2F%2Fevil.example"] {
            assert_eq!(safe(Some(path)), path);
        }
    }

    #[test]
    fn another_site_is_not() {
        for path in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "",
            "/\t/evil.example",
            "/\n",
            "javascript:alert(1)",
            "/地图",
        ] {
            assert_eq!(safe(Some(path)), "/", "{path:?}");
        }
        assert_eq!(safe(None), "/");
    }
}
