//! The context of a request: caller, language, theme and address, read from its path and headers.

use std::convert::Infallible;

use service::Caller;

use app::i18n::Words;
use app::opening::Theme;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri};
use okr::{Language, PersonId};
use uuid::Uuid;

use crate::auth::{ClientAddress, value as cookie};
use crate::forms::once::FilledIn;
use crate::site::Site;

/// The cookie with the reader's language.
pub(crate) const LANGUAGE_COOKIE: &str = "plumbline_language";
/// The cookie with the reader's theme.
pub(crate) const THEME_COOKIE: &str = "plumbline_theme";

/// What a response depends on besides the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestContext {
    /// Whether the client is a program, which gets JSON instead of a page.
    pub(crate) by_program: bool,
    /// The authenticated caller, if there is one.
    pub(crate) caller: Option<Caller>,
    /// The language of the response.
    pub(crate) language: Language,
    /// The theme.
    pub(crate) theme: Theme,
    /// The client's address.
    pub(crate) peer: ClientAddress,
    /// The id of the submitted form, if the server drew it.
    pub(crate) form: Option<FilledIn>,
}

impl RequestContext {
    /// Reads the context from a request.
    pub(crate) fn of(site: &Site, uri: &Uri, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let organisations = || site.service.ledger.board().organisation.as_ref().map(|organisation| organisation.language);
        Self {
            by_program: uri.path().starts_with("/api/") || uri.path() == "/live",
            caller: extensions.get().copied(),
            language: chosen_language(headers).or_else(organisations).unwrap_or_default(),
            theme: cookie(headers, THEME_COOKIE).as_deref().map(Theme::from_key).unwrap_or_default(),
            peer: ClientAddress::of(extensions, headers, &site.auth.front.proxies),
            form: extensions.get().copied(),
        }
    }

    /// The authenticated person, if there is one.
    pub(crate) fn reader(self) -> Option<PersonId> {
        self.caller.map(|caller| caller.person)
    }

    /// A derived id, the same each time that a form is sent: 0 for the command, from 1 on for the things it creates.
    pub(crate) fn id(self, site: &Site, n: u128) -> Uuid {
        self.form.map_or_else(|| site.clock.new_id(), |form| form.id(n))
    }

    /// The translations to answer with.
    pub(crate) fn words(self) -> Words {
        Words(self.language)
    }
}

impl FromRequestParts<Site> for RequestContext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Self::of(site, &parts.uri, &parts.headers, &parts.extensions))
    }
}

/// The reader's chosen language, or else the browser's.
fn chosen_language(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE_COOKIE)
        .as_deref()
        .and_then(Language::from_tag)
        .or_else(|| headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(preferred))
}

/// The supported language that an `Accept-Language` prefers. Any kind of Chinese selects Chinese.
fn preferred(accept: &str) -> Option<Language> {
    accept
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';');
            let language = match parts.next()?.trim().split('-').next()?.to_ascii_lowercase().as_str() {
                "en" => Language::English,
                "zh" => Language::Chinese,
                _ => return None,
            };
            let quality = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.trim().parse().ok())?;
            (quality > 0.0).then_some((language, quality))
        })
        // The first of equals: `max_by` would take the last.
        .fold(None, |best: Option<(Language, f64)>, next| match best {
            Some((_, quality)) if quality >= next.1 => best,
            _ => Some(next),
        })
        .map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_that_it_wants_most() {
        assert_eq!(preferred("zh-CN,zh;q=0.9,en;q=0.8"), Some(Language::Chinese));
        assert_eq!(preferred("fr-CH, fr;q=0.9, en;q=0.8, zh;q=0.7, *;q=0.5"), Some(Language::English));
        assert_eq!(preferred("en;q=0.2, zh-Hant;q=0.4"), Some(Language::Chinese));
        assert_eq!(preferred("en, zh"), Some(Language::English));
    }

    #[test]
    fn a_browser_that_wants_neither_gets_the_organisations() {
        assert_eq!(preferred("de, fr;q=0.5"), None);
        assert_eq!(preferred("en;q=0"), None);
        assert_eq!(preferred(""), None);
    }
}
