//! Signing in with a provider: the way there, and why somebody isn't in when they come back.

use leptos::prelude::*;

use super::document::notice;
use crate::i18n::Words;
use crate::t;

/// Why somebody who went to a provider isn't signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// They, or the provider, said no.
    Denied,
    /// The provider says that something failed there, or between us.
    Failed,
    /// It can't be reached.
    Unreachable,
    /// It takes too long.
    Slow,
    /// What it says isn't what a provider says.
    Nonsense,
    /// What it says can't be verified.
    Untrusted,
    /// What it signed is too old, or from the future.
    Clocks,
    /// This browser didn't set out for it, or has come back already.
    Stranger,
    /// They took too long.
    Expired,
    /// Nobody here has their address.
    NotInvited,
    /// The provider hasn't verified an address of theirs.
    Unverified,
    /// The provider doesn't say whether it has.
    NotSaid,
    /// Whoever has the address is somebody else there.
    Taken,
    /// They have left.
    Left,
}

impl Refused {
    /// The keys of what happened, and of what to do next.
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

/// The way to a provider, below the form that asks for a password: what people know it by, and the address that leads there.
pub(super) fn way(words: Words, (provider, to): (&str, String)) -> AnyView {
    view! {
        <p class="instead"><a class="button" href=to>{t!(words, "oidc.sign_in", name = provider)}</a></p>
    }
    .into_any()
}

/// What whoever isn't in is told.
pub fn refused(words: Words, why: Refused, provider: &str) -> AnyView {
    let (happened, next) = why.keys();
    let filled = |key| words.fill(key, &[("name", provider.to_owned())]);
    notice(words, words.translate("oidc.title").to_owned(), vec![filled(happened), filled(next)], Some(("/sign-in", "oidc.back")))
}
