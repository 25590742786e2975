//! The current time, as the server gave it and as it has passed since.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use okr::Moment;

/// The current time. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    /// The time.
    pub(super) moment: RwSignal<Moment>,
}

impl Clock {
    /// A clock that stands at the server's time.
    pub(super) fn new(moment: Moment) -> Self {
        Self { moment: RwSignal::new(moment) }
    }

    /// Moves the time forward to an instant, unless it is past that already.
    pub(super) fn reach(self, at: DateTime<Utc>) {
        self.moment.update(|moment| moment.now = moment.now.max(at));
    }

    /// Updates the time every minute, so that relative times stay right.
    #[cfg(feature = "hydrate")]
    pub(super) fn run(self) {
        const MINUTE: std::time::Duration = std::time::Duration::from_mins(1);
        let (began, opened) = (self.moment.get_untracked().now, crate::browser::elapsed());
        let tick = move || {
            #[expect(clippy::cast_possible_truncation, reason = "no page is open for so many milliseconds")]
            let gone = chrono::TimeDelta::milliseconds((crate::browser::elapsed() - opened) as i64);
            self.reach(began + gone);
        };
        set_interval(tick, MINUTE);
    }
}
