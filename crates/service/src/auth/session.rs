//! Sessions.
//!
//! The database is the source of truth. A node caches what it reads for two seconds. A session that ends on this node
//! ends at once; one that ends on another node or by the command line is found by a poll every two seconds. So a
//! session, with its open streams, ends everywhere within five seconds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use store::{Accounts, Ledger, Session, StoreError, TokenHash, Trouble};
use tokio::sync::watch;
use uuid::Uuid;

use super::Token;
use crate::Caller;
use crate::clock::Clock;

/// Idle time after which a session expires.
const IDLE: TimeDelta = TimeDelta::days(14);
/// Age after which a session expires.
pub const LONGEST: TimeDelta = TimeDelta::days(90);
/// How long a cached session is valid.
const FRESH: TimeDelta = TimeDelta::seconds(2);
/// How long a cached session is valid while the database is unavailable, so that users can keep reading.
const CUT_OFF: TimeDelta = TimeDelta::seconds(60);
/// How often the last use of a session is stored.
const NOTED: TimeDelta = TimeDelta::minutes(10);
/// How often ended sessions are polled for.
const LOOK: Duration = Duration::from_secs(2);
/// How far a poll looks back before the last successful one, because nodes' clocks differ.
const BACK: TimeDelta = TimeDelta::minutes(10);
/// The largest number of cached sessions.
const MOST: usize = 50_000;

/// A cached session.
struct Known {
    session: Session,
    read_at: DateTime<Utc>,
}

#[derive(Default)]
struct Memory {
    known: HashMap<TokenHash, Known>,
    /// Sessions that ended here while the database couldn't be written, with their person. Writing is retried.
    unwritten: HashMap<Uuid, PersonId>,
    /// Senders that tell the streams of a session that it has ended.
    streams: HashMap<Uuid, (PersonId, watch::Sender<bool>)>,
}

impl Memory {
    fn end(&mut self, which: impl Fn(PersonId, Uuid) -> bool) {
        self.known.retain(|_, known| !which(known.session.person, known.session.id));
        self.streams.retain(|id, (person, ended)| {
            let is_over = which(*person, *id);
            if is_over {
                ended.send_replace(true);
            }
            // No receivers are left.
            !is_over && ended.receiver_count() > 0
        });
    }
}

/// The sessions. Clones share the state.
#[derive(Clone)]
pub struct Sessions {
    accounts: Accounts,
    clock: Clock,
    memory: Arc<Mutex<Memory>>,
}

