//! Provider errors: the user's message and the log's.

use app::static_pages::oidc::Refused;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse, UserInfoError};

use super::http::NoAnswer;

/// A failed sign-in with a provider.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// The message for the user.
    pub(crate) refused: Refused,
    /// The detail for the log, without tokens, codes or secrets.
    pub(crate) detail: String,
}

impl Trouble {
    pub(super) fn new(refused: Refused, detail: impl Into<String>) -> Self {
        Self { refused, detail: detail.into() }
    }
}

impl From<NoAnswer> for Trouble {
    fn from(error: NoAnswer) -> Self {
        let refused = match error {
            NoAnswer::Slow => Refused::Slow,
            NoAnswer::Unreachable(_) => Refused::Unreachable,
            NoAnswer::TooLong | NoAnswer::Unreadable(_) => Refused::Nonsense,
        };
        Self::new(refused, error.to_string())
    }
}

impl From<DiscoveryError<NoAnswer>> for Trouble {
    fn from(error: DiscoveryError<NoAnswer>) -> Self {
        match error {
            DiscoveryError::Request(error) => error.into(),
            DiscoveryError::Response(status, ..) if status.is_server_error() => {
                Self::new(Refused::Unreachable, format!("discovery: status {status}"))
            }
            DiscoveryError::Response(status, _, why) => {
                Self::new(Refused::Nonsense, format!("discovery: status {status}: {why}"))
            }
            DiscoveryError::Parse(error) => Self::new(Refused::Nonsense, format!("discovery: {error}")),
            error => Self::new(Refused::Nonsense, format!("discovery: {error}")),
        }
    }
}

impl From<RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>> for Trouble {
    fn from(error: RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>) -> Self {
        match error {
            RequestTokenError::Request(error) => error.into(),
            RequestTokenError::ServerResponse(said) => {
                let description = said.error_description().map(String::as_str).unwrap_or_default();
                Self::new(Refused::Failed, format!("the code was not exchanged: {} {description:?}", said.error().as_ref()))
            }
            // The response may contain tokens; the position of the parse error is enough.
            RequestTokenError::Parse(error, _) => {
                Self::new(Refused::Nonsense, format!("the code's exchange: no sense at {}", error.path()))
            }
            RequestTokenError::Other(why) => Self::new(Refused::Nonsense, format!("the code's exchange: {why}")),
        }
    }
}

impl From<UserInfoError<NoAnswer>> for Trouble {
    fn from(error: UserInfoError<NoAnswer>) -> Self {
        match error {
            UserInfoError::Request(error) => error.into(),
            UserInfoError::ClaimsVerification(error) => error.into(),
            UserInfoError::Response(status, ..) => Self::new(Refused::Nonsense, format!("user info: status {status}")),
            // As above.
            UserInfoError::Parse(error) => Self::new(Refused::Nonsense, format!("user info: no sense at {}", error.path())),
            _ => Self::new(Refused::Nonsense, "user info"),
        }
    }
}

impl From<ClaimsVerificationError> for Trouble {
    fn from(error: ClaimsVerificationError) -> Self {
        let refused = match error {
            ClaimsVerificationError::Expired(_) => Refused::Clocks,
            _ => Refused::Untrusted,
        };
        let behind = match &error {
            ClaimsVerificationError::SignatureVerification(error) => format!(": {error}"),
            _ => String::new(),
        };
        Self::new(refused, format!("ID token: {error}{behind}"))
    }
}
