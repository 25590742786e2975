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
pub enum LifecycleEvent {
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
pub struct Lifecycle(watch::Sender<LifecycleEvent>);

impl Lifecycle {
    /// A day begins.
    pub fn begin_day(&self, moment: Moment) {
        self.ring(LifecycleEvent::Day(moment));
    }

    /// The house closes. Nothing is rung after that.
    pub fn close(&self) {
        self.ring(LifecycleEvent::Closing);
    }

    /// Hears what is rung from now on; what was rung last can be borrowed.
    pub fn listen(&self) -> watch::Receiver<LifecycleEvent> {
        self.0.subscribe()
    }

    /// Waits until the house closes.
    pub async fn closed(&self) {
        // It can't fail: this very bell still holds the sender.
        let _ = self.0.subscribe().wait_for(|ring| *ring == LifecycleEvent::Closing).await;
    }

    fn ring(&self, new: LifecycleEvent) {
        self.0.send_if_modified(|ring| {
            let open = *ring != LifecycleEvent::Closing;
            if open {
                *ring = new;
            }
            open
        });
    }
}

/// Rings whenever a day of the organisation begins, until the house closes.
pub async fn announce_days(lifecycle: Lifecycle, ledger: Ledger, clock: Clock) {
    loop {
        let board = ledger.board();
        let today = clock.moment(&board).today;
        // A millisecond more, because a timer may be that early.
        let pause = clock.until_midnight(&board).min(GLANCE) + Duration::from_millis(1);
        tokio::select! {
            () = lifecycle.closed() => return,
            () = tokio::time::sleep(pause) => {}
        }
        let moment = clock.moment(&ledger.board());
        if moment.today != today {
            lifecycle.begin_day(moment);
        }
    }
}
