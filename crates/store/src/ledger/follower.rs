//! Following the writes of other nodes to the same database.
//!
//! A notification only wakes this task: the data is in the journal, and is read from the board's last entry on. So a
//! lost notification causes a delay but no loss, and a slow poll limits the delay.

use std::sync::Arc;
use std::time::Duration;

use okr::Board;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{sleep, timeout};

use super::message::WriterMessage;
use crate::error::StoreError;
use crate::postgres::Listener;
use crate::store::Store;
use crate::trouble::Trouble;

/// The poll interval without notifications.
const POLL: Duration = Duration::from_secs(2);
/// How long a query may take before this node counts as cut off.
const PATIENCE: Duration = Duration::from_secs(2);
/// How much longer an answer is awaited after that. On a busy machine it is late, and a new query would add to the
/// load.
const STILL: Duration = Duration::from_secs(8);
/// A node that is this much behind the writes of others counts as behind.
pub(super) const LATE: Duration = Duration::from_secs(1);
/// The delay before listening again.
const AGAIN: Duration = Duration::from_millis(200);

/// The state of a node relative to the others on its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its board is up to date, except for at most the last second.
    InTouch,
    /// It knows of entries by others that aren't on its board yet.
    Behind,
    /// It can't reach the database.
    CutOff,
}

/// Listens and polls, and has the writer catch up.
pub(super) struct Follower {
    store: Store,
    /// Weak, so that following a ledger doesn't keep it alive.
    requests: mpsc::WeakSender<WriterMessage>,
    board: watch::Receiver<Arc<Board>>,
    standing: watch::Sender<Standing>,
}

impl Follower {
    pub(super) fn new(
        store: Store,
        requests: mpsc::WeakSender<WriterMessage>,
        board: watch::Receiver<Arc<Board>>,
        standing: watch::Sender<Standing>,
    ) -> Self {
        Self { store, requests, board, standing }
    }

    /// Runs until the writer has ended.
    pub(super) async fn run(self) {
        let mut board = self.board.clone();
        let gone = async { while board.changed().await.is_ok() {} };
        tokio::select! {
            () = gone => {}
            () = self.follow() => {}
        }
    }

    async fn follow(&self) {
        loop {
            // After any error: listens again, and continues from the board's position.
            if self.listen().await.is_err() {
                self.stands(Standing::CutOff);
            }
            sleep(AGAIN).await;
        }
    }

    async fn listen(&self) -> Result<(), StoreError> {
        let mut listener = self.answered(self.store.listen()).await?;
        loop {
            // After the subscription has started, so that nothing is missed in between.
            self.look().await?;
            // A timeout without a notification is no error.
            timeout(POLL, notified(listener.as_mut())).await.unwrap_or(Ok(()))?;
        }
    }

    /// Catches up with other nodes if they wrote, and detects a replaced journal.
    async fn look(&self) -> Result<(), StoreError> {
        // Everything on the board was in the journal before this query. So if the board's position isn't the
        // journal's end, either there are more entries, or the journal was replaced. The writer finds out which.
        let known = self.board.borrow().position();
        let last = self.answered(self.store.last(PATIENCE + STILL)).await?;
        if last != known && last != self.board.borrow().position() {
            let gone = |_| StoreError::new(Trouble::Unavailable, "catching up");
            let (answer, mut answered) = oneshot::channel();
            // The writer ends when its last sender is dropped.
            let Some(requests) = self.requests.upgrade() else { return Ok(()) };
            requests
                .send(WriterMessage::CatchUp(answer))
                .await
                .map_err(|_| StoreError::new(Trouble::Unavailable, "catching up"))?;
            drop(requests);
            let in_time = timeout(LATE, &mut answered).await;
            let caught_up = if let Ok(caught_up) = in_time {
                caught_up
            } else {
                self.stands(Standing::Behind);
                answered.await
            };
            caught_up.map_err(gone)??;
        }
        self.stands(Standing::InTouch);
        Ok(())
    }

    /// Awaits the database's answer. If it takes too long, this node reports meanwhile that it is cut off.
    async fn answered<T>(&self, asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        let mut asked = std::pin::pin!(asked);
        if let Ok(answer) = timeout(PATIENCE, &mut asked).await {
            return answer;
        }
        self.stands(Standing::CutOff);
        timeout(STILL, asked).await.unwrap_or_else(|_| Err(StoreError::new(Trouble::Unavailable, "following the journal")))
    }

    fn stands(&self, now: Standing) {
        self.standing.send_if_modified(|before| std::mem::replace(before, now) != now);
    }
}

async fn notified(listener: Option<&mut Listener>) -> Result<(), StoreError> {
    match listener {
        Some(listener) => listener.notified().await.map_err(StoreError::while_doing("listening")),
        None => std::future::pending().await,
    }
}
