//! The one place of the server that asks for the time and for chance.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Offset, SubsecRound, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use okr::{Board, Moment, Organisation};
use uuid::Uuid;

/// Tells the time and makes ids. Cheap to copy; a test hands in its own.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
    secret: Arc<dyn Fn() -> [u8; 32] + Send + Sync>,
}

impl Clock {
    /// The machine's own clock, and ids in order of time.
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    pub fn system() -> Self {
        Self::new(Utc::now, Uuid::now_v7, || {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).expect("without chance there are no secrets, and nothing to go on with");
            secret
        })
    }

    /// A clock that is told what to say.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        new_id: impl Fn() -> Uuid + Send + Sync + 'static,
        secret: impl Fn() -> [u8; 32] + Send + Sync + 'static,
    ) -> Self {
        Self { now: Arc::new(now), new_id: Arc::new(new_id), secret: Arc::new(secret) }
    }

    /// The instant, to the microsecond, which is what both databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)().trunc_subsecs(6)
    }

    /// The instant as the board's organisation sees it.
    pub fn moment(&self, board: &Board) -> Moment {
        moment_at(self.now(), board.organisation.as_deref())
    }

    /// The instant as an organisation in this time zone sees it whose weeks begin on Monday.
    pub fn moment_in(&self, time_zone: &str) -> Moment {
        moment_in(self.now(), time_zone.parse().unwrap_or(Tz::UTC), Weekday::Mon)
    }

    /// How long the organisation's day still lasts.
    pub fn until_midnight(&self, board: &Board) -> Duration {
        let now = self.now();
        let zone = zone_of(board.organisation.as_deref());
        let tomorrow = now.with_timezone(&zone).date_naive() + Days::new(1);
        (day_begins(zone, tomorrow) - now).to_std().unwrap_or_default()
    }

    /// 256 bits by chance, for what nobody may guess.
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

/// An instant as an organisation sees it; before there is one, as UTC and a week from Monday do.
pub fn moment_at(now: DateTime<Utc>, organisation: Option<&Organisation>) -> Moment {
    moment_in(now, zone_of(organisation), organisation.map_or(Weekday::Mon, |organisation| organisation.week_begins))
}

fn moment_in(now: DateTime<Utc>, zone: Tz, first: Weekday) -> Moment {
    let local = now.with_timezone(&zone);
    let today = local.date_naive();
    let into_week = Days::new(u64::from(today.weekday().days_since(first)));
    Moment { now, today, week_began: day_begins(zone, today - into_week), offset: local.offset().fix().local_minus_utc() }
}

/// A name that the time-zone data doesn't know counts as UTC: no page should fail for it.
fn zone_of(organisation: Option<&Organisation>) -> Tz {
    organisation.and_then(|organisation| organisation.time_zone.parse().ok()).unwrap_or(Tz::UTC)
}

/// A day's first instant. Where clocks are put forward at midnight, that is later than 0:00; where they are put back, the earlier 0:00.
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
        assert_eq!(moment.offset, 8 * 3600);
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
        assert_eq!(moment_at(instant("2026-03-01T16:30:00Z"), Some(&organisation("Mars/Olympus", Weekday::Mon))).offset, 0);
    }

    #[test]
    fn midnight_is_as_far_as_the_zone_says() {
        let clock = Clock::new(|| "2026-03-01T15:59:30Z".parse().unwrap(), Uuid::nil, || [0; 32]);
        let mut board = Board::default();
        board.organisation = Some(Arc::new(organisation("Asia/Shanghai", Weekday::Mon)));
        assert_eq!(clock.until_midnight(&board), Duration::from_secs(30));
    }
}
