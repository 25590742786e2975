//! Errors as clients see them.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use okr::Refusal;
use serde::{Deserialize, Serialize};

/// An error response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// A rule refused the command.
    #[error(transparent)]
    Refused(Refusal),
    /// The command id was used for another command.
    #[error("this command was already used for something else")]
    Conflict,
    /// An administrator who requires a second factor of everyone has none.
    #[error("they have no second factor themself")]
    NoSecondFactor,
    /// The request isn't authenticated.
    #[error("nobody is signed in")]
    SignedOut,
    /// The request can't be parsed.
    #[error("what was sent can't be read")]
    Unreadable,
    /// The body is larger than the server accepts.
    #[error("it is larger than the server takes")]
    TooLarge,
    /// A cross-site request.
    #[error("the request came from another site")]
    Foreign,
    /// The request has no host header, so it can't be distinguished from a cross-site request.
    #[error("the request names no host")]
    NoHost,
    /// The disk is full: nothing can be saved, but reading works.
    #[error("there is no room to save changes")]
    Full,
    /// The rate limit was exceeded.
    #[error("too much was asked for; wait {seconds} seconds")]
    TooMany {
        /// The time to wait, rounded up.
        seconds: u32,
    },
    /// The database is unavailable, or the server is shutting down.
    #[error("changes can't be saved at the moment")]
    Unavailable,
    /// An internal error; the log has its id.
    #[error("the server failed ({id})")]
    Failed {
        /// The id in the log.
        id: String,
    },
    /// The server can't be reached.
    #[error("the server couldn't be reached")]
    Unreachable,
}

#[cfg(feature = "ssr")]
impl AppError {
    /// What a client may see of a failed use case. A database error is logged under an id.
    pub fn of(service: &service::Service, error: service::ServiceError) -> Self {
        use service::ServiceError;
        use store::CommitError;
        match error {
            ServiceError::NoSecondFactor => Self::NoSecondFactor,
            ServiceError::Commit(CommitError::Refused(refusal)) => Self::Refused(refusal),
            ServiceError::Commit(CommitError::Conflict(_)) => Self::Conflict,
            ServiceError::Commit(CommitError::Stopped) => Self::Unavailable,
            ServiceError::Commit(CommitError::Store(error)) => Self::of_store(service, &error),
        }
    }

    /// What a client may see of a database error, which is logged under an id.
    pub fn of_store(service: &service::Service, error: &store::StoreError) -> Self {
        let id = service.clock.new_id().simple().to_string();
        tracing::error!(error.id = id, ?error, "the store did not do what was asked");
        match error.trouble() {
            store::Trouble::Full => Self::Full,
            store::Trouble::Unavailable | store::Trouble::Contended | store::Trouble::ReadOnly => Self::Unavailable,
            // The tables already hold an id that the rules couldn't check, such as a corrected check-in's.
            store::Trouble::Rejected => Self::Conflict,
            _ => Self::Failed { id },
        }
    }
}

impl AppError {
    /// The rate limit was exceeded; the next request is allowed after `wait`.
    pub fn too_many(wait: chrono::TimeDelta) -> Self {
        let seconds = (wait + chrono::TimeDelta::milliseconds(999)).num_seconds();
        Self::TooMany { seconds: u32::try_from(seconds).unwrap_or(u32::MAX).max(1) }
    }

    /// Its HTTP status.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Refused(Refusal::NotAllowed { .. }) | Self::Foreign => 403,
            Self::Refused(Refusal::Unknown(_)) => 404,
            Self::Refused(
                Refusal::CycleClosed { .. }
                | Refusal::WrongPhase { .. }
                | Refusal::Taken(_)
                | Refusal::AlreadyCorrected { .. }
                | Refusal::EditedMeanwhile { .. }
                | Refusal::CountedOn { .. },
            )
            | Self::Conflict => 409,
            Self::Refused(_) | Self::NoSecondFactor => 422,
            Self::SignedOut => 401,
            Self::Unreadable | Self::NoHost => 400,
            Self::TooLarge => 413,
            Self::TooMany { .. } => 429,
            Self::Full => 507,
            Self::Failed { .. } => 500,
            Self::Unavailable | Self::Unreachable => 503,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// Keeps only the kind of a transport error: its message may contain internals.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Unreadable
            }
            _ => Self::Failed { id: String::new() },
        }
    }
}
