//! The organisation's numbers, computed once for all readers.

use std::sync::{Arc, Mutex, PoisonError};

use okr::numbers::Incremental;
use okr::{Board, Moment};
use store::Ledger;

use crate::clock::Clock;

/// The organisation at one moment.
#[derive(Clone, Debug)]
pub struct Now {
    /// The board.
    pub board: Arc<Board>,
    /// The time.
    pub moment: Moment,
    /// The standings of the board at that time.
    pub standings: Incremental,
}

/// The standings of the newest board that they were asked for. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Numbers(Arc<Mutex<Option<Incremental>>>);

impl Numbers {
    /// See [`Service::now`](crate::Service::now).
    pub(crate) fn now(&self, ledger: &Ledger, clock: &Clock) -> Now {
        // Board and time are read inside the lock, so that neither ever goes back.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let board = ledger.board();
        let moment = clock.moment(&board);
        let standings = kept.get_or_insert_with(|| Incremental::of(&board, moment));
        standings.follow(&board, moment);
        Now { standings: standings.clone(), board, moment }
    }
}
