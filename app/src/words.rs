//! The words of the interface, in each of its languages.
//!
//! A table per language, flat, loaded once. A phrase may hold `{name}`s and, where a language tells one from many, two forms parted
//! by `|`, of which the argument `n` chooses. (Fluent does more, for about as many bytes of wasm as all of our pages.)

mod tables;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use leptos::prelude::use_context;
use okr::{Language, Moment};

#[cfg(feature = "hydrate")]
pub(crate) use tables::take_in;

/// Speaks one language. Cheap to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Language);

/// The words of the page that is being drawn.
pub fn words() -> Words {
    use_context::<Words>().unwrap_or_default()
}

/// A phrase: `t!(words, "key")` or `t!(words, "key", n = 3, name = title)`.
#[macro_export]
macro_rules! t {
    ($words:expr, $key:literal) => { $words.say($key) };
    ($words:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $words.fill($key, &[$((stringify!($name), $value.to_string())),+])
    };
}

impl Words {
    /// The phrase of `key` as it stands in the table. A key that isn't there shows itself; a test keeps that from happening.
    pub fn say(self, key: &str) -> &'static str {
        tables::of(self.0).get(key).map_or("⟨?⟩", String::as_str)
    }

    /// The phrase of `key` with its places filled.
    pub fn fill(self, key: &str, values: &[(&str, String)]) -> String {
        let forms = self.say(key);
        let one = values.iter().any(|(name, value)| *name == "n" && value == "1");
        let mut phrase = match forms.split_once('|') {
            Some((single, _)) if one => single,
            Some((_, many)) => many,
            None => forms,
        }
        .to_owned();
        for (name, value) in values {
            phrase = phrase.replace(&format!("{{{name}}}"), value);
        }
        phrase
    }

    /// A share as a whole percentage; no data as a dash.
    pub fn percent(self, share: Option<f64>) -> String {
        share.map_or_else(|| "–".into(), |share| format!("{}%", self.number((share * 100.0).round())))
    }

    /// A part of a whole as a percentage with one decimal: `82.6%`.
    pub fn share(self, share: f64) -> String {
        format!("{}%", self.number((share * 1000.0).round() / 10.0))
    }

    /// A number with at most two decimals and its thousands grouped, as both languages write it. Below a tenth, two digits that say something.
    pub fn number(self, value: f64) -> String {
        let decimals = match value.abs() {
            ..1e-9 | 0.1.. => 2,
            // Of 0.004 the first digit that says something is the third.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 3 and 10")]
            small => (1.0 - small.log10().floor()) as usize,
        };
        let text = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let fraction = fraction.trim_end_matches('0');
        let sign = if value < 0.0 && (fraction.chars().chain(whole.chars()).any(|digit| digit != '0')) { "−" } else { "" };
        if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
    }

    /// A number with its unit: `75%`, `214 visits`, `¥30`. A currency's sign stands before the number, and what else is in the unit
    /// after it: `$2.05 m`.
    pub fn quantity(self, value: f64, unit: &str) -> String {
        match unit {
            "" => self.number(value),
            "%" => format!("{}%", self.number(value)),
            unit => match currency(unit) {
                Some((sign, scale)) => {
                    let minus = if value < 0.0 { "−" } else { "" };
                    format!("{minus}{sign}{} {scale}", self.number(value.abs())).trim_end().to_owned()
                }
                None => format!("{} {unit}", self.number(value)),
            },
        }
    }

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

    /// How long ago, coarsely.
    pub fn ago(self, at: DateTime<Utc>, moment: &Moment) -> String {
        let minutes = (moment.now - at).num_minutes();
        match minutes {
            -1440..1 => self.say("ago.now").to_owned(),
            1..60 => t!(self, "ago.minutes", n = minutes),
            60..1440 => t!(self, "ago.hours", n = minutes / 60),
            1440..20_160 => t!(self, "ago.days", n = minutes / 1440),
            _ => self.day(moment.day_of(at)),
        }
    }

    /// An instant as date and time of the organisation.
    pub fn instant(self, at: DateTime<Utc>, moment: &Moment) -> String {
        let local = moment.local(at);
        format!("{} {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }
}

/// The sign of a unit that is an amount of money, and the rest of the unit: `$ m` is `$` and `m`. `None` for `$/visit`, which reads
/// better after the number, and for what isn't money.
fn currency(unit: &str) -> Option<(&str, &str)> {
    let (sign, rest) = unit.split_at_checked(unit.chars().next()?.len_utf8())?;
    let rest = rest.trim_start();
    (matches!(sign, "$" | "¥" | "€" | "£") && !rest.starts_with('/')).then_some((sign, rest))
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_keep_two_decimals_or_two_digits() {
        let words = Words(Language::English);
        assert_eq!(words.number(1_234_567.891), "1,234,567.89");
        assert_eq!(words.number(-0.5), "−0.5");
        assert_eq!(words.number(-0.001), "−0.001");
        assert_eq!(words.number(0.004_44), "0.0044");
        assert_eq!(words.number(-1e-12), "0");
        assert_eq!(words.number(198.0), "198");
    }

    #[test]
    fn the_sign_of_a_currency_stands_before_the_number_and_its_scale_after_it() {
        let words = Words(Language::English);
        assert_eq!(words.quantity(2.05, "$ m"), "$2.05 m");
        assert_eq!(words.quantity(2.05, "$m"), "$2.05 m");
        assert_eq!(words.quantity(30.0, "¥"), "¥30");
        assert_eq!(words.quantity(-30.0, "¥"), "−¥30");
        assert_eq!(words.quantity(3.0, "$/visit"), "3 $/visit");
        assert_eq!(words.quantity(75.0, "%"), "75%");
        assert_eq!(words.quantity(214.0, "visits"), "214 visits");
    }

    #[test]
    fn english_tells_one_from_many_and_chinese_does_not() {
        assert_eq!(t!(Words(Language::English), "ago.days", n = 1), "1 day ago");
        assert_eq!(t!(Words(Language::English), "ago.days", n = 2), "2 days ago");
        assert_eq!(t!(Words(Language::Chinese), "ago.days", n = 1), "1 天前");
    }
}
