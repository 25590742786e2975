//! The only module that reads the time and random numbers.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Offset, SubsecRound, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use okr::{Board, Moment, Offsets, Organisation};
use uuid::Uuid;

/// Provides the time and new ids. Cheap to clone; tests use their own.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    steady: Arc<dyn Fn() -> Duration + Send + Sync>,
    new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
    secret: Arc<dyn Fn() -> [u8; 32] + Send + Sync>,
}

impl Clock {
    /// The system clock, and time-ordered ids.
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    pub fn system() -> Self {
        let began = Instant::now();
        Self::new(Utc::now, Uuid::now_v7, || {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).expect("without chance there are no secrets, and nothing to go on with");
            secret
        })
        .with_steady(move || began.elapsed())
    }

    /// A clock with given sources. Its steady time follows `now`, unless [`Clock::with_steady`] sets another.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        new_id: impl Fn() -> Uuid + Send + Sync + 'static,
        secret: impl Fn() -> [u8; 32] + Send + Sync + 'static,
    ) -> Self {
        let now = Arc::new(now);
        let as_now = now.clone();
        let steady = move || (as_now() - DateTime::UNIX_EPOCH).to_std().unwrap_or_default();
        Self { now, steady: Arc::new(steady), new_id: Arc::new(new_id), secret: Arc::new(secret) }
    }

    /// The same clock with another source of steady time.
    #[must_use]
    pub fn with_steady(self, steady: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { steady: Arc::new(steady), ..self }
    }

    /// Monotonic time since an instant that is fixed while the server runs. It never jumps, so waits are measured
    /// with it; the system time may be corrected at any time.
    pub fn steady(&self) -> Duration {
        (self.steady)()
    }

    /// The current time in microseconds, the precision of both databases.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)().trunc_subsecs(6)
    }

    /// The current time in the time zone of the board's organisation.
    pub fn moment(&self, board: &Board) -> Moment {
        moment_at(self.now(), board.organisation.as_deref())
    }

    /// The current time in this time zone, for weeks that begin on Monday.
    pub fn moment_in(&self, time_zone: &str) -> Moment {
        moment_in(self.now(), time_zone.parse().unwrap_or(Tz::UTC), Weekday::Mon)
    }

    /// The time until the organisation's next midnight.
    pub fn until_midnight(&self, board: &Board) -> Duration {
        let now = self.now();
        let zone = zone_of(board.organisation.as_deref());
        let tomorrow = now.with_timezone(&zone).date_naive() + Days::new(1);
        (day_begins(zone, tomorrow) - now).to_std().unwrap_or_default()
    }

    /// 256 random bits for secrets.
    pub fn secret(&self) -> [u8; 32] {
        (self.secret)()
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        (self.new_id)()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock").finish_non_exhaustive()
    }
}

impl store::Clock for Clock {
    fn moment(&self, organisation: Option<&Organisation>) -> Moment {
        moment_at(self.now(), organisation)
    }
}

/// An instant in the organisation's time zone; without an organisation, in UTC with weeks that begin on Monday.
pub fn moment_at(now: DateTime<Utc>, organisation: Option<&Organisation>) -> Moment {
    moment_in(now, zone_of(organisation), organisation.map_or(Weekday::Mon, |organisation| organisation.week_begins))
}

fn moment_in(now: DateTime<Utc>, zone: Tz, first: Weekday) -> Moment {
    let local = now.with_timezone(&zone);
    let today = local.date_naive();
    let into_week = Days::new(u64::from(today.weekday().days_since(first)));
    Moment { now, today, week_began: day_begins(zone, today - into_week), offsets: offsets_around(zone, now) }
}

/// How far around an instant a zone's offsets are computed exactly. Beyond that, the nearest one applies.
const KNOWN_BACK: TimeDelta = TimeDelta::days(10 * 366);
const KNOWN_AHEAD: TimeDelta = TimeDelta::days(2 * 366);
/// How many seconds a result is cached: the ends of its range move by less than a day.
const FOUND_FOR: i64 = 86_400;

/// A zone's offsets from UTC around an instant. The last result is cached, because every command needs it.
fn offsets_around(zone: Tz, now: DateTime<Utc>) -> Offsets {
    static LAST: Mutex<Option<(Tz, i64, Offsets)>> = Mutex::new(None);
    let day = now.timestamp().div_euclid(FOUND_FOR);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    match *last {
        Some((of, on, offsets)) if (of, on) == (zone, day) => offsets,
        _ => {
            let offsets = offsets_between(zone, now - KNOWN_BACK, now + KNOWN_AHEAD);
            *last = Some((zone, day, offsets));
            offsets
        }
    }
}

