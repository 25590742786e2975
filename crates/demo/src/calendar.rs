//! Dates relative to today: nine weeks of the quarter are over, and the tenth has begun.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};
use okr::Moment;

use crate::model::Span;

/// Weeks of a quarter.
const QUARTER: u8 = 13;

/// Weeks of the running quarter that are over.
pub(crate) const WEEKS_OVER: u8 = 9;

/// The name and dates of a cycle.
pub(crate) struct Dates {
    pub(crate) name: String,
    pub(crate) first_day: NaiveDate,
    pub(crate) last_day: NaiveDate,
}

/// The calendar relative to today.
#[derive(Clone, Copy)]
pub(crate) struct Calendar {
    now: Moment,
    /// The Monday on which the running quarter began.
    monday: NaiveDate,
    /// The year and the quarter, from 0, of most of the running quarter.
    year: i32,
    quarter: u32,
}

impl Calendar {
    /// The calendar of a moment in the organisation's time zone.
    pub(crate) fn on(now: Moment) -> Self {
        let monday = now.today.week(Weekday::Mon).first_day() - Days::new(7 * u64::from(WEEKS_OVER));
        let middle = monday + Days::new(45);
        Self { now, monday, year: middle.year(), quarter: middle.month0() / 3 }
    }

    /// The name and the dates of a cycle. A year is four quarters of thirteen weeks.
    pub(crate) fn dates(&self, span: Span) -> Dates {
        let quarters = |name: String, first: i64, count: i64| {
            let day = |quarters: i64| self.monday + TimeDelta::weeks(quarters * i64::from(QUARTER));
            Dates { name, first_day: day(first), last_day: day(first + count) - Days::new(1) }
        };
        match span {
            Span::Quarter => quarters(format!("{} Q{}", self.year, self.quarter + 1), 0, 1),
            Span::Before if self.quarter == 0 => quarters(format!("{} Q4", self.year - 1), -1, 1),
            Span::Before => quarters(format!("{} Q{}", self.year, self.quarter), -1, 1),
            Span::Year => quarters(self.year.to_string(), -i64::from(self.quarter), 4),
        }
    }

    /// Whether the previous quarter belongs to the same year as the running one.
    pub(crate) const fn before_is_in_the_year(&self) -> bool {
        self.quarter > 0
    }

    /// The number of weeks of a cycle with check-ins, without the running week.
    pub(crate) const fn weeks_over(span: Span) -> u8 {
        match span {
            Span::Before => QUARTER,
            Span::Quarter | Span::Year => WEEKS_OVER,
        }
    }

    /// The Monday of a week with check-ins: counted from 1 in the running quarter (and for the year), or in the
    /// previous one.
    fn monday_of(&self, span: Span, week: u8) -> NaiveDate {
        let back = if span == Span::Before { i64::from(QUARTER) } else { 0 };
        self.monday + TimeDelta::weeks(i64::from(week) - 1 - back)
    }

    /// The Friday of a week, on which things are due.
    pub(crate) fn due(&self, span: Span, week: u8) -> NaiveDate {
        self.monday_of(span, week) + Days::new(4)
    }

    /// A time in a week: `days` after its Monday, at this many seconds after midnight.
    pub(crate) fn at(&self, span: Span, week: u8, days: u64, seconds: u32) -> DateTime<Utc> {
        self.instant(self.monday_of(span, week) + Days::new(days), seconds)
    }

    /// A past time in the running week: in working hours if possible, otherwise at a share of the time since the week
    /// began.
    pub(crate) fn this_week(&self, seconds: u32, share: f64) -> DateTime<Utc> {
        let days = u64::from(self.now.today.weekday().num_days_from_monday());
        let wanted = self.at(Span::Quarter, WEEKS_OVER + 1, days.min(4), seconds);
        let earlier = self.at(Span::Quarter, WEEKS_OVER + 1, days.saturating_sub(1).min(4), seconds);
        let latest = self.now.now;
        if wanted < latest {
            wanted
        } else if earlier < latest && days > 0 {
            earlier
        } else {
            let gone = (latest - self.now.week_began).num_seconds().max(0);
            // The share is below 1, so this is before now; rounded to whole seconds.
            #[allow(clippy::cast_possible_truncation)]
            let gone = (gone as f64 * share) as i64;
            self.now.week_began + TimeDelta::seconds(gone)
        }
    }

