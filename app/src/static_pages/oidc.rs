//! Sign-in with a provider: the link to it, and the messages for failures.

use leptos::prelude::*;
use service::NotAdmitted;

use super::document::notice;
use crate::i18n::{Words, t};

/// Why a sign-in with a provider failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The user or the provider denied it.
    Denied,
    /// The provider reported an error.
    Failed,
    /// The provider can't be reached.
    Unreachable,
    /// The provider timed out.
    Slow,
    /// The provider's response is invalid.
    Nonsense,
    /// The provider's signature can't be verified.
    Untrusted,
    /// The token is expired, or not valid yet.
    Clocks,
    /// This browser has no pending sign-in, or it was completed already.
    Stranger,
    /// The sign-in took too long.
    Expired,
    /// There is no person with this e-mail address.
    NotInvited,
    /// The provider hasn't verified the e-mail address.
    Unverified,
    /// The provider doesn't say whether it is verified.
    NotSaid,
    /// The person with this e-mail address is linked to another account of the provider.
    Taken,
    /// The person is deactivated.
    Left,
}

impl From<NotAdmitted> for Refused {
    fn from(why: NotAdmitted) -> Self {
        match why {
            NotAdmitted::NotInvited => Self::NotInvited,
            NotAdmitted::Unverified => Self::Unverified,
            NotAdmitted::NotSaid => Self::NotSaid,
            NotAdmitted::Taken => Self::Taken,
            NotAdmitted::Left => Self::Left,
            NotAdmitted::Failed => Self::Failed,
        }
    }
}

impl Refused {
    /// The translation keys of the message and the advice.
    pub const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Denied => ("oidc.denied", "oidc.denied_next"),
            Self::Failed => ("oidc.said_no", "oidc.later"),
            Self::Unreachable => ("oidc.unreachable", "oidc.later"),
            Self::Slow => ("oidc.slow", "oidc.later"),
            Self::Nonsense => ("oidc.nonsense", "oidc.tell"),
            Self::Untrusted => ("oidc.untrusted", "oidc.tell"),
            Self::Clocks => ("oidc.clocks", "oidc.clocks_next"),
            Self::Stranger => ("oidc.stranger", "oidc.again"),
            Self::Expired => ("oidc.expired", "oidc.again"),
            Self::NotInvited => ("oidc.not_invited", "oidc.not_invited_next"),
            Self::Unverified => ("oidc.unverified", "oidc.unverified_next"),
            Self::NotSaid => ("oidc.not_said", "oidc.not_said_next"),
            Self::Taken => ("oidc.taken", "oidc.taken_next"),
            Self::Left => ("oidc.left", "oidc.left_next"),
        }
    }
}

/// The link to a provider, below the password form: the provider's name and the address.
pub(super) fn way(words: Words, (provider, to): (&str, String)) -> AnyView {
    view! {
        <p class="instead"><a class="button" href=to>{t!(words, "oidc.sign_in", name = provider)}</a></p>
    }
    .into_any()
}

/// The page with the message.
pub fn refused(words: Words, why: Refused, provider: &str) -> AnyView {
    let (happened, next) = why.keys();
    let filled = |key| words.fill(key, &[("name", provider.to_owned())]);
    notice(words, words.translate("oidc.title").to_owned(), vec![filled(happened), filled(next)], Some(("/sign-in", "oidc.back")))
}
