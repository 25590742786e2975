//! How much of a cycle is over.

use chrono::NaiveDate;

use super::TOLERANCE;
use crate::Cycle;

/// The elapsed part of a cycle on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elapsed {
    /// The cycle's first day.
    pub first_day: NaiveDate,
    /// The cycle's last day.
    pub last_day: NaiveDate,
    /// The day in the organisation's time zone.
    pub today: NaiveDate,
    /// `(today − first) / (last − first)` in whole days, within 0..1; for a cycle of one day 0 before it and 1 from
    /// it on.
    pub share: f64,
}

impl Elapsed {
    /// The elapsed part of `cycle` on `today`.
    pub fn of(cycle: &Cycle, today: NaiveDate) -> Self {
        let Cycle { first_day, last_day, .. } = *cycle;
        let days = |to: NaiveDate| (to - first_day).num_days() as f64;
        // A cycle of one day is complete on that day.
        let share =
            if last_day > first_day { days(today) / days(last_day) } else { f64::from(today >= last_day) }.clamp(0.0, 1.0);
        Self { first_day, last_day, today, share }
    }

    /// Whether pace is judged: after the first tenth of the cycle.
    pub fn is_judged(&self) -> bool {
        self.share >= 0.1 - TOLERANCE
    }

    /// 1 from `due` on, 0 before.
    pub(super) fn since(&self, due: NaiveDate) -> f64 {
        f64::from(self.today >= due)
    }
}
