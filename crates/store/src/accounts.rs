//! Credentials: passwords, second factors, sessions and single-use links.
//!
//! They aren't part of the organisation: there are no commands, events or journal entries about them, and no board
//! holds them. Passwords and tokens are stored as hashes only. The secrets of second factors are stored in clear,
//! because the server needs them to compute codes.

mod second_factor;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use okr::{Board, Person, PersonId};
use tokio::time::timeout;
use uuid::Uuid;

pub use self::second_factor::{MfaChallenge, SecondFactor, SharedSecret};
use crate::database::Connection;
use crate::statement::{Row, Statement, statement};
use crate::{Store, StoreError, Trouble};

/// Timeout of database access.
const PATIENCE: Duration = Duration::from_secs(5);

/// The SHA-256 of a token. A token has 256 random bits, so no slower hash is needed.
pub type TokenHash = [u8; 32];

/// A session of a person on one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id; not secret.
    pub id: Uuid,
    /// The person.
    pub person: PersonId,
    /// The user agent of the browser.
    pub device: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When its last use was stored.
    pub seen_at: DateTime<Utc>,
}

/// The purpose of a single-use link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To found the organisation.
    Found,
    /// To accept an invitation: a first sign-in.
    Invite(PersonId),
    /// To set a new password.
    Reset(PersonId),
}

impl Purpose {
    const fn key(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Invite(_) => "invite",
            Self::Reset(_) => "reset",
        }
    }

    /// The person it is for, if they exist already.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Found => None,
            Self::Invite(person) | Self::Reset(person) => Some(person),
        }
    }

    fn read(key: &str, person: Option<Uuid>) -> Option<Self> {
        match (key, person.map(PersonId)) {
            ("found", None) => Some(Self::Found),
            ("invite", Some(person)) => Some(Self::Invite(person)),
            ("reset", Some(person)) => Some(Self::Reset(person)),
            _ => None,
        }
    }
}

/// A single-use link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Its purpose.
    pub purpose: Purpose,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
    /// When it was used, after which it is invalid.
    pub used_at: Option<DateTime<Utc>>,
}

/// Whether a person can sign in, for a list of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// When the password was set, if there is one.
    pub password_since: Option<DateTime<Utc>>,
    /// When an unused link expires, if there is one.
    pub link_until: Option<DateTime<Utc>>,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// Whether an account at a provider is linked.
    pub provider: bool,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    person: Uuid,
    device: String,
    began_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

impl From<SessionRow> for Session {
    fn from(SessionRow { id, person, device, began_at, seen_at }: SessionRow) -> Self {
        Self { id, person: PersonId(person), device, began_at, seen_at }
    }
}

#[derive(sqlx::FromRow)]
struct PassRow {
    purpose: String,
    person: Option<Uuid>,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct AccessRow {
    id: Uuid,
    password_since: Option<DateTime<Utc>>,
    link_until: Option<DateTime<Utc>>,
    second_factor: bool,
    provider: bool,
}

/// Access to the credentials. Clones share the store.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(crate) store: Store,
}

