//! The instant and the local date, passed to all rules and numbers that depend on time.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Offsets;

/// The current time for the organisation. Created only by the server, because only it has time-zone data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The date of `now` in the organisation's time zone.
    pub today: NaiveDate,
    /// When the organisation's current week began: midnight, in its time zone, of its first day of the week.
    pub week_began: DateTime<Utc>,
    /// The organisation's offsets from UTC around `now`; for displaying times, never for decisions.
    pub offsets: Offsets,
}
