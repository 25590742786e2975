//! Answers with a page that the server draws alone.

use app::opening::Returned;
use app::static_pages::{Corner, StaticPage};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::AnyView;
use okr::Organisation;
use store::StoreError;

use crate::error_response::ErrorResponse;
use crate::forms::once::with_ids;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Draws it. `path` is its own, to come back to.
pub(crate) fn static_page(site: &Site, context: RequestContext, path: &str, title: &str, body: AnyView) -> Response {
    let board = site.office.ledger.board();
    let corner = match context.reader().and_then(|reader| board.person(reader).ok()) {
        Some(reader) => Corner::Reader { admin: reader.roles.admin },
        None => Corner::Stranger,
    };
    let style = site.assets.paths().style.clone();
    let page =
        StaticPage { words: context.words(), theme: context.theme, style, path: path.to_owned(), corner }.document(title, body);
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
pub(crate) fn organisation(site: &Site, context: RequestContext) -> String {
    let board = site.office.ledger.board();
    board
        .organisation
        .as_deref()
        .map_or_else(|| context.words().translate("product.name").to_owned(), |Organisation { name, .. }| name.clone())
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
pub(crate) fn failed(site: &Site, context: RequestContext, error: &StoreError) -> Response {
    ErrorResponse::from(site.office.failed(error)).answer(site, context)
}
