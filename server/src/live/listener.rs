//! One open stream: its position and its next frame.
//!
//! Listeners have no queues of their own beyond the shared buffer, so a slow one needs no memory and delays no
//! others. One that has fallen out of the buffer reads the journal at its own pace; one too far behind is told to
//! resynchronise.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use okr::{Entry, PersonId};
use service::Caller;
use store::{Ledger, Published, Reloads};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::frame;
use crate::auth::Permit;
use crate::lifecycle::LifecycleEvent;
use crate::site::Site;

/// Above this distance, loading the whole board is faster than replaying.
const TOO_FAR: u64 = 2_000;
/// Entries read from the journal at a time.
const PAGE: u32 = 100;
/// The longest lifetime of a stream. The browser reconnects by itself and misses nothing; this ends streams whose
/// session has expired.
const LONGEST: Duration = Duration::from_hours(1);
/// The interval of keep-alives. A browser assumes a lost connection after 18 seconds, so one may be late.
const PING: Duration = Duration::from_secs(8);

/// One open stream.
pub(crate) struct Listener {
    /// The person who reads the stream.
    reader: PersonId,
    ledger: Ledger,
    published: Receiver<Arc<Published>>,
    lifecycle: watch::Receiver<LifecycleEvent>,
    /// Tells whether the stream's session has ended.
    ended: watch::Receiver<bool>,
    /// When the browser has to reconnect and be authenticated again.
    until: Instant,
    greeting: Option<Bytes>,
    /// The number of board reloads before the stream began. After another one, the stream's position isn't valid any
    /// more.
    reloads: (u64, watch::Receiver<Reloads>),
    /// The last entry that was sent.
    heard: u64,
    /// Entries up to here are read from the journal, later ones from the channel.
    head: u64,
    /// Whether the client has to resynchronise.
    lost: bool,
    /// Whether the last frame was sent.
    over: bool,
    _permit: Permit,
}

/// An event for the listener.
enum Fresh {
    Frame(Bytes),
    /// Entries were missed.
    Behind,
}

impl Listener {
    /// Streams entries after `since`; if it is missing or invalid, the client has to resynchronise. `reloads` must be
    /// read before `since` is checked.
    pub(super) fn new(site: &Site, caller: Caller, permit: Permit, since: Option<u64>, reloads: u64) -> Self {
        // Subscribes before reading the board, so that an entry committed in between isn't missed.
        let published = site.service.ledger.subscribe();
        let board = site.service.ledger.board();
        let behind = since.and_then(|since| board.seq.checked_sub(since));
        Self {
            reader: caller.person,
            ledger: site.service.ledger.clone(),
            published,
            lifecycle: site.lifecycle.listen(),
            ended: site.service.sessions().listen(caller),
            until: Instant::now() + LONGEST,
            reloads: (reloads, site.service.ledger.reloads()),
            greeting: Some(frame::greeting(&site.clock.moment(&board))),
            heard: since.unwrap_or_default(),
            head: board.seq,
            lost: behind.is_none_or(|behind| behind > TOO_FAR),
            over: false,
            _permit: permit,
        }
    }

    /// The next frame; `None` ends the stream. Cancel-safe.
    pub(crate) async fn next(&mut self) -> Option<Bytes> {
        if self.over
            || *self.lifecycle.borrow() == LifecycleEvent::Closing
            || *self.ended.borrow()
            || self.until <= Instant::now()
        {
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
                // Boxed, because a database query's future is large and would otherwise take up memory for the
                // stream's whole life.
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

    /// Waits for shutdown or the end of the session.
    pub(crate) async fn closed(&self) {
        let (mut lifecycle, mut ended) = (self.lifecycle.clone(), self.ended.clone());
        // If the sender is gone, the server has shut down.
        tokio::select! {
            _ = lifecycle.wait_for(|event| *event == LifecycleEvent::Closing) => {}
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
            // The browser reconnects; the database may work again by then.
            Err(error) => {
                tracing::error!(?error, "the journal could not be read for a stream");
                None
            }
        }
    }

    /// The next event.
    async fn fresh(&mut self) -> Option<Fresh> {
        loop {
            tokio::select! {
                biased;
                changed = self.lifecycle.changed() => {
                    changed.ok()?;
                    match *self.lifecycle.borrow_and_update() {
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

    /// The new ones among these entries; `None` if there are none.
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
        // Entries with details for this reader only are serialised separately.
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
