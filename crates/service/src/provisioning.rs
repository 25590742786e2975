//! Finds or creates the person of an identity that the provider has verified.

use okr::{Board, Command, CommandId, Envelope, Person, PersonDraft, PersonId, Refusal, Roles};
use store::{CommitError, SignInKind, StoreError};

use crate::auth::Source;
use crate::{Principal, Service, ServiceError};

/// An identity verified by a provider.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The issuer.
    pub issuer: String,
    /// The issuer's permanent identifier of the person.
    pub subject: String,
    /// The e-mail address, and whether it is verified.
    pub email: ClaimedEmail,
    /// The name.
    pub name: Option<String>,
    /// The roles of their groups; `None` if roles are given here and not by the provider.
    pub roles: Option<Roles>,
}

/// What a provider says about a person's e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedEmail {
    /// No address.
    Missing,
    /// An address that isn't verified.
    Unverified,
    /// An address, without saying whether it is verified.
    NotSaid(String),
    /// A verified address.
    Verified(String),
}

impl ClaimedEmail {
    /// Combines two claims: "unverified" wins over a missing statement.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (verified @ Self::Verified(_), _) | (_, verified @ Self::Verified(_)) => verified,
            (Self::Unverified, _) | (_, Self::Unverified) => Self::Unverified,
            (not_said @ Self::NotSaid(_), _) | (Self::Missing, not_said) => not_said,
        }
    }
}

/// What the operator allows the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provisioning {
    /// Whether people who aren't known yet are created.
    pub create: bool,
    /// Whether addresses count as verified if the provider doesn't say.
    pub trust_email: bool,
}

/// Why a person with a verified identity may not sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
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
    /// The roles of their groups can't be given.
    Failed,
}

/// Why no person was found.
#[derive(Debug, thiserror::Error)]
pub enum AdmissionError {
    /// The person may not sign in.
    #[error("not admitted: {0:?}")]
    NotAdmitted(NotAdmitted),
    /// The database failed, or the server is shutting down.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<NotAdmitted> for AdmissionError {
    fn from(why: NotAdmitted) -> Self {
        Self::NotAdmitted(why)
    }
}

impl From<StoreError> for AdmissionError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl Service {
    /// Finds or creates the person, gives them the roles of their groups, and links them to the provider's account.
    ///
    /// # Errors
    /// See [`AdmissionError`].
    pub async fn admit(&self, identity: &Identity, allowed: Provisioning, source: &Source) -> Result<PersonId, AdmissionError> {
        let person = match self.auth.accounts.identity(&identity.issuer, &identity.subject).await? {
            Some(person) => active(&self.ledger.board(), person)?,
            None => self.bind(identity, allowed, source).await?,
        };
        if let Some(roles) = identity.roles {
            self.give_roles(&identity.issuer, roles, person).await?;
        }
        Ok(person)
    }

    /// A person that the provider hasn't sent before: found by e-mail address, or created.
    async fn bind(&self, identity: &Identity, allowed: Provisioning, source: &Source) -> Result<PersonId, AdmissionError> {
        let Identity { issuer, subject, email, .. } = identity;
        let email = match email {
            ClaimedEmail::Verified(email) => email.trim(),
            ClaimedEmail::NotSaid(email) if allowed.trust_email => email.trim(),
            other => {
                let refused =
                    if matches!(other, ClaimedEmail::NotSaid(_)) { NotAdmitted::NotSaid } else { NotAdmitted::Unverified };
                tracing::warn!(
                    issuer,
                    said = ?refused,
                    "the provider did not say that an address is verified; if it never says so and its addresses can be trusted, start with \
                     --oidc-trust-email (PLUMBLINE_OIDC_TRUST_EMAIL); one that it says is not verified stays refused"
                );
                return Err(refused.into());
            }
        };
        let board = self.ledger.board();
        let person = match board.person_with_email(email) {
            Some(person) => active(&board, person.id)?,
            None if allowed.create => self.create(identity, email).await?,
            None => return Err(NotAdmitted::NotInvited.into()),
        };
        if !self.auth.accounts.bind(issuer, subject, person, self.clock.now()).await? {
            return Err(NotAdmitted::Taken.into());
        }
        self.auth.sign_in_log.note(SignInKind::ProviderBound, Some(person), source.clone()).await;
        Ok(person)
    }

    /// Creates a person without a team.
    async fn create(&self, identity: &Identity, email: &str) -> Result<PersonId, AdmissionError> {
        let name = identity.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(email).to_owned();
        let id = PersonId(self.clock.new_id());
        let (teams, leads) = Default::default();
        let (email, roles) = (Some(email.to_owned()), Roles::default());
        match self.provision(Command::AddPerson(Person { id, name, email, roles, teams, leads, deactivated: false })).await {
            Ok(()) => Ok(id),
            // Two requests created the person at the same time.
            Err(ServiceError::Commit(CommitError::Refused(Refusal::EmailTaken { person, .. }))) => {
                Ok(active(&self.ledger.board(), person)?)
            }
            Err(ServiceError::Commit(CommitError::Refused(refusal))) => {
                tracing::warn!(?refusal, "whom the provider knows could not be added");
                Err(NotAdmitted::NotInvited.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Sets a person's roles from their groups. The last administrator keeps that role.
    async fn give_roles(&self, issuer: &str, roles: Roles, id: PersonId) -> Result<(), AdmissionError> {
        for roles in [roles, Roles { admin: true, ..roles }] {
            let board = self.ledger.board();
            let Ok(person) = board.person(id) else { return Err(NotAdmitted::Left.into()) };
            if person.roles == roles {
                return Ok(());
            }
            // Concurrent changes by an administrator are kept.
            let base = PersonDraft::of(person);
            let draft = PersonDraft { roles, ..base.clone() };
            match self.provision(Command::EditPerson { base: Some(base), id, draft }).await {
                // Their other sessions end, because those have the earlier roles.
                Ok(()) => return Ok(self.auth.sessions.end_all(id, None).await?),
                Err(ServiceError::Commit(CommitError::Refused(Refusal::LastAdmin))) => {
                    tracing::warn!(issuer, person = %id, "by their groups they are no administrator, but they are the last one, and stay it");
                }
                Err(ServiceError::Commit(CommitError::Refused(refusal))) => {
                    tracing::error!(issuer, person = %id, ?refusal, "roles could not be made what groups say");
                    return Err(NotAdmitted::Failed.into());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn provision(&self, command: Command) -> Result<(), ServiceError> {
        let envelope = Envelope { id: CommandId(self.clock.new_id()), command };
        self.commit(Principal::Provider, envelope).await.map(drop)
    }
}

fn active(board: &Board, person: PersonId) -> Result<PersonId, NotAdmitted> {
    board.active_person(person).map(|person| person.id).ok_or(NotAdmitted::Left)
}
