//! What a client may know of what went wrong.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use okr::Refusal;
use serde::{Deserialize, Serialize};

/// An answer that isn't the one that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// A rule said no.
    #[error(transparent)]
    Refused(Refusal),
    /// The same command id was used for something else.
    #[error("this command was already used for something else")]
    Conflict,
    /// Whoever wants everybody to have a second factor has none themself.
    #[error("they have no second factor themself")]
    NoSecondFactor,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// What was sent can't be read.
    #[error("what was sent can't be read")]
    Unreadable,
    /// It is larger than the server takes.
    #[error("it is larger than the server takes")]
    TooLarge,
    /// The request came from another site.
    #[error("the request came from another site")]
    Foreign,
    /// The request says nothing of the host that it is for, so that it can't be told from another site's.
    #[error("the request names no host")]
    NoHost,
    /// The disk is full, so nothing can be saved; reading goes on.
    #[error("there is no room to save changes")]
    Full,
    /// Too much was asked for.
    #[error("too much was asked for; wait {seconds} seconds")]
    TooMany {
        /// How long to wait, rounded up.
        seconds: u32,
    },
    /// The database can't be reached, or the server is about to stop.
    #[error("changes can't be saved at the moment")]
    Unavailable,
    /// The server failed; the id is in its log.
    #[error("the server failed ({id})")]
    Failed {
        /// What to look for in the log.
        id: String,
    },
    /// The server couldn't be reached.
    #[error("the server couldn't be reached")]
    Unreachable,
}

impl AppError {
    /// Too much was asked for; more may be after `wait`.
    pub fn too_many(wait: chrono::TimeDelta) -> Self {
        let seconds = (wait + chrono::TimeDelta::milliseconds(999)).num_seconds();
        Self::TooMany { seconds: u32::try_from(seconds).unwrap_or(u32::MAX).max(1) }
    }

    /// The HTTP status it is sent with.
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

    /// Says of the transport's own errors only which kind they are: their texts may hold internals.
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
