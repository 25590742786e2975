//! A new objective without JavaScript, or before the client is there.

use app::error::AppError;
use app::forms::objective;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;

use super::{fields, see_other};
use crate::asked::Asked;
use crate::page;
use crate::site::Site;
use crate::wrong::Wrong;

/// Takes the form. What can't be taken comes back on the page, with what was typed and why.
pub(crate) async fn send(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Asked::of(&site, &parts.uri, &parts.headers, &parts.extensions);
    let Some(reader) = asked.reader() else {
        return Wrong::from(AppError::SignedOut).answer(&site, asked);
    };
    // The guard has read it already: it is there, and not too large.
    let body: Bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let fields = fields(&body);
    let board = site.office.ledger.board();
    let returned = match objective::parse(asked.words(), &board, &fields) {
        Err(returned) => returned,
        Ok((id, envelope)) => match site.office.commit(reader, envelope).await {
            Ok(_) => return see_other(&format!("/objectives/{id}")),
            Err(error @ AppError::Refused(_)) if error.status() == 422 => {
                objective::returned(&fields, asked.words().error(&error, &board))
            }
            Err(error) => return Wrong::from(error).answer(&site, asked),
        },
    };
    page::draw(&site, asked, reader, Request::from_parts(parts, Body::empty()), Some(returned)).await
}
