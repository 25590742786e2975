//! The values of an organisation's settings, in words.

use chrono::Weekday;
use okr::Language;

use crate::i18n::Words;

/// The possible first days of a week, and the keys of their names.
pub(super) const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "day.monday"),
    (Weekday::Tue, "day.tuesday"),
    (Weekday::Wed, "day.wednesday"),
    (Weekday::Thu, "day.thursday"),
    (Weekday::Fri, "day.friday"),
    (Weekday::Sat, "day.saturday"),
    (Weekday::Sun, "day.sunday"),
];

/// The name of a day of the week.
pub(super) fn day_name(words: Words, day: Weekday) -> &'static str {
    DAYS.iter().find(|(one, _)| *one == day).map_or("", |(_, key)| words.translate(key))
}

/// The name of a language in that language.
pub(super) const fn language_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Chinese => "简体中文",
    }
}
