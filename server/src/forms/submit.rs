//! Committing the command of a form.

use app::error::AppError;
use app::i18n::Words;
use app::opening::Returned;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use okr::{Board, Command, CommandId, Envelope, PersonId, Refusal};
use service::{Caller, Principal, ServiceError};
use store::{CommitError, Receipt};

use super::{Fields, see_other};
use crate::error_response::ErrorResponse;
use crate::page;
use crate::request_context::RequestContext;
use crate::site::Site;

/// What became of a form's command.
pub(super) enum Submitted {
    /// It was committed.
    Done,
    /// A rule refused it. Other input may avoid that, so the form is shown again.
    Refused(Refusal),
}

impl Site {
    /// Commits a form's command. Its id is the form's, so that a form that is sent twice is one command.
    ///
    /// # Errors
    /// What no other input would avoid: a missing permission, something that doesn't exist, the database.
    pub(super) async fn submit(
        &self,
        context: RequestContext,
        person: PersonId,
        command: Command,
    ) -> Result<Submitted, ErrorResponse> {
        let envelope = Envelope { id: CommandId(context.id(self, 0)), command };
        match self.service.commit(Principal::Person(person), envelope).await {
            Ok(_) => Ok(Submitted::Done),
            Err(ServiceError::Commit(CommitError::Refused(refusal)))
                if !matches!(refusal, Refusal::Unknown(_) | Refusal::NotAllowed { .. }) =>
            {
                Ok(Submitted::Refused(refusal))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Handles a form of a page that the client draws, too. `parse` and `refused` are the client's own; `done` is the
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
                Ok(receipt) => return Ok(see_other(&done(parsed, receipt))),
                Err(error) => match AppError::of(&self.service, error) {
                    error @ AppError::Refused(_) if error.status() == 422 => refused(context.words(), &board, &fields, &error),
                    error => return Err(error.into()),
                },
            },
        };
        page::draw(self, context, caller.person, Request::from_parts(parts, Body::empty()), Some(returned)).await
    }
}
