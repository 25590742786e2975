//! Who signed in, who tried to, and what lets them in: for administrators, and for those whose account it is.

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use uuid::Uuid;

use crate::statement::statement;
use crate::tables::unknown;
use crate::{Accounts, StoreError};

/// How long an event is kept.
const KEPT: TimeDelta = TimeDelta::days(90);
/// How many events are kept at most.
const MOST: i64 = 100_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInKind {
    /// A session began, after all that was asked for was proven.
    SignedIn,
    /// A password was wrong, or there is no such account.
    WrongPassword,
    /// A code of a second factor was wrong.
    WrongCode,
    /// A provider proved who it is, or failed to, and they were not let in.
    ProviderRefused,
    /// An invitation was made: a link to a first password.
    InvitationMade,
    /// A link to a new password was made.
    ResetMade,
    /// A link was used to choose a password.
    LinkUsed,
    /// A password was changed by its owner.
    PasswordChanged,
    /// A second factor counts from now on.
    SecondFactorSetUp,
    /// A second factor was removed.
    SecondFactorRemoved,
    /// A provider knows the account from now on.
    ProviderBound,
    /// A provider doesn't know the account any more.
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

    /// The word it is kept by.
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

    /// Whether it is a try that failed.
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::WrongPassword | Self::WrongCode | Self::ProviderRefused)
    }

    /// Whether it opens another way into the account, or takes away what guards it.
    pub const fn weakens(self) -> bool {
        matches!(self, Self::ResetMade | Self::SecondFactorRemoved | Self::ProviderForgotten)
    }
}

/// Something that happened to an account, or at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: SignInKind,
    /// Whose account; `None` if there is none.
    pub person: Option<PersonId>,
    /// Who did it, if it was done by somebody who was signed in; `None` for whoever tried to come in, and on the command line.
    pub actor: Option<PersonId>,
    /// From which IP address; empty on the command line.
    pub address: String,
    /// The browser, as it names itself; empty if it isn't known.
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
    /// Keeps an event. What is too old or too much is deleted with it.
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

    /// The last `limit` events, newest first, each with its number; of those before a number if it is given.
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

    /// The last `limit` events of somebody's account, newest first.
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
