//! Who is signed in.
//!
//! The tables are the truth. This node remembers for two seconds what it read there, and what ends here ends at once; what ends on another
//! node, or on the command line, is looked for every two seconds. So a session ends everywhere within five, its open streams too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::desk::{Caller, cookie};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use store::{Accounts, Ledger, Session, StoreError, TokenHash, Trouble};
use tokio::sync::watch;
use uuid::Uuid;

use super::{Token, set_cookie, sign_in_log};
use crate::clock::Clock;

/// Without being used for so long, a session is over.
const IDLE: TimeDelta = TimeDelta::days(14);
/// After so long, somebody has to prove anew who they are.
const LONGEST: TimeDelta = TimeDelta::days(90);
/// How long a browser is known in which somebody came in.
const KNOWN: TimeDelta = TimeDelta::days(400);
/// How long what was read is remembered.
const FRESH: TimeDelta = TimeDelta::seconds(2);
/// How long it is trusted while the database can't be reached: whoever is in reads on.
const CUT_OFF: TimeDelta = TimeDelta::seconds(60);
/// How often it is noted that a session is used.
const NOTED: TimeDelta = TimeDelta::minutes(10);
/// How often ended sessions are looked for.
const LOOK: Duration = Duration::from_secs(2);
/// How far back before the last look that went well, because nodes' clocks differ.
const BACK: TimeDelta = TimeDelta::minutes(10);
/// How many sessions are remembered at most.
const MOST: usize = 50_000;

/// A session as it was last read.
struct Known {
    session: Session,
    read_at: DateTime<Utc>,
}

#[derive(Default)]
struct Memory {
    known: HashMap<TokenHash, Known>,
    /// Sessions that ended here, and whose; in the tables they go on, because nothing could be written there. It is tried again.
    unwritten: HashMap<Uuid, PersonId>,
    /// Where the streams of a session hear that it has ended.
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
            // Nobody listens any more.
            !is_over && ended.receiver_count() > 0
        });
    }
}

/// Who is signed in. Clones share it.
#[derive(Clone)]
pub(crate) struct Sessions {
    accounts: Accounts,
    clock: Clock,
    secure: bool,
    memory: Arc<Mutex<Memory>>,
}

impl Sessions {
    pub(super) fn new(accounts: Accounts, clock: Clock, secure: bool) -> Self {
        Self { accounts, clock, secure, memory: Arc::default() }
    }

