//! Signing in, and what a person does with their own password.

use okr::PersonId;
use store::{SignInKind, StoreError};

use super::{InvalidLink, LinkError, Source, Token};
use crate::{Caller, Service};

/// The secrets that a browser keeps after a sign-in.
#[derive(Clone, Copy)]
pub struct SignedIn {
    /// The session's.
    pub session: Token,
    /// The browser's own, which outlives sessions.
    pub device: Token,
}

impl Service {
    /// Signs in a person who has passed all checks, and records it. `before`: the session that the browser had;
    /// `device`: the secret that it has of an earlier sign-in.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn sign_in(
        &self,
        person: PersonId,
        before: Option<Caller>,
        device: Option<Token>,
        source: Source,
    ) -> Result<SignedIn, StoreError> {
        let (session, at) = self.auth.sessions.begin(person, source.device.clone(), before).await?;
        let device = self.auth.sessions.remember_device(person, device).await?;
        self.auth.sign_in_log.note_at(at, SignInKind::SignedIn, Some(person), source).await;
        Ok(SignedIn { session, device })
    }

    /// Begins a session without a sign-in: of a person who was chosen in open mode, or of administrators who changed
    /// their own roles. As [`sign_in`](Self::sign_in), but not recorded.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn begin_session(
        &self,
        person: PersonId,
        before: Option<Caller>,
        device: Option<Token>,
        user_agent: String,
    ) -> Result<SignedIn, StoreError> {
        let (session, _) = self.auth.sessions.begin(person, user_agent, before).await?;
        Ok(SignedIn { session, device: self.auth.sessions.remember_device(person, device).await? })
    }

    /// The person with this e-mail address, if they may sign in and the password is theirs. Takes the same time for an
    /// unknown address.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn person_by_password(&self, email: &str, password: &str) -> Result<Option<PersonId>, StoreError> {
        let person = self.may_sign_in(email);
        let is_theirs = self.is_password_of(person.unwrap_or(PersonId(uuid::Uuid::nil())), password).await?;
        Ok(person.filter(|_| is_theirs))
    }

    /// The person with this e-mail address, unless they were deactivated.
    pub fn may_sign_in(&self, email: &str) -> Option<PersonId> {
        self.ledger.board().person_with_email(email).filter(|person| !person.deactivated).map(|person| person.id)
    }

    /// Whether this is a person's password. Takes the same time if they have none.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn is_password_of(&self, person: PersonId, password: &str) -> Result<bool, StoreError> {
        let kept = self.auth.accounts.password(person).await?;
        let has_one = kept.is_some();
        Ok(self.auth.passwords.is(password.to_owned(), kept).await && has_one)
    }

    /// Sets the caller's new password, which [`judge`](super::judge) must have accepted, and ends their other
    /// sessions.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn change_password(&self, caller: Caller, password: &str, source: Source) -> Result<(), StoreError> {
        let hash = self.auth.passwords.hash(&self.clock, password.to_owned()).await;
        self.auth.sessions.set_password(caller.person, &hash, Some(caller.session)).await?;
        self.auth.sign_in_log.note(SignInKind::PasswordChanged, Some(caller.person), source).await;
        Ok(())
    }

    /// Sets a person's password by a link, which is used up, and ends all of their sessions.
    ///
    /// # Errors
    /// The link was used meanwhile, or it can't be stored.
    pub async fn choose_password(&self, link: Token, person: PersonId, password: &str, source: Source) -> Result<(), LinkError> {
        let hash = self.auth.passwords.hash(&self.clock, password.to_owned()).await;
        if !self.auth.sessions.set_password_by_link(link, person, &hash).await? {
            return Err(InvalidLink::Used.into());
        }
        self.auth.sign_in_log.note(SignInKind::LinkUsed, Some(person), source).await;
        Ok(())
    }

    /// Sets the password of the first administrator, and uses up the link of the founding.
    pub(crate) async fn begin_account(&self, link: Token, person: PersonId, hash: &str) -> Result<(), StoreError> {
        self.auth.sessions.set_password(person, hash, None).await?;
        // The link is invalid anyway once there is an organisation.
        self.auth.accounts.use_up(&link.hash(), self.clock.now()).await.map(drop)
    }

    /// The hash of a password, as it is stored.
    pub(crate) async fn password_hash(&self, password: String) -> String {
        self.auth.passwords.hash(&self.clock, password).await
    }
}
