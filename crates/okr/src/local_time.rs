//! Local times and days.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use crate::Moment;

/// Instants and days in the organisation's time zone. All display and counting by day uses these methods: each
/// instant has the offset of its own date, not today's.
impl Moment {
    /// The local date and time of an instant.
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        instant.naive_utc() + self.offsets.at(instant)
    }

    /// The local day of an instant.
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.local(instant).date()
    }

    /// A day's first instant. If clocks skip midnight, it is later than 0:00; if midnight occurs twice, it is the
    /// first.
    pub fn beginning_of(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN).and_utc();
        let (before, after) = (midnight - TimeDelta::days(1), midnight + TimeDelta::days(1));
        [self.offsets.at(before), self.offsets.at(after)]
            .map(|ahead| midnight - ahead)
            .into_iter()
            .find(|instant| self.local(*instant) == midnight.naive_utc())
            // This local time was skipped by a transition, at which the day began.
            .or_else(|| {
                let minutes = before.timestamp() / 60..after.timestamp() / 60;
                let change = self.offsets.changes().iter().find(|since| minutes.contains(&i64::from(**since)))?;
                DateTime::from_timestamp(i64::from(*change) * 60, 0)
            })
            .unwrap_or(midnight)
    }

    /// A day's last instant, to the microsecond.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.beginning_of(day + Days::new(1)) - TimeDelta::microseconds(1)
    }
}
