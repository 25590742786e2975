//! Sign-in events: sign-ins, attempts and changes of credentials, for administrators and the account's owner.

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use uuid::Uuid;

use crate::accounts::Accounts;
use crate::error::StoreError;
use crate::statement::statement;
use crate::tables::unknown;

/// How long an event is stored.
const KEPT: TimeDelta = TimeDelta::days(90);
/// How many events are stored at most.
const MOST: i64 = 100_000;

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInKind {
    /// A session began, after all checks.
    SignedIn,
    /// A wrong password, or an unknown account.
    WrongPassword,
    /// A wrong code of a second factor.
    WrongCode,
    /// A sign-in with a provider was refused, by it or by this server.
    ProviderRefused,
    /// An invitation was created: a link to set a first password.
    InvitationMade,
    /// A link to set a new password was created.
    ResetMade,
    /// A link was used to set a password.
    LinkUsed,
    /// The owner changed the password.
    PasswordChanged,
    /// A second factor was confirmed.
    SecondFactorSetUp,
    /// A second factor was removed.
    SecondFactorRemoved,
    /// A provider account was linked.
    ProviderBound,
    /// A provider account was unlinked.
    ProviderForgotten,
}

impl SignInKind {
    const ALL: [Self; 12] = [
        Self::SignedIn,
        Self::WrongPassword,
        Self::WrongCode,
        Self::ProviderRefused,
        Self::InvitationMade,
        Self::ResetMade,
        Self::LinkUsed,
        Self::PasswordChanged,
        Self::SecondFactorSetUp,
        Self::SecondFactorRemoved,
        Self::ProviderBound,
        Self::ProviderForgotten,
    ];

    /// The stored key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::WrongPassword => "wrong_password",
            Self::WrongCode => "wrong_code",
            Self::ProviderRefused => "provider_refused",
            Self::InvitationMade => "invitation_made",
            Self::ResetMade => "reset_made",
            Self::LinkUsed => "link_used",
            Self::PasswordChanged => "password_changed",
            Self::SecondFactorSetUp => "second_factor_set_up",
            Self::SecondFactorRemoved => "second_factor_removed",
            Self::ProviderBound => "provider_bound",
            Self::ProviderForgotten => "provider_forgotten",
        }
    }

    /// Whether it is a failed attempt.
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::WrongPassword | Self::WrongCode | Self::ProviderRefused)
    }

    /// Whether it adds a way into the account, or removes a protection.
    pub const fn weakens(self) -> bool {
        matches!(self, Self::ResetMade | Self::SecondFactorRemoved | Self::ProviderForgotten)
    }
}

/// A sign-in event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInEvent {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The kind.
    pub kind: SignInKind,
    /// The account's owner; `None` if there is no such account.
    pub person: Option<PersonId>,
    /// The signed-in person who caused it; `None` for unauthenticated visitors and the command line.
    pub actor: Option<PersonId>,
    /// The IP address; empty on the command line.
    pub address: String,
    /// The user agent; empty if unknown.
    pub device: String,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    id: i64,
    at: DateTime<Utc>,
    kind: String,
    person: Option<Uuid>,
    actor: Option<Uuid>,
    address: String,
    device: String,
}

impl TryFrom<EventRow> for (u64, SignInEvent) {
    type Error = sqlx::Error;

    fn try_from(EventRow { id, at, kind, person, actor, address, device }: EventRow) -> sqlx::Result<Self> {
        let known = SignInKind::ALL.into_iter().find(|known| known.key() == kind);
        let kind = known.ok_or_else(|| unknown("kind of sign-in event", &kind))?;
        let (person, actor) = (person.map(PersonId), actor.map(PersonId));
        Ok((u64::try_from(id).unwrap_or_default(), SignInEvent { at, kind, person, actor, address, device }))
    }
}

impl Accounts {
    /// Stores an event. Old and excess events are deleted.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn record(&self, event: &SignInEvent) -> Result<(), StoreError> {
        let recorded =
            statement("INSERT INTO sign_in_event (at, kind, person, actor, address, device) VALUES ($1, $2, $3, $4, $5, $6)")
                .bind(event.at)
                .bind(event.kind.key())
                .bind(event.person.map(|person| person.0))
                .bind(event.actor.map(|actor| actor.0))
                .bind(&event.address)
                .bind(&event.device);
        let old = statement("DELETE FROM sign_in_event WHERE at < $1").bind(event.at - KEPT);
        let beyond = statement("DELETE FROM sign_in_event WHERE id <= (SELECT MAX(id) FROM sign_in_event) - $1").bind(MOST);
        self.write("keeping a sign-in event", [recorded, old, beyond]).await
    }

    /// The last `limit` events with their numbers, newest first; only those before a number, if it is given.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sign_in_events(&self, before: Option<u64>, limit: u32) -> Result<Vec<(u64, SignInEvent)>, StoreError> {
        let before = before.and_then(|id| i64::try_from(id).ok()).unwrap_or(i64::MAX);
        let asked = statement(
            "SELECT id, at, kind, person, actor, address, device FROM sign_in_event WHERE id < $1 ORDER BY id DESC LIMIT $2",
        );
        read(self.rows("reading sign-in events", asked.bind(before).bind(i64::from(limit))).await?)
    }

    /// The last `limit` events of a person's account, newest first.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sign_in_events_of(&self, person: PersonId, limit: u32) -> Result<Vec<SignInEvent>, StoreError> {
        let asked = statement(
            "SELECT id, at, kind, person, actor, address, device FROM sign_in_event WHERE person = $1 ORDER BY id DESC LIMIT $2",
        );
        let rows = self.rows("reading sign-in events", asked.bind(person.0).bind(i64::from(limit))).await?;
        Ok(read(rows)?.into_iter().map(|(_, event)| event).collect())
    }
}

fn read(rows: Vec<EventRow>) -> Result<Vec<(u64, SignInEvent)>, StoreError> {
    rows.into_iter()
        .map(TryInto::try_into)
        .collect::<sqlx::Result<_>>()
        .map_err(StoreError::while_doing("reading sign-in events"))
}
