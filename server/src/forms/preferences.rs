//! The reader's language and theme.

use app::opening::Theme;
use axum::body::Bytes;
use axum::response::Response;
use okr::Language;

use super::{back, field, fields, remember, see_other};
use crate::request_context::{LANGUAGE_COOKIE, THEME_COOKIE};

/// Handles the form. Fields: `language`, `theme`, and `back`, the path to return to. Invalid values are ignored.
pub(crate) async fn send(body: Bytes) -> Response {
    let fields = fields(&body);
    let mut response = see_other(back::safe(field(&fields, "back")));
    if let Some(language) = field(&fields, "language").and_then(Language::from_tag) {
        remember(&mut response, LANGUAGE_COOKIE, language.tag());
    }
    if let Some(theme) = field(&fields, "theme").map(Theme::from_key) {
        remember(&mut response, THEME_COOKIE, theme.key());
    }
    response
}
