//! The organisation's numbers, computed once for all readers.

use std::sync::{Arc, Mutex, PoisonError};

use okr::numbers::Incremental;
use okr::{Board, Moment};

use crate::Service;

/// The standings of the newest board that they were asked for.
pub(crate) type Numbers = Arc<Mutex<Option<Incremental>>>;

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

impl Service {
    /// The organisation now. Costs what has changed since it was last asked for; the first time, and on a new day, a full
    /// roll-up.
    pub fn now(&self) -> Now {
        // Board and time are read inside the lock, so that neither ever goes back.
        let mut kept = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let board = self.ledger.board();
        let moment = self.clock.moment(&board);
        let standings = kept.get_or_insert_with(|| Incremental::of(&board, moment));
        standings.follow(&board, moment);
        Now { standings: standings.clone(), board, moment }
    }
}
