//! Answers with a page that the server draws alone.

use app::door::{Corner, Sheet};
use app::opening::Returned;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::AnyView;
use okr::Organisation;
use store::StoreError;

use crate::asked::Asked;
use crate::forms::once::with_ids;
use crate::site::Site;
use crate::wrong::Wrong;

/// Draws it. `path` is its own, to come back to.
pub(crate) fn sheet(site: &Site, asked: Asked, path: &str, title: &str, body: AnyView) -> Response {
    let board = site.office.ledger.board();
    let corner = match asked.reader().and_then(|reader| board.person(reader).ok()) {
        Some(reader) => Corner::Reader { admin: reader.roles.admin },
        None => Corner::Stranger,
    };
    let style = site.assets.paths().style.clone();
    let page = Sheet { words: asked.words(), theme: asked.theme, style, path: path.to_owned(), corner }.document(title, body);
    let html = with_ids(&page, || site.clock.new_id());
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, Body::from(html)).into_response()
}

/// The same with the status of a form that comes back.
pub(crate) fn again(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// The organisation's name; the product's before there is one.
pub(crate) fn organisation(site: &Site, asked: Asked) -> String {
    let board = site.office.ledger.board();
    board
        .organisation
        .as_deref()
        .map_or_else(|| asked.words().say("product.name").to_owned(), |Organisation { name, .. }| name.clone())
}

/// What was typed, without what must not be given back, and what is wrong with it.
pub(crate) fn returned(fields: &[(String, String)], problems: Vec<(&str, String)>) -> Returned {
    let secret = |name: &str| matches!(name, "password" | "current" | "code");
    Returned {
        typed: fields.iter().filter(|(name, _)| !secret(name)).cloned().collect(),
        problems: problems.into_iter().map(|(field, why)| (field.to_owned(), why)).collect(),
    }
}

/// Logs what went wrong in the store, and tells no more of it than an id.
pub(crate) fn failed(site: &Site, asked: Asked, error: &StoreError) -> Response {
    Wrong::from(site.office.failed(error)).answer(site, asked)
}
