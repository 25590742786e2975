//! Committing a form of a page that the client draws, too.

use app::error::AppError;
use app::i18n::Words;
use app::opening::Returned;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Redirect, Response};
use okr::{Board, Envelope};
use service::Caller;
use store::Receipt;

use super::fields::Fields;
use crate::error_response::ErrorResponse;
use crate::page;
use crate::request_context::RequestContext;
use crate::site::Site;

impl Site {
    /// Handles such a form. `parse` and `refused` are the client's own; `done` is the
    /// path of the next page. A refused form is shown again, with its values and the reason.
    pub(super) async fn submit_on_page<T>(
        &self,
        context: RequestContext,
        caller: Caller,
        request: Request,
        parse: impl FnOnce(Words, &Board, &Fields) -> Result<(T, Envelope), Returned>,
        refused: impl FnOnce(Words, &Board, &Fields, &AppError) -> Returned,
        done: impl FnOnce(T, Receipt) -> String,
    ) -> Result<Response, ErrorResponse> {
        let (parts, body) = request.into_parts();
        let fields = Fields::of(body).await;
        let board = self.service.ledger.board();
        let returned = match parse(context.words(), &board, &fields) {
            Err(returned) => returned,
            Ok((parsed, envelope)) => match self.service.commit(caller.into(), envelope).await {
                Ok(receipt) => return Ok(Redirect::to(&done(parsed, receipt)).into_response()),
                Err(error) => match AppError::of(&self.service, error) {
                    error @ AppError::Refused(_) if error.status() == 422 => refused(context.words(), &board, &fields, &error),
                    error => return Err(error.into()),
                },
            },
        };
        page::draw(self, context, caller.person, Request::from_parts(parts, Body::empty()), Some(returned)).await
    }
}