    /// A time this many days before a cycle begins (or after, if negative), at this many seconds after midnight.
    pub(crate) fn before(&self, span: Span, days: i64, seconds: u32) -> DateTime<Utc> {
        self.instant(self.monday_of(span, 1) - TimeDelta::days(days), seconds)
    }

    fn instant(&self, day: NaiveDate, seconds: u32) -> DateTime<Utc> {
        self.now.beginning_of(day) + TimeDelta::seconds(i64::from(seconds))
    }

    /// An instant in the organisation's time zone.
    pub(crate) fn moment(&self, at: DateTime<Utc>) -> Moment {
        let today = self.now.day_of(at);
        let monday = today.week(Weekday::Mon).first_day();
        Moment { now: at, today, week_began: self.instant(monday, 0), ..self.now }
    }

    /// The share of a cycle elapsed by the last day of a week of the running quarter, 0 to 1.
    pub(crate) fn share_over(&self, span: Span, week: u8) -> f64 {
        let dates = self.dates(span);
        let day = if week > Self::weeks_over(span) { self.now.today } else { self.due(span, week) };
        let (gone, all) = ((day - dates.first_day).num_days(), (dates.last_day - dates.first_day).num_days());
        (gone as f64 / all as f64).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use okr::Offsets;

    use super::*;

    fn on(today: &str) -> Calendar {
        let today: NaiveDate = today.parse().unwrap();
        let offsets = Offsets::fixed(8 * 3600);
        let now = today.and_hms_opt(1, 30, 0).unwrap().and_utc();
        let monday = today.week(Weekday::Mon).first_day();
        Calendar::on(Moment {
            now,
            today,
            week_began: (monday.and_time(NaiveTime::MIN) - TimeDelta::hours(8)).and_utc(),
            offsets,
        })
    }

    #[test]
    fn nine_weeks_of_the_quarter_are_over_on_every_day_of_the_week() {
        for day in 2..=8 {
            let calendar = on(&format!("2026-11-{day:02}"));
            let dates = calendar.dates(Span::Quarter);
            assert_eq!(dates.first_day, "2026-08-31".parse().unwrap());
            assert_eq!((calendar.now.today - dates.first_day).num_days() / 7, 9);
            assert_eq!((dates.last_day - dates.first_day).num_days(), 90);
        }
    }

    #[test]
    fn cycles_follow_each_other_and_lie_in_their_year() {
        let mut day: NaiveDate = "2026-01-01".parse().unwrap();
        for _ in 0..400 {
            let calendar = on(&day.to_string());
            let [before, quarter, year] = [Span::Before, Span::Quarter, Span::Year].map(|span| calendar.dates(span));
            assert_eq!(before.last_day + Days::new(1), quarter.first_day);
            assert_ne!(before.name, quarter.name);
            assert!(year.first_day <= quarter.first_day && quarter.last_day <= year.last_day, "{day}");
            assert_eq!(year.first_day <= before.first_day, calendar.before_is_in_the_year(), "{day}");
            day = day.succ_opt().unwrap();
        }
    }

    #[test]
    fn what_happened_this_week_happened_before_now() {
        for day in 2..=8 {
            let calendar = on(&format!("2026-11-{day:02}"));
            for (seconds, share) in [(8 * 3600, 0.0), (12 * 3600, 0.5), (18 * 3600, 0.999)] {
                let at = calendar.this_week(seconds, share);
                assert!(calendar.now.week_began <= at && at < calendar.now.now, "{at}");
            }
        }
    }
}