impl Accounts {
    /// The credentials in a store.
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    /// A person's password hash from argon2id, as a PHC string; `None` if they have none.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn password(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        let asked = statement("SELECT password FROM credential WHERE person = $1").bind(person.0);
        Ok(self.rows::<(String,)>("reading a password", asked).await?.pop().map(|(password,)| password))
    }

    /// Sets a person's password. Ends all of their sessions but `keep`, and invalidates their links, pending MFA
    /// challenges with the old password, and a second factor proposed before.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn set_password(
        &self,
        person: PersonId,
        password: &str,
        at: DateTime<Utc>,
        keep: Option<Uuid>,
    ) -> Result<(), StoreError> {
        self.write("keeping a password", new_password(person, password, at, keep)).await
    }

    /// Sets a person's password like [`set_password`](Self::set_password), by a link that is used up with it. `false`
    /// if the link was used before or has expired: then nothing has changed. Of concurrent uses only one succeeds.
    ///
    /// # Errors
    /// It can't be written; then nothing has changed.
    pub async fn set_password_by_link(
        &self,
        token: &TokenHash,
        person: PersonId,
        password: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.use_up_and(token, at, new_password(person, password, at, None)).await
    }

    /// Stores a new session.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn begin(&self, session: &Session, token: &TokenHash) -> Result<(), StoreError> {
        let begun =
            statement("INSERT INTO session (id, token, person, device, began_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6)")
                .bind(session.id)
                .bind(token.as_slice())
                .bind(session.person.0)
                .bind(&session.device)
                .bind(session.began_at)
                .bind(session.seen_at);
        self.write("beginning a session", [begun]).await
    }

    /// The session of a token, if it hasn't ended.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        let asked = statement("SELECT id, person, device, began_at, seen_at FROM session WHERE token = $1 AND ended_at IS NULL")
            .bind(token.as_slice());
        Ok(self.rows::<SessionRow>("looking for a session", asked).await?.pop().map(Session::from))
    }

    /// A person's active sessions, the last used first.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn sessions(&self, person: PersonId) -> Result<Vec<Session>, StoreError> {
        let asked = statement(
            "SELECT id, person, device, began_at, seen_at FROM session WHERE person = $1 AND ended_at IS NULL \
             ORDER BY seen_at DESC, id",
        )
        .bind(person.0);
        Ok(self.rows::<SessionRow>("looking for sessions", asked).await?.into_iter().map(Session::from).collect())
    }

    /// Stores that a session was used.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn saw(&self, session: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let seen = statement("UPDATE session SET seen_at = $2 WHERE id = $1 AND ended_at IS NULL").bind(session).bind(at);
        self.write("noting that a session was used", [seen]).await
    }

    /// Ends one of a person's sessions. Does nothing if it is another person's, or has ended.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end(&self, person: PersonId, session: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = statement("UPDATE session SET ended_at = $3 WHERE id = $1 AND person = $2 AND ended_at IS NULL");
        self.write("ending a session", [ended.bind(session).bind(person.0).bind(at)]).await
    }

    /// Ends a person's sessions except `keep`.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_all(&self, person: PersonId, at: DateTime<Utc>, keep: Option<Uuid>) -> Result<(), StoreError> {
        self.write("ending sessions", [end_all(person, at, keep)]).await
    }

    /// Ends the sessions of each person whose role has changed since the board `before`, or who was deactivated or
    /// reactivated. They have to sign in again. Links and pending sign-ins of deactivated people are invalidated too.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn end_where_changed(&self, before: &Board, after: &Board, at: DateTime<Utc>) -> Result<(), StoreError> {
        let is_another =
            |before: &Person, after: &Person| before.role() != after.role() || before.deactivated != after.deactivated;
        let changed = |person: &&Arc<Person>| before.people.get(&person.id).is_some_and(|before| is_another(before, person));
        let mut ended = Vec::new();
        for person in after.people.values().filter(changed) {
            ended.push(end_all(person.id, at, None));
            if person.deactivated {
                ended.extend([void_links(person.id, at), end_mfa_challenge(person.id)]);
            }
        }
        if ended.is_empty() { Ok(()) } else { self.write("ending sessions", ended).await }
    }

    /// The sessions that ended at or after an instant, on any node.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn ended_since(&self, at: DateTime<Utc>) -> Result<Vec<Uuid>, StoreError> {
        let asked = statement("SELECT id FROM session WHERE ended_at >= $1").bind(at);
        Ok(self.rows::<(Uuid,)>("looking for ended sessions", asked).await?.into_iter().map(|(id,)| id).collect())
    }

    /// Creates a single-use link. Unused earlier links for the same purpose become invalid, and old ones are deleted.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn issue(
        &self,
        token: &TokenHash,
        purpose: Purpose,
        at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let person = purpose.person().map(|person| person.0);
        let void = match person {
            Some(person) => void_links(PersonId(person), at),
            None => statement("UPDATE pass SET used_at = $1 WHERE person IS NULL AND used_at IS NULL").bind(at),
        };
        let issued = statement("INSERT INTO pass (token, purpose, person, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(token.as_slice())
            .bind(purpose.key())
            .bind(person)
            .bind(expires_at);
        let long_ago = at - chrono::TimeDelta::days(90);
        self.write(
            "making a link",
            [
                void,
                issued,
                statement("DELETE FROM pass WHERE expires_at < $1").bind(long_ago),
                statement("DELETE FROM session WHERE ended_at < $1").bind(long_ago),
            ],
        )
        .await
    }

    /// A link, used or not.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn pass(&self, token: &TokenHash) -> Result<Option<Pass>, StoreError> {
        let asked = statement("SELECT purpose, person, expires_at, used_at FROM pass WHERE token = $1").bind(token.as_slice());
        let row: Option<PassRow> = self.rows("looking for a link", asked).await?.pop();
        Ok(row.and_then(|PassRow { purpose, person, expires_at, used_at }| {
            Purpose::read(&purpose, person).map(|purpose| Pass { purpose, expires_at, used_at })
        }))
    }

    /// Uses a link up. Of concurrent uses only one succeeds.
    ///
    /// # Errors
    /// It can't be written.
    pub async fn use_up(&self, token: &TokenHash, at: DateTime<Utc>) -> Result<bool, StoreError> {
        self.use_up_and(token, at, []).await
    }

    /// Uses a link up and performs its action in one transaction.
    async fn use_up_and(
        &self,
        token: &TokenHash,
        at: DateTime<Utc>,
        then: impl IntoIterator<Item = Statement>,
    ) -> Result<bool, StoreError> {
        const DOING: &str = "using a link";
        in_time(DOING, async {
            let mut transaction = self.store.write().await?;
            let used = statement("UPDATE pass SET used_at = $2 WHERE token = $1 AND used_at IS NULL AND expires_at > $2")
                .bind(token.as_slice())
                .bind(at)
                .execute(&mut transaction.connection())
                .await
                .map_err(StoreError::while_doing(DOING))?;
            if used == 1 {
                for statement in then {
                    execute(statement, &mut transaction.connection()).await.map_err(StoreError::while_doing(DOING))?;
                }
            }
            transaction.commit().await.map_err(StoreError::while_doing(DOING))?;
            Ok(used == 1)
        })
        .await
    }

    /// People who can sign in: those with a password or a linked provider account.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn able_to_sign_in(&self) -> Result<BTreeSet<PersonId>, StoreError> {
        let asked = statement("SELECT person FROM credential UNION SELECT person FROM identity");
        Ok(self.rows::<(Uuid,)>("looking who can sign in", asked).await?.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Who can sign in, and who has a valid link at an instant. People who are absent from the result have neither.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn access(&self, at: DateTime<Utc>) -> Result<Vec<(PersonId, Access)>, StoreError> {
        let asked = statement(
            "SELECT person.id AS id, credential.changed_at AS password_since, \
               (SELECT MAX(expires_at) FROM pass WHERE pass.person = person.id AND used_at IS NULL AND expires_at > $1) AS link_until, \
               EXISTS (SELECT 1 FROM second_factor WHERE second_factor.person = person.id AND confirmed_at IS NOT NULL) \
                 AS second_factor, \
               EXISTS (SELECT 1 FROM identity WHERE identity.person = person.id) AS provider \
             FROM person LEFT JOIN credential ON credential.person = person.id",
        )
        .bind(at);
        let rows: Vec<AccessRow> = self.rows("looking who can sign in", asked).await?;
        let access = rows.into_iter().map(|AccessRow { id, password_since, link_until, second_factor, provider }| {
            (PersonId(id), Access { password_since, link_until, second_factor, provider })
        });
        Ok(access.filter(|(_, access)| *access != Access::default()).collect())
    }

    pub(crate) async fn rows<R: Row>(&self, doing: &'static str, asked: Statement) -> Result<Vec<R>, StoreError> {
        let mut reader = self.store.read().await?;
        let seen = timeout(PATIENCE, asked.rows(&mut reader.connection())).await;
        reader.seen(seen).map_err(StoreError::while_doing(doing))
    }

    /// Runs all statements in one transaction.
    pub(crate) async fn write(
        &self,
        doing: &'static str,
        statements: impl IntoIterator<Item = Statement>,
    ) -> Result<(), StoreError> {
        in_time(doing, async {
            let mut transaction = self.store.write().await?;
            for statement in statements {
                execute(statement, &mut transaction.connection()).await.map_err(StoreError::while_doing(doing))?;
            }
            transaction.commit().await.map_err(StoreError::while_doing(doing))
        })
        .await
    }
}

