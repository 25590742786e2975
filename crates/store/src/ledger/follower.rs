//! Following what other nodes write to the same database.
//!
//! The bell only wakes: what there is to know stands in the journal, and is read from the last entry that is on the board. So a bell that
//! was not heard delays, and loses nothing; a slow poll stands behind it.

use std::sync::Arc;
use std::time::Duration;

use okr::Board;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{sleep, timeout};

use super::writer::WriterMessage;
use crate::postgres::Listener;
use crate::{Store, StoreError, Trouble};

/// How long nobody looks at the journal if no bell rings.
const POLL: Duration = Duration::from_secs(2);
/// How long a look may take. Whoever gets no answer by then is cut off.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer is waited for after that. On a machine with much to do it comes late, and asking anew would only add to it.
const STILL: Duration = Duration::from_secs(8);
/// Later than this after others wrote, a node is behind.
pub(super) const LATE: Duration = Duration::from_secs(1);
/// How long to wait before listening again.
const AGAIN: Duration = Duration::from_millis(200);

/// How a node stands to the others on its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its board is the journal's, but for what may have happened within the last second.
    InTouch,
    /// It knows that others have written, and has not taken it in yet.
    Behind,
    /// It doesn't hear from the database.
    CutOff,
}

/// Listens, looks, and has the writer take in what is new.
pub(super) struct Follower {
    store: Store,
    /// Weak, so that following a ledger doesn't keep it.
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

    /// Follows until the writer has gone.
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
            // Whatever went wrong: listen anew, and read on from where the board stands.
            if self.listen().await.is_err() {
                self.stands(Standing::CutOff);
            }
            sleep(AGAIN).await;
        }
    }

    async fn listen(&self) -> Result<(), StoreError> {
        let mut ear = self.answered(self.store.listen()).await?;
        loop {
            // Once the ear is open, so that nothing falls between them.
            self.look().await?;
            // No bell for so long is no error.
            timeout(POLL, hear(ear.as_mut())).await.unwrap_or(Ok(()))?;
        }
    }

    /// Takes in what others wrote, if they did, and notices if what was written is gone.
    async fn look(&self) -> Result<(), StoreError> {
        // What is on the board was in the journal before this looks: if it isn't the journal's end, there is more, or the board isn't the
        // journal's any more. Which of them it is, the writer finds out.
        let known = self.board.borrow().position();
        let last = self.answered(self.store.last(PATIENCE + STILL)).await?;
        if last != known && last != self.board.borrow().position() {
            let gone = |_| StoreError::new(Trouble::Unavailable, "catching up");
            let (answer, mut answered) = oneshot::channel();
            // The writer goes when the last who may ask has gone.
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

    /// What the database answers. If that takes too long, this node says meanwhile that it is cut off.
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

async fn hear(ear: Option<&mut Listener>) -> Result<(), StoreError> {
    match ear {
        Some(ear) => ear.hear().await.map_err(StoreError::while_doing("listening")),
        None => std::future::pending().await,
    }
}
