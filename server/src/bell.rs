//! What every open stream has to hear of: that a day begins, and that the house closes.

use std::time::Duration;

use okr::Moment;
use store::Ledger;
use tokio::sync::watch;

use crate::clock::Clock;

/// A machine that slept wakes up late: look at the clock at least this often.
const GLANCE: Duration = Duration::from_mins(1);

/// What was rung last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Ring {
    /// Nothing yet.
    #[default]
    Open,
    /// A day of the organisation began.
    Day(Moment),
    /// The server stops: every stream ends.
    Closing,
}

/// Rings for all who listen. Cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Bell(watch::Sender<Ring>);

impl Bell {
    /// A day begins.
    pub fn ring_day(&self, moment: Moment) {
        self.ring(Ring::Day(moment));
    }

    /// The house closes. Nothing is rung after that.
    pub fn close(&self) {
        self.ring(Ring::Closing);
    }

    /// Hears what is rung from now on; what was rung last can be borrowed.
    pub fn listen(&self) -> watch::Receiver<Ring> {
        self.0.subscribe()
    }

    /// Waits until the house closes.
    pub async fn closed(&self) {
        // It can't fail: this very bell still holds the sender.
        let _ = self.0.subscribe().wait_for(|ring| *ring == Ring::Closing).await;
    }

    fn ring(&self, new: Ring) {
        self.0.send_if_modified(|ring| {
            let open = *ring != Ring::Closing;
            if open {
                *ring = new;
            }
            open
        });
    }
}

/// Rings whenever a day of the organisation begins, until the house closes.
pub async fn ring_days(bell: Bell, ledger: Ledger, clock: Clock) {
    loop {
        let board = ledger.board();
        let today = clock.moment(&board).today;
        // A millisecond more, because a timer may be that early.
        let pause = clock.until_midnight(&board).min(GLANCE) + Duration::from_millis(1);
        tokio::select! {
            () = bell.closed() => return,
            () = tokio::time::sleep(pause) => {}
        }
        let moment = clock.moment(&ledger.board());
        if moment.today != today {
            bell.ring_day(moment);
        }
    }
}