/// A database that doesn't answer in time counts as unavailable. The transaction is rolled back with its connection.
pub(crate) async fn in_time<T>(doing: &'static str, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    timeout(PATIENCE, work).await.unwrap_or_else(|_| Err(StoreError::new(Trouble::Unavailable, doing)))
}

async fn execute(statement: Statement, connection: &mut Connection<'_>) -> sqlx::Result<()> {
    statement.execute(connection).await.map(drop)
}

fn end_all(person: PersonId, at: DateTime<Utc>, keep: Option<Uuid>) -> Statement {
    // The nil UUID is no session's id, so that one statement serves both cases.
    let keep = keep.unwrap_or(Uuid::nil());
    statement("UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL AND id <> $3")
        .bind(person.0)
        .bind(at)
        .bind(keep)
}

fn void_links(person: PersonId, at: DateTime<Utc>) -> Statement {
    statement("UPDATE pass SET used_at = $2 WHERE person = $1 AND used_at IS NULL").bind(person.0).bind(at)
}

fn end_mfa_challenge(person: PersonId) -> Statement {
    statement("DELETE FROM half_way WHERE person = $1").bind(person.0)
}

/// Sets a password, and invalidates everything that depends on the old one.
fn new_password(person: PersonId, password: &str, at: DateTime<Utc>, keep: Option<Uuid>) -> [Statement; 5] {
    let set = statement(
        "INSERT INTO credential (person, password, changed_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person) DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at",
    );
    [
        set.bind(person.0).bind(password).bind(at),
        end_all(person, at, keep),
        void_links(person, at),
        end_mfa_challenge(person),
        statement("DELETE FROM second_factor WHERE person = $1 AND confirmed_at IS NULL").bind(person.0),
    ]
}
