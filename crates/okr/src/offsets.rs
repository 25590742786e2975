//! A time zone's offsets from UTC.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The most transitions that are stored: twelve years of a zone with summer time.
const MOST: usize = 24;

/// The offsets from UTC of one time zone around a moment: the first one, and each transition with its instant.
/// Outside the known range, the nearest offset applies. Small enough to be copied with every [`Moment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Offsets {
    /// Minutes since 1970, ascending; the first `count` are used. Transitions are on whole minutes.
    since: [i32; MOST],
    /// Minutes ahead of UTC: before the first transition, and after each.
    ahead: [i16; MOST + 1],
    count: u8,
}

/// The serialised offsets, in minutes.
#[derive(Serialize, Deserialize)]
struct Written {
    first: i16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    then: Vec<(i32, i16)>,
}

impl Offsets {
    /// A fixed offset in seconds, rounded to whole minutes.
    pub fn fixed(seconds: i32) -> Self {
        Self::new(seconds, &[])
    }

    /// An offset of `first` seconds, and a new one from each of `changes` on, oldest first. Only the latest
    /// transitions are stored.
    pub fn new(first: i32, changes: &[(DateTime<Utc>, i32)]) -> Self {
        let minutes = |seconds: i32| i16::try_from(seconds / 60).unwrap_or_default();
        let then = changes.iter().map(|(at, seconds)| {
            let since = i32::try_from(at.timestamp() / 60).unwrap_or(if at.timestamp() < 0 { i32::MIN } else { i32::MAX });
            (since, minutes(*seconds))
        });
        Written { first: minutes(first), then: then.collect() }.into()
    }

    /// The offset at an instant.
    pub(crate) fn at(&self, instant: DateTime<Utc>) -> TimeDelta {
        let minute = instant.timestamp().div_euclid(60);
        let index = self.changes().partition_point(|since| i64::from(*since) <= minute);
        TimeDelta::minutes(i64::from(self.ahead[index]))
    }

    pub(crate) fn changes(&self) -> &[i32] {
        &self.since[..usize::from(self.count)]
    }
}

impl From<Written> for Offsets {
    fn from(Written { first, then }: Written) -> Self {
        let skipped = then.len().saturating_sub(MOST);
        let first = skipped.checked_sub(1).map_or(first, |last| then[last].1);
        let mut offsets = Self { since: [0; MOST], ahead: [first; MOST + 1], count: 0 };
        for (index, (since, ahead)) in then.into_iter().skip(skipped).enumerate() {
            offsets.since[index] = since;
            offsets.ahead[index + 1..].fill(ahead);
            offsets.count += 1;
        }
        offsets
    }
}

impl From<Offsets> for Written {
    fn from(offsets: Offsets) -> Self {
        let then = offsets.changes().iter().copied().zip(offsets.ahead.into_iter().skip(1));
        Self { first: offsets.ahead[0], then: then.collect() }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::Moment;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moment(offsets: Offsets) -> Moment {
        let now = instant("2026-10-26T09:00:00Z");
        Moment { now, today: now.date_naive(), week_began: now, offsets }
    }

    /// Berlin in 2026.
    fn berlin() -> Moment {
        let changes = [(instant("2026-03-29T01:00:00Z"), 7200), (instant("2026-10-25T01:00:00Z"), 3600)];
        moment(Offsets::new(3600, &changes))
    }

    #[test]
    fn each_instant_has_the_offset_of_its_own_time_of_the_year() {
        for (at, local) in [
            ("2026-03-28T23:30:00Z", "2026-03-29T00:30:00"),
            ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00"),
            ("2026-10-23T22:30:00Z", "2026-10-24T00:30:00"),
            ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59"),
            ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00"),
        ] {
            assert_eq!(berlin().local(instant(at)), local.parse().unwrap(), "{at}");
        }
    }

    #[test]
    fn a_day_begins_and_ends_where_its_own_clocks_say() {
        for (date, begins) in [
            ("2026-03-29", "2026-03-28T23:00:00Z"),
            ("2026-03-30", "2026-03-29T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z"),
            ("2026-10-26", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(berlin().beginning_of(day(date)), instant(begins), "{date}");
            assert_eq!(berlin().end_of(day(date).pred_opt().unwrap()), instant(begins) - TimeDelta::microseconds(1), "{date}");
        }
    }

    #[test]
    fn a_day_whose_midnight_is_skipped_or_comes_twice_begins_at_the_earliest() {
        let cairo = moment(Offsets::new(7200, &[(instant("2024-04-25T22:00:00Z"), 10_800)]));
        assert_eq!(cairo.beginning_of(day("2024-04-26")), instant("2024-04-25T22:00:00Z"));
        let havana = moment(Offsets::new(-14_400, &[(instant("2026-11-01T05:00:00Z"), -18_000)]));
        assert_eq!(havana.beginning_of(day("2026-11-01")), instant("2026-11-01T04:00:00Z"));
    }

    #[test]
    fn only_the_latest_changes_are_kept_and_all_of_them_are_written() {
        let from = instant("2020-01-01T00:00:00Z");
        let changes: Vec<_> = (0_i32..30).map(|n| (from + TimeDelta::days(100 * i64::from(n)), 60 * n)).collect();
        let offsets = Offsets::new(-60, &changes);
        let shown = |n: i32| {
            moment(offsets).local(changes[usize::try_from(n).unwrap()].0) - changes[usize::try_from(n).unwrap()].0.naive_utc()
        };
        assert_eq!([shown(0), shown(5), shown(6), shown(29)], [5, 5, 6, 29].map(TimeDelta::minutes));
        let written = serde_json::to_string(&offsets).unwrap();
        assert_eq!(serde_json::from_str::<Offsets>(&written).unwrap(), offsets);
        assert_eq!(serde_json::to_string(&Offsets::fixed(28_800)).unwrap(), r#"{"first":480}"#);
    }
}
