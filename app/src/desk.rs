//! The one gate: who is asking, and the ledger they ask. Every endpoint gets its actor here and nowhere else.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::request::Parts;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use okr::{Action, Actor, Board, Command, Envelope, Moment, PersonId, Refusal, Subject};
use store::{Accounts, CommitError, Ledger, Receipt, Store, StoreError};

use crate::error::AppError;

/// Who sent a request: somebody who is signed in. The server's gate finds it out, once, and notes it on the request; nothing else does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who it is.
    pub person: PersonId,
    /// In which session.
    pub session: uuid::Uuid,
}

/// What the server hands to every request.
#[derive(Clone)]
pub struct Office {
    /// The way in.
    pub ledger: Ledger,
    /// The way to what isn't in memory: words and history.
    pub store: Store,
    /// What time it is for the organisation of a board.
    pub moment: Arc<dyn Fn(&Board) -> Moment + Send + Sync>,
    /// Whether there is a time zone of this name.
    pub knows_time_zone: fn(&str) -> bool,
    /// Makes ids.
    pub new_id: Arc<dyn Fn() -> uuid::Uuid + Send + Sync>,
}

impl Office {
    /// Logs what went wrong in the store under an id, and answers with what somebody may know of it.
    pub fn failed(&self, error: &StoreError) -> AppError {
        let id = (self.new_id)().simple().to_string();
        tracing::error!(error.id = id, ?error, "the store did not do what was asked");
        match error.trouble() {
            store::Trouble::Full => AppError::Full,
            store::Trouble::Unavailable | store::Trouble::Contended | store::Trouble::ReadOnly => AppError::Unavailable,
            // The tables hold an id already that the rules couldn't see, such as a corrected check-in's.
            store::Trouble::Rejected => AppError::Conflict,
            _ => AppError::Failed { id },
        }
    }

    /// Sends a command on behalf of `actor`.
    ///
    /// # Errors
    /// What the sender may know of why it wasn't done.
    pub async fn commit(&self, actor: PersonId, envelope: Envelope) -> Result<Receipt, AppError> {
        let required = matches!(envelope.command, Command::RequireSecondFactor { required: true });
        if required {
            self.may_require_second_factor(actor).await?;
        }
        // No rule has the names of all time zones.
        if let Command::EditOrganisation { draft, .. } = &envelope.command
            && !(self.knows_time_zone)(draft.time_zone.trim())
        {
            let may = Actor::Person(actor).may(&self.ledger.board(), Action::Administer, Subject::Organisation);
            let no_such_zone = Refusal::NoSuchZone { name: draft.time_zone.clone() };
            return Err(AppError::Refused(may.err().unwrap_or(no_such_zone)));
        }
        let changes_people = matches!(
            envelope.command,
            Command::EditPerson { .. }
                | Command::ImportPeople(_)
                | Command::DeactivatePerson { .. }
                | Command::ReactivatePerson { .. }
        );
        let before = changes_people.then(|| self.ledger.board());
        let receipt = self.ledger.commit(Actor::Person(actor), envelope).await.map_err(|error| match error {
            CommitError::Refused(refusal) => AppError::Refused(refusal),
            CommitError::Conflict(_) => AppError::Conflict,
            CommitError::Store(error) => self.failed(&error),
            CommitError::Stopped => AppError::Unavailable,
        })?;
        if required {
            let now = (self.moment)(&self.ledger.board()).now;
            let ended = Accounts::new(self.store.clone()).end_without_second_factor(now).await;
            ended.map_err(|error| self.failed(&error))?;
        }
        if let Some(before) = before {
            let (board, accounts) = (self.ledger.board(), Accounts::new(self.store.clone()));
            let ended = accounts.end_where_changed(&before, &board, (self.moment)(&board).now).await;
            ended.map_err(|error| self.failed(&error))?;
        }
        Ok(receipt)
    }

    /// Whoever asks everybody for a second factor has to have one, or they might shut themself out. No board knows; so it is no rule of
    /// the organisation's, and is asked here, where every command of a person comes through.
    async fn may_require_second_factor(&self, actor: PersonId) -> Result<(), AppError> {
        let may = Actor::Person(actor).may(&self.ledger.board(), Action::Administer, Subject::Organisation);
        may.map_err(AppError::Refused)?;
        let factor = Accounts::new(self.store.clone()).second_factor(actor).await.map_err(|error| self.failed(&error))?;
        let has_one = factor.is_some_and(|factor| factor.confirmed_at.is_some());
        if has_one { Ok(()) } else { Err(AppError::NoSecondFactor) }
    }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(axum::http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A server function's place to stand: the office, and who is asking.
pub struct Desk {
    office: Office,
    reader: PersonId,
}

impl Desk {
    /// Opens the desk for the request that is being answered.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] if nobody is known to ask.
    pub fn open() -> Result<Self, AppError> {
        let (office, parts) = use_context::<Office>().zip(use_context::<Parts>()).ok_or_else(|| answer(AppError::SignedOut))?;
        let caller = parts.extensions.get::<Caller>().ok_or_else(|| answer(AppError::SignedOut))?;
        Ok(Self { office, reader: caller.person })
    }

    /// Sends a command.
    ///
    /// # Errors
    /// See [`Office::commit`]. The response gets the error's status.
    pub async fn commit(&self, envelope: Envelope) -> Result<Receipt, AppError> {
        self.office.commit(self.reader, envelope).await.map_err(answer)
    }

    /// Who is asking.
    pub const fn reader(&self) -> PersonId {
        self.reader
    }

    /// The board as it stands.
    pub fn board(&self) -> Arc<Board> {
        self.office.ledger.board()
    }

    /// What isn't in memory.
    pub fn store(&self) -> &Store {
        &self.office.store
    }

    /// Logs what went wrong under an id and answers with no more than that id.
    pub fn failed(&self, error: impl std::fmt::Debug) -> AppError {
        let id = (self.office.new_id)().simple().to_string();
        tracing::error!(error.id = id, ?error, "a request failed");
        answer(AppError::Failed { id })
    }
}

/// Gives the response the status of `error`.
pub(crate) fn answer(error: AppError) -> AppError {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(
            axum::http::StatusCode::from_u16(error.status()).unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR),
        );
    }
    error
}
