//! Maps a provider's verified identity to a person.

use app::static_pages::oidc::Refused;
use okr::{Board, Command, CommandId, Envelope, Person, PersonDraft, PersonId, Refusal, Roles};
use service::{Principal, ServiceError};
use store::{CommitError, SignInKind, StoreError};

use crate::auth::Source;
use crate::auth::oidc::{ClaimedEmail, Proven, Settings};
use crate::site::Site;

/// Why no person was found.
pub(crate) enum NotIn {
    /// The person may not sign in.
    Refused(Refused),
    /// A database error.
    Store(StoreError),
    /// The server is shutting down.
    Stopped,
}

impl From<Refused> for NotIn {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<StoreError> for NotIn {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Finds or creates the person, gives them the roles of their groups, and links them to the provider's account.
pub(crate) async fn welcome(site: &Site, settings: &Settings, proven: &Proven, source: &Source) -> Result<PersonId, NotIn> {
    let person = match site.auth.accounts.identity(&proven.issuer, &proven.subject).await? {
        Some(person) => still_there(&site.service.ledger.board(), person)?,
        None => bound(site, settings, proven, source).await?,
    };
    if settings.decides_roles() {
        give_roles(site, settings, proven, person).await?;
    }
    Ok(person)
}

/// A person that the provider hasn't sent before: found by e-mail address, or created.
async fn bound(site: &Site, settings: &Settings, proven: &Proven, source: &Source) -> Result<PersonId, NotIn> {
    let email = match &proven.email {
        ClaimedEmail::Verified(email) => email.trim(),
        ClaimedEmail::NotSaid(email) if settings.trust_email => email.trim(),
        other => {
            let refused = if matches!(other, ClaimedEmail::NotSaid(_)) { Refused::NotSaid } else { Refused::Unverified };
            tracing::warn!(
                issuer = proven.issuer,
                said = ?refused,
                "the provider did not say that an address is verified; if it never says so and its addresses can be trusted, start with \
                 --oidc-trust-email (PLUMBLINE_OIDC_TRUST_EMAIL); one that it says is not verified stays refused"
            );
            return Err(refused.into());
        }
    };
    let board = site.service.ledger.board();
    let small = okr::text::small_email(email);
    let has =
        |person: &&std::sync::Arc<Person>| person.email.as_ref().is_some_and(|other| okr::text::small_email(other) == small);
    let person = match board.people.values().find(has) {
        Some(person) => still_there(&board, person.id)?,
        None if settings.create => create(site, proven, email).await?,
        None => return Err(Refused::NotInvited.into()),
    };
    let is_bound = site.auth.accounts.bind(&proven.issuer, &proven.subject, person, site.clock.now()).await?;
    if !is_bound {
        return Err(Refused::Taken.into());
    }
    site.auth.sign_in_log.note(SignInKind::ProviderBound, Some(person), source.clone()).await;
    Ok(person)
}

fn still_there(board: &Board, person: PersonId) -> Result<PersonId, Refused> {
    let person = board.person(person).ok().filter(|person| !person.deactivated);
    person.map(|person| person.id).ok_or(Refused::Left)
}

/// Creates a person without a team.
async fn create(site: &Site, proven: &Proven, email: &str) -> Result<PersonId, NotIn> {
    let name = proven.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(email);
    let id = PersonId(site.clock.new_id());
    let (teams, leads) = Default::default();
    let (name, email, roles) = (name.to_owned(), Some(email.to_owned()), Roles::default());
    match commit(site, Command::AddPerson(Person { id, name, email, roles, teams, leads, deactivated: false })).await? {
        Ok(()) => Ok(id),
        // Two requests created the person at the same time.
        Err(Refusal::EmailTaken { person, .. }) => Ok(still_there(&site.service.ledger.board(), person)?),
        Err(refusal) => {
            tracing::warn!(?refusal, "whom the provider knows could not be added");
            Err(Refused::NotInvited.into())
        }
    }
}

/// Sets a person's roles from their groups. The last administrator keeps that role.
async fn give_roles(site: &Site, settings: &Settings, proven: &Proven, id: PersonId) -> Result<(), NotIn> {
    let Proven { issuer, groups, .. } = proven;
    if groups.is_none() {
        tracing::warn!(issuer, person = %id, "the provider says nothing of groups; whoever it is has no role by them");
    }
    let roles = settings.roles(&groups.clone().unwrap_or_default());
    for roles in [roles, Roles { admin: true, ..roles }] {
        let board = site.service.ledger.board();
        let Ok(person) = board.person(id) else { return Err(Refused::Left.into()) };
        if person.roles == roles {
            return Ok(());
        }
        // Concurrent changes by an administrator are kept.
        let base = PersonDraft::of(person);
        let draft = PersonDraft { roles, ..base.clone() };
        match commit(site, Command::EditPerson { base: Some(base), id, draft }).await? {
            // Their other sessions end, because those have the earlier roles.
            Ok(()) => return Ok(site.auth.sessions.end_all(id, None).await?),
            Err(Refusal::LastAdmin) => {
                tracing::warn!(issuer, person = %id, "by their groups they are no administrator, but they are the last one, and stay it");
            }
            Err(refusal) => {
                tracing::error!(issuer, person = %id, ?refusal, "roles could not be made what groups say");
                return Err(Refused::Failed.into());
            }
        }
    }
    Ok(())
}

/// Commits a command as the system, without a person as the actor.
async fn commit(site: &Site, command: Command) -> Result<Result<(), Refusal>, NotIn> {
    let envelope = Envelope { id: CommandId(site.clock.new_id()), command };
    match site.service.commit(Principal::Provider, envelope).await {
        Ok(_) => Ok(Ok(())),
        Err(ServiceError::Commit(CommitError::Refused(refusal))) => Ok(Err(refusal)),
        Err(ServiceError::Commit(CommitError::Store(error))) => Err(NotIn::Store(error)),
        Err(ServiceError::Commit(CommitError::Conflict(_) | CommitError::Stopped) | ServiceError::NoSecondFactor) => {
            Err(NotIn::Stopped)
        }
    }
}