/// A zone's offsets from UTC between two instants. The time-zone data doesn't list its transitions, so each week is
/// probed: no zone has two transitions within one week.
fn offsets_between(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Offsets {
    let offset = |at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc();
    let mut changes = Vec::new();
    let mut before = from;
    while before < to {
        let after = before + TimeDelta::weeks(1);
        if offset(before) != offset(after) {
            let (mut low, mut high) = (before.timestamp(), after.timestamp());
            while high - low > 1 {
                let middle = low.midpoint(high);
                let same = DateTime::from_timestamp(middle, 0).is_some_and(|at| offset(at) == offset(before));
                if same { low = middle } else { high = middle }
            }
            changes.extend(DateTime::from_timestamp(high, 0).map(|at| (at, offset(after))));
        }
        before = after;
    }
    Offsets::new(offset(from), &changes)
}

/// An unknown time zone counts as UTC, so that no page fails because of it.
fn zone_of(organisation: Option<&Organisation>) -> Tz {
    organisation.and_then(|organisation| organisation.time_zone.parse().ok()).unwrap_or(Tz::UTC)
}

/// The first instant of a day. If clocks skip midnight, it is later than 0:00; if midnight occurs twice, it is the
/// first.
fn day_begins(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=4 * 24)
        .map(|quarters| midnight + TimeDelta::minutes(15 * quarters))
        .find_map(|local| zone.from_local_datetime(&local).earliest())
        .map_or_else(|| midnight.and_utc(), |instant| instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organisation(time_zone: &str, week_begins: Weekday) -> Organisation {
        Organisation {
            name: "Hopper".into(),
            purpose: String::new(),
            vision: String::new(),
            language: okr::Language::English,
            time_zone: time_zone.into(),
            week_begins,
            rhythm_days: 7,
            second_factor_required: false,
        }
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_and_the_week_are_the_organisations_own() {
        let moment = moment_at(instant("2026-03-01T16:30:00Z"), Some(&organisation("Asia/Shanghai", Weekday::Mon)));
        assert_eq!(moment.today, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
        assert_eq!(moment.week_began, instant("2026-03-01T16:00:00Z"));
        assert_eq!(moment.offsets, Offsets::fixed(8 * 3600));
    }

    #[test]
    fn a_week_may_begin_on_sunday() {
        let moment = moment_at(instant("2026-03-07T12:00:00Z"), Some(&organisation("UTC", Weekday::Sun)));
        assert_eq!(moment.week_began, instant("2026-03-01T00:00:00Z"));
    }

    #[test]
    fn a_day_without_a_midnight_begins_when_the_clocks_were_put_forward() {
        let day = NaiveDate::from_ymd_opt(2024, 4, 26).unwrap();
        assert_eq!(day_begins(chrono_tz::Africa::Cairo, day), instant("2024-04-25T22:00:00Z"));
    }

    #[test]
    fn a_zone_that_nobody_knows_counts_as_utc() {
        assert_eq!(
            moment_at(instant("2026-03-01T16:30:00Z"), Some(&organisation("Mars/Olympus", Weekday::Mon))).offsets,
            Offsets::fixed(0)
        );
    }

    /// Compares what is sent to the client, which holds as many transitions as fit, with the time-zone data.
    #[test]
    fn what_is_sent_of_a_zone_says_the_same_as_its_data_for_years() {
        let now = instant("2026-11-30T12:00:00Z");
        for zone in chrono_tz::TZ_VARIANTS {
            let moment = moment_in(now, zone, Weekday::Mon);
            for hours in (-5 * 366 * 24..366 * 24).step_by(101) {
                let at = now + TimeDelta::hours(hours);
                assert_eq!(moment.local(at), at.with_timezone(&zone).naive_local(), "{zone} at {at}");
            }
        }
    }

    /// Tests every midnight of two years in zones east and west, with a half-hour summer time, and without one.
    #[test]
    fn a_day_turns_at_its_midnight_in_every_zone_and_through_every_summer_time() {
        for zone in
            [chrono_tz::Asia::Shanghai, chrono_tz::Europe::Berlin, chrono_tz::America::St_Johns, chrono_tz::Australia::Lord_Howe]
        {
            let organisation = organisation(zone.name(), Weekday::Mon);
            let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            while day < NaiveDate::from_ymd_opt(2028, 1, 1).unwrap() {
                let (began, ends) = (day_begins(zone, day), day_begins(zone, day + Days::new(1)));
                let before = moment_at(began - TimeDelta::microseconds(1), Some(&organisation));
                let after = moment_at(began, Some(&organisation));
                assert_eq!((before.today, after.today), (day.pred_opt().unwrap(), day), "{zone}");
                assert_eq!(
                    (after.beginning_of(day), after.end_of(day)),
                    (began, ends - TimeDelta::microseconds(1)),
                    "{zone} {day}"
                );
                assert_eq!(after.week_began, day_begins(zone, day.week(Weekday::Mon).first_day()), "{zone} {day}");
                let clock = Clock::new(move || began, Uuid::nil, || [0; 32]);
                let mut board = Board::default();
                board.organisation = Some(Arc::new(organisation.clone()));
                assert_eq!(clock.until_midnight(&board), (ends - began).to_std().unwrap(), "{zone} {day}");
                day = day + Days::new(1);
            }
        }
    }

    #[test]
    fn midnight_is_as_far_as_the_zone_says() {
        let clock = Clock::new(|| "2026-03-01T15:59:30Z".parse().unwrap(), Uuid::nil, || [0; 32]);
        let mut board = Board::default();
        board.organisation = Some(Arc::new(organisation("Asia/Shanghai", Weekday::Mon)));
        assert_eq!(clock.until_midnight(&board), Duration::from_secs(30));
    }
}
