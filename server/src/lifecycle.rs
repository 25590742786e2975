//! Lifecycle events for every open stream: the start of a day, and shutdown.

use std::time::Duration;

use okr::Moment;
use store::Ledger;
use tokio::sync::watch;

use crate::clock::Clock;

/// The clock is checked at least this often, because a machine may have been suspended.
const GLANCE: Duration = Duration::from_mins(1);

/// The last event.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum LifecycleEvent {
    /// No event yet.
    #[default]
    Open,
    /// A new day of the organisation began.
    Day(Moment),
    /// The server is shutting down: every stream ends.
    Closing,
}

/// Broadcasts lifecycle events. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Lifecycle(watch::Sender<LifecycleEvent>);

impl Lifecycle {
    /// Announces a new day.
    pub fn begin_day(&self, moment: Moment) {
        self.send(LifecycleEvent::Day(moment));
    }

    /// Announces shutdown. No event follows it.
    pub fn close(&self) {
        self.send(LifecycleEvent::Closing);
    }

    /// A receiver of later events; the last event can be borrowed from it.
    pub fn listen(&self) -> watch::Receiver<LifecycleEvent> {
        self.0.subscribe()
    }

    /// Waits for shutdown.
    pub async fn closed(&self) {
        // It can't fail: `self` holds the sender.
        let _ = self.0.subscribe().wait_for(|event| *event == LifecycleEvent::Closing).await;
    }

    fn send(&self, new: LifecycleEvent) {
        self.0.send_if_modified(|event| {
            let open = *event != LifecycleEvent::Closing;
            if open {
                *event = new;
            }
            open
        });
    }
}

/// Announces each new day of the organisation until shutdown.
pub async fn announce_days(lifecycle: Lifecycle, ledger: Ledger, clock: Clock) {
    loop {
        let board = ledger.board();
        let today = clock.moment(&board).today;
        // One millisecond more, because a timer may fire that early.
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