    /// The cookie's name. With the prefix, browsers take it from this host only, by TLS only, and for all of its paths. Without TLS, on the
    /// machine itself, they would refuse it so.
    const fn cookie(&self) -> &'static str {
        if self.secure { "__Host-plumbline" } else { "plumbline_session" }
    }

    /// The name of the cookie that a browser keeps beyond its sessions.
    const fn device_cookie(&self) -> &'static str {
        if self.secure { "__Host-plumbline-device" } else { "plumbline_device" }
    }

    /// Who sent a request.
    pub(super) async fn caller(&self, headers: &HeaderMap) -> Result<Option<Caller>, StoreError> {
        let Some(token) = cookie(headers, self.cookie()).and_then(Token::read) else { return Ok(None) };
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
            // Whether it can be noted or not, they are signed in: a full disk is read from.
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

    /// Signs somebody in on the device that sent a request: its answer carries the new cookie. A session that the device had is over, so
    /// that nobody can be made to go on in one that somebody else knows. Answers with when it began.
    pub(crate) async fn begin(
        &self,
        person: PersonId,
        headers: &HeaderMap,
        before: Option<Caller>,
        answer: &mut Response,
    ) -> Result<DateTime<Utc>, StoreError> {
        if let Some(before) = before {
            self.end(before.person, before.session).await?;
        }
        let (token, now) = (Token::new(&self.clock), self.clock.now());
        let device = sign_in_log::device(headers);
        let session = Session { id: self.clock.new_id(), person, device, began_at: now, seen_at: now };
        self.accounts.begin(&session, &token.hash()).await?;
        self.set(answer, &token.written(), LONGEST.num_seconds());
        self.remember_device(person, headers, answer).await?;
        Ok(now)
    }

    /// Has the browser know somebody again who has come in with it.
    async fn remember_device(&self, person: PersonId, headers: &HeaderMap, answer: &mut Response) -> Result<(), StoreError> {
        let token = cookie(headers, self.device_cookie()).and_then(Token::read).unwrap_or_else(|| Token::new(&self.clock));
        self.accounts.remember_device(&token.hash(), person, self.clock.now()).await?;
        set_cookie(answer, self.device_cookie(), &token.written(), KNOWN.num_seconds(), self.secure);
        Ok(())
    }

    /// The browser that sent a request, if it was this person who came in with it last.
    pub(crate) async fn device_of(&self, headers: &HeaderMap, person: PersonId) -> Result<Option<TokenHash>, StoreError> {
        let Some(token) = cookie(headers, self.device_cookie()).and_then(Token::read) else { return Ok(None) };
        let hash = token.hash();
        Ok(self.accounts.device(&hash).await?.filter(|known| *known == person).map(|_| hash))
    }

    /// Signs the device out that gets this answer.
    pub(crate) fn forget(&self, answer: &mut Response) {
        self.set(answer, "", 0);
    }

    fn set(&self, answer: &mut Response, value: &str, seconds: i64) {
        set_cookie(answer, self.cookie(), value, seconds, self.secure);
    }

    /// Ends one of somebody's sessions. On this node it ends in any case.
    ///
    /// # Errors
    /// It couldn't be written down yet: after a restart, and on other nodes, it goes on until it could.
    pub(crate) async fn end(&self, person: PersonId, session: Uuid) -> Result<(), StoreError> {
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

    /// Writes down what ended while nothing could be written.
    async fn write_what_ended(&self) {
        let unwritten = self.memory.lock().unwrap_or_else(PoisonError::into_inner).unwritten.clone();
        for (session, person) in unwritten {
            if self.accounts.end(person, session, self.clock.now()).await.is_err() {
                return;
            }
            self.memory.lock().unwrap_or_else(PoisonError::into_inner).unwritten.remove(&session);
        }
    }

    /// Ends all of somebody's sessions but `keep`.
    pub(crate) async fn end_all(&self, person: PersonId, keep: Option<Uuid>) -> Result<(), StoreError> {
        self.accounts.end_all(person, self.clock.now(), keep).await?;
        self.forget_here(|whose, id| whose == person && Some(id) != keep);
        Ok(())
    }

    /// Gives somebody a new password, and ends all of their sessions but `keep`.
    pub(crate) async fn set_password(&self, person: PersonId, password: &str, keep: Option<Uuid>) -> Result<(), StoreError> {
        self.accounts.set_password(person, password, self.clock.now(), keep).await?;
        self.forget_here(|whose, id| whose == person && Some(id) != keep);
        Ok(())
    }

    /// Gives somebody a new password by a link, which is used up with it, and ends all of their sessions. `false` if the link isn't good
    /// any more.
    pub(crate) async fn set_password_by_link(&self, token: Token, person: PersonId, password: &str) -> Result<bool, StoreError> {
        let is_set = self.accounts.set_password_by_link(&token.hash(), person, password, self.clock.now()).await?;
        if is_set {
            self.forget_here(|whose, _| whose == person);
        }
        Ok(is_set)
    }

    /// Forgets what is remembered of somebody who has left.
    pub(super) fn forget_person(&self, person: PersonId) {
        self.forget_here(|whose, _| whose == person);
    }

    fn forget_here(&self, which: impl Fn(PersonId, Uuid) -> bool) {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).end(which);
    }

    /// Hears when a session has ended, for a stream.
    pub(crate) fn listen(&self, caller: Caller) -> watch::Receiver<bool> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, ended) = memory.streams.entry(caller.session).or_insert_with(|| (caller.person, watch::Sender::new(false)));
        ended.subscribe()
    }

    /// Looks for sessions that ended elsewhere, and for people who have left, for as long as the server runs.
    pub(crate) async fn watch(self, ledger: Ledger) {
        let mut since = self.clock.now();
        loop {
            tokio::time::sleep(LOOK).await;
            self.write_what_ended().await;
            let now = self.clock.now();
            match self.look(&ledger, since - BACK).await {
                Ok(()) => since = now,
                // Cut off from the database: what ends meanwhile is found by the next look that goes well.
                Err(error) if error.trouble() == Trouble::Unavailable => {}
                Err(error) => tracing::error!(?error, "it could not be looked for ended sessions"),
            }
        }
    }

    /// Looks for sessions that ended just now, in whatever way.
    pub(crate) async fn look_now(&self, ledger: &Ledger) -> Result<(), StoreError> {
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
