//! Makes checkpoints while the ledger works.
//!
//! Beside the writer, never within its transactions. Every node does the same: checkpoints are at the same entries
//! everywhere, and the first node that stores one is as good as the others.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use okr::Board;
use tokio::sync::watch;
use tokio::time::sleep;

use super::reloads::Reloads;
use crate::checkpoint::places;
use crate::error::StoreError;
use crate::store::Store;

/// The delay between two checkpoints of those that are missing, which leaves the machine to others.
const PAUSE: Duration = Duration::from_millis(100);
/// The delay after an error: a full disk, an unreachable server, or a damaged checkpoint, which stays until it is
/// removed.
const AGAIN: Duration = Duration::from_mins(1);

/// Follows the board, and stores a checkpoint whenever one is due.
pub(super) struct Checkpointer {
    store: Store,
    board: watch::Receiver<Arc<Board>>,
    reloads: watch::Receiver<Reloads>,
}

impl Checkpointer {
    pub(super) fn new(store: Store, board: watch::Receiver<Arc<Board>>, reloads: watch::Receiver<Reloads>) -> Self {
        Self { store, board, reloads }
    }

    /// Runs until the writer has ended.
    pub(super) async fn run(mut self) {
        let mut board = self.board.clone();
        let gone = async { while board.changed().await.is_ok() {} };
        tokio::select! {
            () = gone => {}
            () = self.follow() => {}
        }
    }

    async fn follow(&mut self) {
        loop {
            let made = self.make_those_due().await;
            let reloaded = self.reloads.has_changed().unwrap_or(false);
            if reloaded && self.store.remove_checkpoints_of_another_journal().await.is_ok() {
                self.reloads.mark_unchanged();
                continue;
            }
            let Ok(next) = made else {
                sleep(AGAIN).await;
                continue;
            };
            // The borrowed value must not be held while the other branch runs.
            tokio::select! {
                _ = self.reloads.changed() => self.reloads.mark_changed(),
                due = async { self.board.wait_for(|board| board.seq >= next).await.is_ok() } => if !due { return },
            }
        }
    }

    /// Makes the missing checkpoints up to the board's entry. Returns the entry of the next one.
    async fn make_those_due(&self) -> Result<u64, StoreError> {
        let seq = self.board.borrow().seq;
        let stored: BTreeSet<u64> = self.store.checkpoints().await?.into_iter().collect();
        let mut next = 0;
        for place in places() {
            next = place;
            if place > seq {
                break;
            }
            if !stored.contains(&place) {
                self.store.make_checkpoint(place).await?;
                sleep(PAUSE).await;
            }
        }
        Ok(next)
    }
}
