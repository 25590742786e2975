//! One open stream: what it has heard, and what comes next.
//!
//! Nothing is queued for a listener beyond what all of them share, so a slow one costs no memory and holds up nobody: when it has
//! fallen out of the shared buffer, it is told to begin again.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use okr::Entry;
use store::{Published, Store};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use crate::bell::Ring;
use crate::site::Site;

/// Farther behind than this, the whole board is quicker than its history.
const TOO_FAR: u64 = 2_000;
/// How many entries are read from the journal at a time.
const PAGE: u32 = 100;
/// How soon a browser comes back when the stream broke off.
const COME_BACK: Duration = Duration::from_secs(1);

/// One open stream.
pub(super) struct Listener {
    store: Store,
    published: Receiver<Arc<Published>>,
    ring: watch::Receiver<Ring>,
    /// The first frame: how to come back, and what time it is, for a page that slept through a midnight.
    greeting: Option<Event>,
    /// The last entry that was sent.
    heard: u64,
    /// Up to here the journal is asked; what comes after is heard as it happens.
    head: u64,
    /// Read from the journal and not sent yet.
    replay: VecDeque<Entry>,
    /// Whether the listener has to begin again.
    lost: bool,
    /// Whether the last frame was sent.
    over: bool,
}

impl Listener {
    /// Listens from after `since` on; without one that makes sense, the listener has to begin again.
    pub(super) fn new(site: &Site, since: Option<u64>) -> Self {
        // First the ear, then the look at the board: whatever is committed in between is heard, not missed.
        let published = site.office.ledger.subscribe();
        let board = site.office.ledger.board();
        let behind = since.and_then(|since| board.seq.checked_sub(since));
        let day = day(&site.clock.moment(&board)).retry(COME_BACK);
        Self {
            store: site.office.store.clone(),
            published,
            ring: site.bell.listen(),
            greeting: Some(day),
            heard: since.unwrap_or_default(),
            head: board.seq,
            replay: VecDeque::new(),
            lost: behind.is_none_or(|behind| behind > TOO_FAR),
            over: false,
        }
    }

    /// The next frame; `None` ends the stream.
    pub(super) async fn next(mut self) -> Option<(Event, Self)> {
        if self.over || *self.ring.borrow() == Ring::Closing {
            return None;
        }
        let frame = if let Some(greeting) = self.greeting.take() {
            greeting
        } else if self.lost {
            self.over = true;
            // The standard drops an event without data, so there is some.
            Event::default().event("resync").data("resync")
        } else if self.heard < self.head {
            self.replayed().await?
        } else {
            self.fresh().await?
        };
        Some((frame, self))
    }

    /// The next entry from the journal.
    async fn replayed(&mut self) -> Option<Event> {
        if self.replay.is_empty() {
            match self.store.entries(self.heard, PAGE).await {
                Ok(entries) => self.replay = entries.into(),
                // The browser comes back, and may find it mended.
                Err(error) => {
                    tracing::error!(?error, "the journal could not be read for a stream");
                    return None;
                }
            }
        }
        let entry = self.replay.pop_front()?;
        self.heard = entry.seq;
        serde_json::to_string(&entry).ok().map(|json| frame(entry.seq, &json))
    }

    /// The next thing that happens.
    async fn fresh(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                biased;
                rung = self.ring.changed() => {
                    rung.ok()?;
                    match *self.ring.borrow_and_update() {
                        Ring::Open => {}
                        Ring::Day(moment) => return Some(day(&moment)),
                        Ring::Closing => return None,
                    }
                }
                published = self.published.recv() => match published {
                    Ok(published) if published.entry.seq <= self.heard => {}
                    Ok(published) if published.entry.seq == self.heard + 1 => {
                        self.heard += 1;
                        return Some(frame(self.heard, &published.json));
                    }
                    Ok(_) | Err(RecvError::Lagged(_)) => {
                        self.over = true;
                        return Some(Event::default().event("resync").data("resync"));
                    }
                    Err(RecvError::Closed) => return None,
                }
            }
        }
    }
}

fn frame(seq: u64, json: &str) -> Event {
    Event::default().id(seq.to_string()).data(json)
}

/// What time it is. It has no id: it isn't in the journal, so nobody can be sent it again.
fn day(moment: &okr::Moment) -> Event {
    Event::default().event("day").data(serde_json::to_string(moment).unwrap_or_default())
}
