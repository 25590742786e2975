//! The reader's language and theme.

use app::opening::Theme;
use axum::response::Response;
use okr::Language;
use serde::Deserialize;

use super::{Form, back, remember, see_other};
use crate::request_context::{LANGUAGE_COOKIE, THEME_COOKIE};

/// The form. A language or a theme that there isn't changes nothing.
#[derive(Deserialize)]
pub(crate) struct Preferences {
    /// A language tag.
    language: Option<String>,
    /// The key of a theme.
    theme: Option<String>,
    /// The path to return to.
    back: Option<String>,
}

/// Handles the form.
pub(crate) async fn send(Form { values, .. }: Form<Preferences>) -> Response {
    let mut response = see_other(back::safe(values.back.as_deref()));
    if let Some(language) = values.language.as_deref().and_then(Language::from_tag) {
        remember(&mut response, LANGUAGE_COOKIE, language.tag());
    }
    if let Some(theme) = values.theme.as_deref().map(Theme::from_key) {
        remember(&mut response, THEME_COOKIE, theme.key());
    }
    response
}
