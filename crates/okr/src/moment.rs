//! The instant and the local date, handed in wherever a rule or a number depends on time.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Offsets;

/// Now, as the organisation sees it. Only the server makes one, because only it has time-zone data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant.
    pub now: DateTime<Utc>,
    /// The date of `now` in the organisation's time zone.
    pub today: NaiveDate,
    /// When the organisation's current week began: midnight, in its time zone, of its first day of the week.
    pub week_began: DateTime<Utc>,
    /// How far the organisation's clocks are ahead of UTC, around `now`; for showing times, never for deciding.
    pub offsets: Offsets,
}
