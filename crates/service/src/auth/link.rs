//! Single-use links: to found an organisation, to accept an invitation, to set a new password.

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use store::{Pass, Purpose, SignInKind, StoreError};

use super::{Source, Token};
use crate::{Principal, Service, ServiceError};

/// How long an invitation is valid.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// How long a link to set a password, or to found an organisation, is valid.
const RESET: TimeDelta = TimeDelta::days(1);

/// A new link.
#[derive(Clone, Copy)]
pub struct Link {
    /// The secret in its address.
    pub token: Token,
    /// When it expires.
    pub until: DateTime<Utc>,
}

/// Why a link is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidLink {
    /// It was used, or replaced by a newer one.
    Used,
    /// It has expired.
    Expired,
    /// It never existed.
    Unknown,
}

/// Why a link can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It is invalid.
    #[error("the link is invalid: {0:?}")]
    Invalid(InvalidLink),
    /// A database error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<InvalidLink> for LinkError {
    fn from(why: InvalidLink) -> Self {
        Self::Invalid(why)
    }
}

impl Service {
    /// Creates the link with which the first administrator founds the organisation.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn founding_link(&self) -> Result<Link, StoreError> {
        self.issue(Purpose::Found).await
    }

    /// Creates a person's link: an invitation, or one to set a new password if they have one already. It is recorded
    /// before it is created, so that no link lacks a record.
    ///
    /// # Errors
    /// `principal` isn't an administrator, or it can't be stored.
    pub async fn person_link(&self, principal: Principal, person: PersonId, source: Source) -> Result<Link, ServiceError> {
        self.administers(principal)?;
        // The operator's link is for an administrator who lost access, so it is never an invitation.
        let by_operator = principal == Principal::CommandLine;
        let is_in_use = by_operator || self.auth.accounts.able_to_sign_in().await?.contains(&person);
        let kind = if is_in_use { SignInKind::ResetMade } else { SignInKind::InvitationMade };
        self.auth.sign_in_log.note(kind, Some(person), source).await;
        let resets = by_operator || self.has_password(person).await?;
        Ok(self.issue(if resets { Purpose::Reset(person) } else { Purpose::Invite(person) }).await?)
    }

    async fn issue(&self, purpose: Purpose) -> Result<Link, StoreError> {
        let (token, now) = (Token::new(&self.clock), self.clock.now());
        let until = now + if matches!(purpose, Purpose::Invite(_)) { INVITATION } else { RESET };
        self.auth.accounts.issue(&token.hash(), purpose, now, until).await?;
        Ok(Link { token, until })
    }

    /// The link with this text in its address. Looking at it doesn't use it up.
    ///
    /// # Errors
    /// It is invalid, or the tables can't be read.
    pub async fn open_link(&self, text: &str) -> Result<(Token, Pass), LinkError> {
        let token = Token::read(text).ok_or(InvalidLink::Unknown)?;
        let pass = self.auth.accounts.pass(&token.hash()).await?.ok_or(InvalidLink::Unknown)?;
        if pass.used_at.is_some() {
            return Err(InvalidLink::Used.into());
        }
        if pass.expires_at <= self.clock.now() {
            return Err(InvalidLink::Expired.into());
        }
        Ok((token, pass))
    }
}
