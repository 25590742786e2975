//! The authorisation layer of server functions: who is asking, and access to the ledger. Every endpoint gets its
//! actor here.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::request::Parts;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use okr::{Action, Actor, Board, Command, Envelope, Moment, PersonId, Refusal, Subject};
use store::{Accounts, CommitError, Ledger, Receipt, Store, StoreError};

use crate::error::AppError;

/// The signed-in person who sent a request. The server's middleware determines it once and attaches it to the
/// request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The person.
    pub person: PersonId,
    /// Their session.
    pub session: uuid::Uuid,
}

/// What the server provides to every request.
#[derive(Clone)]
pub struct Office {
    /// The ledger, through which all changes are made.
    pub ledger: Ledger,
    /// The store, for what isn't in memory: texts and history.
    pub store: Store,
    /// The current time for a board's organisation.
    pub moment: Arc<dyn Fn(&Board) -> Moment + Send + Sync>,
    /// Whether a time zone of this name exists.
    pub knows_time_zone: fn(&str) -> bool,
    /// Creates ids.
    pub new_id: Arc<dyn Fn() -> uuid::Uuid + Send + Sync>,
}

impl Office {
    /// Logs a store error under an id, and returns the error that a client may see.
    pub fn failed(&self, error: &StoreError) -> AppError {
        let id = (self.new_id)().simple().to_string();
        tracing::error!(error.id = id, ?error, "the store did not do what was asked");
        match error.trouble() {
            store::Trouble::Full => AppError::Full,
            store::Trouble::Unavailable | store::Trouble::Contended | store::Trouble::ReadOnly => AppError::Unavailable,
            // The tables already hold an id that the rules couldn't check, such as a corrected check-in's.
            store::Trouble::Rejected => AppError::Conflict,
            _ => AppError::Failed { id },
        }
    }

    /// Commits a command on behalf of `actor`.
    ///
    /// # Errors
    /// The reason why it failed, as far as the sender may know it.
    pub async fn commit(&self, actor: PersonId, envelope: Envelope) -> Result<Receipt, AppError> {
        let required = matches!(envelope.command, Command::RequireSecondFactor { required: true });
        if required {
            self.may_require_second_factor(actor).await?;
        }
        // The rules don't have the list of time zones.
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

    /// An administrator who requires a second factor of everyone must have one, to avoid locking themselves out. The
    /// board doesn't hold second factors, so this isn't a rule of the organisation; it is checked here, where every
    /// command of a person passes.
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

/// The context of a server function: the office, and the caller.
pub struct Desk {
    office: Office,
    reader: PersonId,
}

impl Desk {
    /// The context of the current request.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] without an authenticated caller.
    pub fn open() -> Result<Self, AppError> {
        let (office, parts) = use_context::<Office>().zip(use_context::<Parts>()).ok_or_else(|| answer(AppError::SignedOut))?;
        let caller = parts.extensions.get::<Caller>().ok_or_else(|| answer(AppError::SignedOut))?;
        Ok(Self { office, reader: caller.person })
    }

    /// Commits a command.
    ///
    /// # Errors
    /// See [`Office::commit`]. The response gets the error's status.
    pub async fn commit(&self, envelope: Envelope) -> Result<Receipt, AppError> {
        self.office.commit(self.reader, envelope).await.map_err(answer)
    }

    /// The reader.
    pub const fn reader(&self) -> PersonId {
        self.reader
    }

    /// The current board.
    pub fn board(&self) -> Arc<Board> {
        self.office.ledger.board()
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.office.store
    }

    /// Logs an error under an id, and returns an error with that id only.
    pub fn failed(&self, error: impl std::fmt::Debug) -> AppError {
        let id = (self.office.new_id)().simple().to_string();
        tracing::error!(error.id = id, ?error, "a request failed");
        answer(AppError::Failed { id })
    }
}

/// Sets the response's status to that of `error`.
pub(crate) fn answer(error: AppError) -> AppError {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(
            axum::http::StatusCode::from_u16(error.status()).unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR),
        );
    }
    error
}
