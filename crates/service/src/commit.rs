//! Changes of the organisation.

use okr::{Action, Actor, Command, Envelope, Moment, PersonId, Refusal, Subject};
use store::{CommitError, Receipt, SeedError};

use crate::{Principal, Service, ServiceError};

impl Service {
    /// Commits a command on behalf of `principal`. Sessions that a change of people makes invalid end with it.
    ///
    /// # Errors
    /// [`ServiceError::Commit`] with the rule's own refusal, or the database's error; [`ServiceError::NoSecondFactor`] if an administrator
    /// without one requires it of everyone.
    pub async fn commit(&self, principal: Principal, envelope: Envelope) -> Result<Receipt, ServiceError> {
        let actor = principal.actor();
        let requires = matches!(envelope.command, Command::RequireSecondFactor { required: true });
        if let (true, Principal::Person(person)) = (requires, principal) {
            self.may_require_second_factor(person).await?;
        }
        // The rules don't have the list of time zones.
        if let Command::EditOrganisation { draft, .. } = &envelope.command
            && draft.time_zone.trim().parse::<chrono_tz::Tz>().is_err()
        {
            let may = actor.may(&self.ledger.board(), Action::Administer, Subject::Organisation);
            let no_such_zone = Refusal::NoSuchZone { name: draft.time_zone.clone() };
            return Err(CommitError::Refused(may.err().unwrap_or(no_such_zone)).into());
        }
        let changes_people = matches!(
            envelope.command,
            Command::EditPerson { .. }
                | Command::ImportPeople(_)
                | Command::DeactivatePerson { .. }
                | Command::ReactivatePerson { .. }
        );
        let before = changes_people.then(|| self.ledger.board());
        let receipt = self.ledger.commit(actor, envelope).await?;
        if requires {
            self.auth.accounts.end_without_second_factor(self.clock.now()).await?;
        }
        if let Some(before) = &before {
            self.auth.accounts.end_where_changed(before, &self.ledger.board(), self.clock.now()).await?;
        }
        if requires || before.is_some() {
            // So that what has ended in the database has ended on this node at once.
            self.auth.sessions.look_now(&self.ledger).await?;
        }
        Ok(receipt)
    }

    /// Whether a principal may administer the organisation.
    ///
    /// # Errors
    /// The refusal.
    pub(crate) fn administers(&self, principal: Principal) -> Result<(), ServiceError> {
        let may = principal.actor().may(&self.ledger.board(), Action::Administer, Subject::Organisation);
        may.map_err(|refusal| CommitError::Refused(refusal).into())
    }

    /// Writes the commands that an organisation begins with, each on behalf of its actor and at its time. `principal`
    /// must be able to speak for all of them: an administrator, or the operator.
    ///
    /// # Errors
    /// Names the command that failed.
    pub async fn seed(
        &self,
        principal: Principal,
        commands: Vec<(Actor, Envelope, Moment)>,
    ) -> Result<Option<Receipt>, SeedError> {
        let may = principal.actor().may(&self.ledger.board(), Action::Administer, Subject::Organisation);
        may.map_err(|refusal| SeedError { index: 0, source: CommitError::Refused(refusal) })?;
        self.ledger.seed(commands).await
    }

    /// An administrator who requires a second factor of everyone must have one, to avoid locking themselves out. The board doesn't hold
    /// second factors, so this isn't a rule of the organisation.
    async fn may_require_second_factor(&self, person: PersonId) -> Result<(), ServiceError> {
        self.administers(Principal::Person(person))?;
        let has_one = self.auth.second_factors.confirmed(person).await?.is_some();
        if has_one { Ok(()) } else { Err(ServiceError::NoSecondFactor) }
    }
}