impl Sessions {
    pub(super) fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock, memory: Arc::default() }
    }

    /// Whose session a token belongs to; `None` if it has ended or never began.
    ///
    /// # Errors
    /// The database can't be read, and the session isn't cached.
    pub async fn caller(&self, token: Token) -> Result<Option<Caller>, StoreError> {
        let (hash, now) = (token.hash(), self.clock.now());
        let remembered = self.remembered(&hash);
        let session = match remembered {
            Some((session, read_at)) if now - read_at < FRESH => Some(session),
            remembered => match self.accounts.session(&hash).await {
                Ok(read) => {
                    self.remember(hash, read.as_ref(), now);
                    read
                }
                Err(error) => match remembered {
                    Some((session, read_at)) if is_cut_off(&error) && now - read_at < CUT_OFF => Some(session),
                    _ => return Err(error),
                },
            },
        };
        let Some(session) = session.filter(|session| !self.has_ended_here(session)) else { return Ok(None) };
        let caller = Caller { person: session.person, session: session.id };
        if now - session.began_at > LONGEST || now - session.seen_at > IDLE {
            self.end(caller.person, caller.session).await?;
            return Ok(None);
        }
        if now - session.seen_at > NOTED {
            // If the last use can't be stored, for instance on a full disk, the session stays valid.
            if let Err(error) = self.accounts.saw(session.id, now).await {
                tracing::warn!(?error, "it could not be noted that a session is used");
            }
            self.remember(hash, Some(&Session { seen_at: now, ..session }), now);
        }
        Ok(Some(caller))
    }

    fn remembered(&self, hash: &TokenHash) -> Option<(Session, DateTime<Utc>)> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.known.get(hash).map(|known| (known.session.clone(), known.read_at))
    }

    fn remember(&self, hash: TokenHash, session: Option<&Session>, now: DateTime<Utc>) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.known.len() >= MOST {
            memory.known.clear();
        }
        match session {
            Some(session) => {
                memory.known.insert(hash, Known { session: session.clone(), read_at: now });
            }
            None => {
                memory.known.remove(&hash);
            }
        }
    }

    /// Begins a session on a device, described by its user agent. A session that the device had before is ended,
    /// which prevents session fixation. Returns the session's secret, and when it began.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn begin(
        &self,
        person: PersonId,
        device: String,
        before: Option<Caller>,
    ) -> Result<(Token, DateTime<Utc>), StoreError> {
        if let Some(before) = before {
            self.end(before.person, before.session).await?;
        }
        let (token, now) = (Token::new(&self.clock), self.clock.now());
        let session = Session { id: self.clock.new_id(), person, device, began_at: now, seen_at: now };
        self.accounts.begin(&session, &token.hash()).await?;
        Ok((token, now))
    }

    /// Remembers that a person was the last to sign in with a browser. `known`: the secret that the browser has
    /// already. Returns the secret that it is to keep.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn remember_device(&self, person: PersonId, known: Option<Token>) -> Result<Token, StoreError> {
        let token = known.unwrap_or_else(|| Token::new(&self.clock));
        self.accounts.remember_device(&token.hash(), person, self.clock.now()).await?;
        Ok(token)
    }

    /// Whether a person was the last to sign in with the browser that has this secret.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn is_device_of(&self, token: Token, person: PersonId) -> Result<bool, StoreError> {
        Ok(self.accounts.device(&token.hash()).await? == Some(person))
    }

    /// Ends one of a person's sessions. On this node it always ends.
    ///
    /// # Errors
    /// It couldn't be stored yet: until it is, the session stays valid on other nodes and after a restart.
    pub async fn end(&self, person: PersonId, session: Uuid) -> Result<(), StoreError> {
        let written = self.accounts.end(person, session, self.clock.now()).await;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if written.is_err() {
            memory.unwritten.insert(session, person);
        }
        memory.end(|whose, id| whose == person && id == session);
        written
    }

    fn has_ended_here(&self, session: &Session) -> bool {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.unwritten.get(&session.id) == Some(&session.person)
    }

    /// Stores the sessions that ended while the database couldn't be written.
    async fn write_what_ended(&self) {
        let unwritten = self.memory.lock().unwrap_or_else(PoisonError::into_inner).unwritten.clone();
        for (session, person) in unwritten {
            if self.accounts.end(person, session, self.clock.now()).await.is_err() {
                return;
            }
            self.memory.lock().unwrap_or_else(PoisonError::into_inner).unwritten.remove(&session);
        }
    }

    /// Ends all of a person's sessions except `keep`.
    ///
    /// # Errors
    /// It can't be stored.
    pub async fn end_all(&self, person: PersonId, keep: Option<Uuid>) -> Result<(), StoreError> {
        self.accounts.end_all(person, self.clock.now(), keep).await?;
        self.forget_here(|whose, id| whose == person && Some(id) != keep);
        Ok(())
    }

    /// Sets a person's password and ends all of their sessions except `keep`.
    pub(super) async fn set_password(&self, person: PersonId, password: &str, keep: Option<Uuid>) -> Result<(), StoreError> {
        self.accounts.set_password(person, password, self.clock.now(), keep).await?;
        self.forget_here(|whose, id| whose == person && Some(id) != keep);
        Ok(())
    }

    /// Sets a person's password by a link, which is used up, and ends all of their sessions. `false` if the link
    /// isn't valid any more.
    pub(super) async fn set_password_by_link(&self, token: Token, person: PersonId, password: &str) -> Result<bool, StoreError> {
        let is_set = self.accounts.set_password_by_link(&token.hash(), person, password, self.clock.now()).await?;
        if is_set {
            self.forget_here(|whose, _| whose == person);
        }
        Ok(is_set)
    }

    /// Drops the cached sessions of a deactivated person.
    pub fn forget_person(&self, person: PersonId) {
        self.forget_here(|whose, _| whose == person);
    }

    fn forget_here(&self, which: impl Fn(PersonId, Uuid) -> bool) {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).end(which);
    }

    /// A receiver that tells a stream when its session ends.
    pub fn listen(&self, caller: Caller) -> watch::Receiver<bool> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, ended) = memory.streams.entry(caller.session).or_insert_with(|| (caller.person, watch::Sender::new(false)));
        ended.subscribe()
    }

    /// Polls for sessions that ended elsewhere, and for deactivated people, for as long as the server runs.
    pub async fn watch(self, ledger: Ledger) {
        let mut since = self.clock.now();
        loop {
            tokio::time::sleep(LOOK).await;
            self.write_what_ended().await;
            let now = self.clock.now();
            match self.look(&ledger, since - BACK).await {
                Ok(()) => since = now,
                // The database is unavailable: the next successful poll finds what ended meanwhile.
                Err(error) if error.trouble() == Trouble::Unavailable => {}
                Err(error) => tracing::error!(?error, "it could not be looked for ended sessions"),
            }
        }
    }

    /// Polls at once for sessions that ended in any way.
    ///
    /// # Errors
    /// The tables can't be read.
    pub async fn look_now(&self, ledger: &Ledger) -> Result<(), StoreError> {
        self.look(ledger, self.clock.now() - BACK).await
    }

    async fn look(&self, ledger: &Ledger, since: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = self.accounts.ended_since(since).await?;
        let board = ledger.board();
        let is_there = |person| board.person(person).is_ok_and(|person| !person.deactivated);
        self.forget_here(|person, id| ended.contains(&id) || !is_there(person));
        Ok(())
    }
}

fn is_cut_off(error: &StoreError) -> bool {
    matches!(error.trouble(), Trouble::Unavailable | Trouble::Contended)
}
