//! The second factors of people: set-up, verification, recovery codes.

use okr::PersonId;
use store::{Accounts, SecondFactor, StoreError};

use super::totp::{CodeRefused, RecoveryCodes, Shared, Typed};
use crate::clock::Clock;

/// Why a code didn't pass.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// It is rejected.
    #[error("the code is rejected: {0:?}")]
    Refused(CodeRefused),
    /// A database error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CodeRefused> for CodeError {
    fn from(refused: CodeRefused) -> Self {
        Self::Refused(refused)
    }
}

/// The second factors of all people. Clones share the state.
#[derive(Clone)]
pub struct SecondFactors {
    accounts: Accounts,
    clock: Clock,
}

impl SecondFactors {
    pub(super) const fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }

    /// A person's second factor, if it is confirmed.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn confirmed(&self, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
        Ok(self.accounts.second_factor(person).await?.filter(|factor| factor.confirmed_at.is_some()))
    }

    /// Creates a proposed secret for a person without a second factor; an earlier proposal is kept.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn propose(&self, person: PersonId) -> Result<(), StoreError> {
        self.accounts.propose_second_factor(person, &Shared::new(&self.clock).0).await
    }

    /// The proposed secret that isn't confirmed yet.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn proposed(&self, person: PersonId) -> Result<Option<Shared>, StoreError> {
        let factor = self.accounts.second_factor(person).await?.filter(|factor| factor.confirmed_at.is_none());
        Ok(factor.map(|factor| Shared(factor.secret)))
    }

    /// Confirms the proposed secret with a first code: it is active from now on.
    ///
    /// # Errors
    /// The code is rejected, or the database failed.
    pub async fn confirm(&self, person: PersonId, shared: Shared, typed: &str) -> Result<RecoveryCodes, CodeError> {
        let Some(Typed::Code(code)) = Typed::read(typed) else { return Err(CodeRefused::Wrong.into()) };
        let (now, codes) = (self.clock.now(), RecoveryCodes::new(&self.clock));
        let step = shared.judge(&code, now, 0)?;
        let is_theirs = self.accounts.confirm_second_factor(person, &shared.0, step, now, &codes.hashes()).await?;
        if is_theirs { Ok(codes) } else { Err(CodeRefused::Wrong.into()) }
    }

    /// Verifies a code of the app or a recovery code. Each works once.
    ///
    /// # Errors
    /// The code is rejected, or the database failed.
    pub async fn take(&self, person: PersonId, typed: &str) -> Result<(), CodeError> {
        let factor = self.confirmed(person).await?;
        let Some((factor, typed)) = factor.zip(Typed::read(typed)) else { return Err(CodeRefused::Wrong.into()) };
        let now = self.clock.now();
        let (taken, otherwise) = match typed {
            Typed::Code(code) => match Shared(factor.secret).judge(&code, now, factor.last_step) {
                // If the same code is sent concurrently, only one request succeeds.
                Ok(step) => (self.accounts.use_step(person, step).await?, CodeRefused::Used),
                // "Wrong clock" would tell an attacker when to send the code again. During set-up it reveals nothing.
                Err(CodeRefused::Clock) => (false, CodeRefused::Wrong),
                Err(refused) => (false, refused),
            },
            Typed::Recovery(hash) => (self.accounts.use_recovery_code(person, &hash, now).await?, CodeRefused::Wrong),
        };
        if taken { Ok(()) } else { Err(otherwise.into()) }
    }

    /// Generates new recovery codes; earlier ones become invalid.
    ///
    /// # Errors
    /// They can't be stored.
    pub async fn renew(&self, person: PersonId) -> Result<RecoveryCodes, StoreError> {
        let codes = RecoveryCodes::new(&self.clock);
        self.accounts.renew_recovery_codes(person, &codes.hashes()).await?;
        Ok(codes)
    }
}
