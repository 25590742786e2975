//! The reader's language and theme.

use app::opening::Theme;
use axum::response::Response;
use okr::Language;

use super::{Fields, back, remember, see_other};
use crate::request_context::{LANGUAGE_COOKIE, THEME_COOKIE};

/// Handles the form. Fields: `language`, `theme`, and `back`, the path to return to. Invalid values are ignored.
pub(crate) async fn send(fields: Fields) -> Response {
    let mut response = see_other(back::safe(fields.get("back")));
    if let Some(language) = fields.get("language").and_then(Language::from_tag) {
        remember(&mut response, LANGUAGE_COOKIE, language.tag());
    }
    if let Some(theme) = fields.get("theme").map(Theme::from_key) {
        remember(&mut response, THEME_COOKIE, theme.key());
    }
    response
}
