//! Removing a way to sign in that was lost: a second factor, or an account at the provider.

use okr::{PersonId, Refusal};
use store::{CommitError, SignInKind, StoreError};

use super::Source;
use crate::{Principal, Service, ServiceError};

impl Service {
    /// Removes the second factor of a person who lost their phone and recovery codes, and ends their sessions. Returns
    /// whether they had one.
    ///
    /// # Errors
    /// `principal` isn't an administrator, there is no such person, or it can't be stored.
    pub async fn remove_second_factor(
        &self,
        principal: Principal,
        person: PersonId,
        source: Source,
    ) -> Result<bool, ServiceError> {
        self.administers_person(principal, person)?;
        let removed = self.auth.accounts.remove_second_factor(person).await?;
        self.removed(removed, person, SignInKind::SecondFactorRemoved, source).await?;
        Ok(removed)
    }

    /// Removes a person's link to an account at the provider, for instance because they have a new one, and ends their
    /// sessions. Returns whether there was one. The operator may remove the last one, because they hand out a link to
    /// set a password as well.
    ///
    /// # Errors
    /// As [`remove_second_factor`](Self::remove_second_factor); or no administrator could sign in afterwards.
    pub async fn forget_provider(&self, principal: Principal, person: PersonId, source: Source) -> Result<bool, ServiceError> {
        self.administers_person(principal, person)?;
        let removed = match principal {
            Principal::CommandLine => self.auth.accounts.unbind(person).await?,
            Principal::Person(_) | Principal::Provider => {
                let unbound = self.auth.accounts.unbind_unless_last(person).await?;
                unbound.ok_or(CommitError::Refused(Refusal::LastAdmin))?
            }
        };
        self.removed(removed, person, SignInKind::ProviderForgotten, source).await?;
        Ok(removed)
    }

    /// Removes a person's own second factor. Their sessions stay.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn turn_off_second_factor(&self, person: PersonId, source: Source) -> Result<(), StoreError> {
        self.auth.accounts.remove_second_factor(person).await?;
        self.auth.sign_in_log.note(SignInKind::SecondFactorRemoved, Some(person), source).await;
        Ok(())
    }

    fn administers_person(&self, principal: Principal, person: PersonId) -> Result<(), ServiceError> {
        self.administers(principal)?;
        self.ledger.board().person(person).map(drop).map_err(|refusal| CommitError::Refused(refusal).into())
    }

    async fn removed(&self, removed: bool, person: PersonId, kind: SignInKind, source: Source) -> Result<(), StoreError> {
        if removed {
            self.auth.sign_in_log.note(kind, Some(person), source).await;
            self.auth.sessions.end_all(person, None).await?;
        }
        Ok(())
    }
}
