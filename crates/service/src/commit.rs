//! Changes of the organisation.

use chrono::{DateTime, Utc};
use okr::{Action, Actor, Board, Command, Envelope, Moment, PersonId, Refusal, Subject};
use store::{Accounts, CommitError, Receipt, SeedError};

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
            && !(self.knows_time_zone)(draft.time_zone.trim())
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
            self.accounts().end_without_second_factor(self.now(&self.ledger.board())).await?;
        }
        if let Some(before) = before {
            let board = self.ledger.board();
            self.accounts().end_where_changed(&before, &board, self.now(&board)).await?;
        }
        Ok(receipt)
    }

    /// Writes the commands that an organisation begins with, each as it was asked for by someone at some time.
    ///
    /// # Errors
    /// Names the command that failed.
    pub async fn seed(&self, commands: Vec<(Actor, Envelope, Moment)>) -> Result<Option<Receipt>, SeedError> {
        self.ledger.seed(commands).await
    }

    /// An administrator who requires a second factor of everyone must have one, to avoid locking themselves out. The board doesn't hold
    /// second factors, so this isn't a rule of the organisation.
    async fn may_require_second_factor(&self, person: PersonId) -> Result<(), ServiceError> {
        let may = Actor::Person(person).may(&self.ledger.board(), Action::Administer, Subject::Organisation);
        may.map_err(CommitError::Refused)?;
        let factor = self.accounts().second_factor(person).await?;
        let has_one = factor.is_some_and(|factor| factor.confirmed_at.is_some());
        if has_one { Ok(()) } else { Err(ServiceError::NoSecondFactor) }
    }

    fn accounts(&self) -> Accounts {
        Accounts::new(self.store.clone())
    }

    fn now(&self, board: &Board) -> DateTime<Utc> {
        (self.moment)(board).now
    }
}
