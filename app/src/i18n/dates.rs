//! Days and instants in words.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use okr::{Language, Moment};

use crate::i18n::{Words, t};

impl Words {
    /// A day without its year: `23 Nov`, `11月23日`.
    pub fn day(self, day: NaiveDate) -> String {
        match self.0 {
            Language::English => format!("{} {}", day.day(), MONTHS[day.month0() as usize]),
            Language::Chinese => format!("{}月{}日", day.month(), day.day()),
        }
    }

    /// A day with its year.
    pub fn date(self, day: NaiveDate) -> String {
        match self.0 {
            Language::English => format!("{} {}", self.day(day), day.year()),
            Language::Chinese => format!("{}年{}", day.year(), self.day(day)),
        }
    }

    /// A rough time difference.
    pub fn ago(self, at: DateTime<Utc>, moment: &Moment) -> String {
        let minutes = (moment.now - at).num_minutes();
        match minutes {
            -1440..1 => self.translate("ago.now").to_owned(),
            1..60 => t!(self, "ago.minutes", n = minutes),
            60..1440 => t!(self, "ago.hours", n = minutes / 60),
            1440..20_160 => t!(self, "ago.days", n = minutes / 1440),
            _ => self.day(moment.day_of(at)),
        }
    }

    /// An instant as date and time in the organisation's time zone.
    pub fn instant(self, at: DateTime<Utc>, moment: &Moment) -> String {
        let local = moment.local(at);
        format!("{} {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
