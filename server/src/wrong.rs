//! Answers that aren't the one that was asked for: a page in the reader's language, or JSON for a program.

use app::error::AppError;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use crate::asked::Asked;
use crate::site::Site;

/// What went wrong.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wrong {
    /// What the application itself knows of.
    App(AppError),
    /// There is nothing at this address.
    NoSuchPage,
    /// More was sent than is taken in.
    TooLarge,
    /// The request took too long to arrive.
    TooSlow,
}

impl From<AppError> for Wrong {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl Wrong {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::App(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
        }
    }

    /// The whole answer.
    pub(crate) fn answer(&self, site: &Site, asked: Asked) -> Response {
        if asked.by_program { self.to_program() } else { self.to_person(site, asked) }
    }

    fn to_program(&self) -> Response {
        let error = match self {
            Self::App(error) => error.clone(),
            // A program has no use for more than the status.
            Self::NoSuchPage | Self::TooLarge | Self::TooSlow => AppError::Unreadable,
        };
        let body = serde_json::to_string(&error).unwrap_or_default();
        let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json")), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (self.status(), headers, Body::from(body)).into_response()
    }

    fn to_person(&self, site: &Site, asked: Asked) -> Response {
        let words = asked.words();
        let sentence = match self {
            Self::App(error) => words.error(error, &site.office.ledger.board()),
            Self::NoSuchPage => words.say("not_found.why").to_owned(),
            Self::TooLarge => words.say("error.too_large").to_owned(),
            Self::TooSlow => words.error(&AppError::Unreachable, &site.office.ledger.board()),
        };
        let style = site.assets.paths().style.clone();
        let title = words.say("product.name");
        let page = view! {
            <html lang=asked.language.tag() data-theme=asked.theme.key()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <title>{title}</title>
                    {(!style.is_empty()).then(|| view! { <link rel="stylesheet" href=style/> })}
                </head>
                <body>
                    <main id="page" class="wrong">
                        <h1>{title}</h1>
                        <p role="alert">{sentence}</p>
                        <p><a href="/">{words.say("page.overview")}</a></p>
                    </main>
                </body>
            </html>
        };
        let html = Owner::new().with(|| page.to_html());
        let headers =
            [(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        (self.status(), headers, Body::from(format!("<!DOCTYPE html>{html}"))).into_response()
    }
}
