//! Committing the command of a form.

use okr::{Command, CommandId, Envelope, PersonId, Refusal};
use service::{Principal, ServiceError};
use store::CommitError;

use crate::error_response::ErrorResponse;
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
}
