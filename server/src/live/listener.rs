//! One open stream: what it has heard, and what comes next.
//!
//! Nothing is queued for a listener beyond what all of them share, so a slow one costs no memory and holds up nobody: when it has
//! fallen out of the shared buffer, it reads on in the journal at its own pace; or, too far behind, it is told to begin again.

use std::sync::Arc;
use std::time::Duration;

use app::desk::Caller;
use bytes::Bytes;
use okr::{Entry, PersonId};
use store::{Ledger, Published, Reloads};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::frame;
use crate::auth::Permit;
use crate::lifecycle::LifecycleEvent;
use crate::site::Site;

/// Farther behind than this, the whole board is quicker than its history.
const TOO_FAR: u64 = 2_000;
/// How many entries are read from the journal at a time.
const PAGE: u32 = 100;
/// How long a stream lasts at most. Its browser comes back by itself and misses nothing; so nobody listens on with a session that is over
/// because it was too old.
const LONGEST: Duration = Duration::from_hours(1);
/// How often a silent stream says that it is still there. A browser takes 18 silent seconds for a lost connection, so one ping may be late.
const PING: Duration = Duration::from_secs(8);

/// One open stream.
pub(crate) struct Listener {
    /// Whose browser listens.
    reader: PersonId,
    ledger: Ledger,
    published: Receiver<Arc<Published>>,
    ring: watch::Receiver<LifecycleEvent>,
    /// Whether the session has ended whose stream it is.
    ended: watch::Receiver<bool>,
    /// When the browser has to come back and pass the gate again.
    until: Instant,
    greeting: Option<Bytes>,
    /// How often the board had been loaded anew before this began; once more, and what was heard isn't to be built upon.
    reloads: (u64, watch::Receiver<Reloads>),
    /// The last entry that was sent.
    heard: u64,
    /// Up to here the journal is asked; what comes after is heard as it happens.
    head: u64,
    /// Whether the listener has to begin again.
    lost: bool,
    /// Whether the last frame was sent.
    over: bool,
    _place: Permit,
}

/// What a listener hears.
enum Fresh {
    Frame(Bytes),
    /// More has happened than was heard.
    Behind,
}

impl Listener {
    /// Listens from after `since` on; without one that makes sense, the listener has to begin again. `reloads` was counted before it was
    /// looked whether it makes sense.
    pub(super) fn new(site: &Site, caller: Caller, place: Permit, since: Option<u64>, reloads: u64) -> Self {
        // First the ear, then the look at the board: whatever is committed in between is heard, not missed.
        let published = site.office.ledger.subscribe();
        let board = site.office.ledger.board();
        let behind = since.and_then(|since| board.seq.checked_sub(since));
        Self {
            reader: caller.person,
            ledger: site.office.ledger.clone(),
            published,
            ring: site.lifecycle.listen(),
            ended: site.auth.sessions.listen(caller),
            until: Instant::now() + LONGEST,
            reloads: (reloads, site.office.ledger.reloads()),
            greeting: Some(frame::greeting(&site.clock.moment(&board))),
            heard: since.unwrap_or_default(),
            head: board.seq,
            lost: behind.is_none_or(|behind| behind > TOO_FAR),
            over: false,
            _place: place,
        }
    }

    /// The next frame; `None` ends the stream. Asked and not waited for, it loses nothing.
    pub(crate) async fn next(&mut self) -> Option<Bytes> {
        if self.over || *self.ring.borrow() == LifecycleEvent::Closing || *self.ended.borrow() || self.until <= Instant::now() {
            return None;
        }
        if let Some(greeting) = self.greeting.take() {
            return Some(greeting);
        }
        loop {
            if self.lost || self.reloads.1.borrow().count != self.reloads.0 {
                self.over = true;
                return Some(frame::resync());
            }
            if self.heard < self.head {
                // On the heap while it lasts: asking a database takes room that a stream would otherwise hold for ever.
                return Box::pin(self.replayed()).await;
            }
            match self.fresh().await? {
                Fresh::Frame(frame) => return Some(frame),
                Fresh::Behind => {
                    self.head = self.ledger.board().seq;
                    self.lost = self.head.saturating_sub(self.heard) > TOO_FAR;
                }
            }
        }
    }

    /// Waits until the house closes, or the session has ended.
    pub(crate) async fn closed(&self) {
        let (mut ring, mut ended) = (self.ring.clone(), self.ended.clone());
        // Without a bell, it has closed.
        tokio::select! {
            _ = ring.wait_for(|ring| *ring == LifecycleEvent::Closing) => {}
            _ = ended.wait_for(|ended| *ended) => {}
        }
    }

    /// The next entries from the journal.
    async fn replayed(&mut self) -> Option<Bytes> {
        match self.ledger.store().entries(self.heard, PAGE).await {
            Ok(entries) => {
                self.heard = entries.last()?.seq;
                Some(frame::entries(&entries, Some(self.reader)))
            }
            // The browser comes back, and may find it mended.
            Err(error) => {
                tracing::error!(?error, "the journal could not be read for a stream");
                None
            }
        }
    }

    /// The next thing that happens.
    async fn fresh(&mut self) -> Option<Fresh> {
        loop {
            tokio::select! {
                biased;
                rung = self.ring.changed() => {
                    rung.ok()?;
                    match *self.ring.borrow_and_update() {
                        LifecycleEvent::Open => {}
                        LifecycleEvent::Day(moment) => return Some(Fresh::Frame(frame::day(&moment))),
                        LifecycleEvent::Closing => return None,
                    }
                }
                ended = self.ended.changed() => {
                    ended.ok()?;
                    if *self.ended.borrow_and_update() {
                        return None;
                    }
                }
                published = self.published.recv() => match published {
                    Ok(published) => {
                        if let Some(fresh) = self.news(&published) {
                            return Some(fresh);
                        }
                    }
                    Err(RecvError::Lagged(_)) => return Some(Fresh::Behind),
                    Err(RecvError::Closed) => return None,
                },
                () = sleep(PING) => return Some(Fresh::Frame(frame::ping())),
            }
        }
    }

    /// What of these entries was not heard yet; `None` if all were.
    fn news(&mut self, published: &Published) -> Option<Fresh> {
        let entries = published.entries();
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Some(Fresh::Behind) };
        let (first, last) = (first.seq, last.seq);
        if last <= self.heard {
            return None;
        }
        if first > self.heard + 1 {
            return Some(Fresh::Behind);
        }
        // What is about this reader, others don't get in full.
        let is_for_all = !entries.iter().any(|entry| entry.holds_details_of(self.reader));
        let frame = if first == self.heard + 1 && is_for_all {
            published.written(|entries| frame::entries(entries.iter().map(AsRef::as_ref), None))
        } else {
            let unheard = entries.iter().map(AsRef::as_ref).filter(|entry: &&Entry| entry.seq > self.heard);
            frame::entries(unheard, Some(self.reader))
        };
        self.heard = last;
        Some(Fresh::Frame(frame))
    }
}
