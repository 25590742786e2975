//! Responses with a static page, rendered by the server without the client.

use app::static_pages::{Corner, StaticPage};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::AnyView;
use okr::Organisation;

use crate::forms::once::with_ids;
use crate::request_context::RequestContext;
use crate::site::Site;

/// Renders it. `path` is the page's own path, to return to.
pub(crate) fn static_page(site: &Site, context: RequestContext, path: &str, title: &str, body: AnyView) -> Response {
    let board = site.service.ledger.board();
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

/// Sets the status of a refused form.
pub(crate) fn again(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// The organisation's name, or the product's before it is founded.
pub(crate) fn organisation(site: &Site, context: RequestContext) -> String {
    let board = site.service.ledger.board();
    board
        .organisation
        .as_deref()
        .map_or_else(|| context.words().translate("product.name").to_owned(), |Organisation { name, .. }| name.clone())
}
