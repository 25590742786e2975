//! Translations of the interface.
//!
//! One flat table per language, loaded once. A phrase may contain `{name}` placeholders and, in languages with a
//! plural, two forms separated by `|`, chosen by the argument `n`. (Fluent does more, but adds about as much wasm as
//! all of our pages.)

mod dates;
mod tables;

use std::borrow::Cow;

use leptos::prelude::use_context;
use okr::Language;

#[cfg(feature = "hydrate")]
pub(crate) use tables::take_in;

// The macro is at the root of the crate; it is imported from here, where it is defined.
pub use crate::t;

/// The translations of one language. Cheap to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Language);

/// The translations of the current page.
pub fn words() -> Words {
    use_context::<Words>().unwrap_or_default()
}

/// A phrase: `t!(words, "key")` or `t!(words, "key", n = 3, name = title)`.
#[macro_export]
macro_rules! t {
    ($words:expr, $key:literal) => { $words.translate($key) };
    ($words:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        {
            #[allow(unused_imports, reason = "needed where no value is a count")]
            use $crate::i18n::Display as _;
            $words.fill($key, &[$((stringify!($name), $crate::i18n::Value(&$value).in_words())),+])
        }
    };
}

/// The value of a placeholder.
pub struct Value<'a, T: ?Sized>(pub &'a T);

/// Everything except a count is inserted unchanged.
pub trait Display {
    /// The text to insert.
    fn in_words(&self) -> String;
}

impl<T: std::fmt::Display + ?Sized> Display for Value<'_, T> {
    fn in_words(&self) -> String {
        self.0.to_string()
    }
}

impl Value<'_, usize> {
    /// A count with grouped thousands.
    pub fn in_words(&self) -> String {
        grouped(&self.0.to_string())
    }
}

/// Digits with grouped thousands, as both languages write them.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

impl Words {
    /// The phrase of `key`. A missing key is returned itself; a test checks that none is missing.
    pub fn translate(self, key: &str) -> &'static str {
        tables::of(self.0).get(key).map_or("⟨?⟩", String::as_str)
    }

    /// The phrase of `key` with its placeholders filled.
    pub fn fill(self, key: &str, values: &[(&str, String)]) -> String {
        filled(self.translate(key), values)
    }

    /// A share as a whole percentage; a dash if there is no data.
    pub fn percent(self, share: Option<f64>) -> String {
        share.map_or_else(|| "–".into(), |share| format!("{}%", self.number((share * 100.0).round())))
    }

    /// A part of a whole as a percentage with one decimal: `82.6%`.
    pub fn share(self, share: f64) -> String {
        format!("{}%", self.number((share * 1000.0).round() / 10.0))
    }

    /// A number with at most two decimals and grouped thousands, as both languages write it. Below a tenth, two
    /// significant digits.
    pub fn number(self, value: f64) -> String {
        let decimals = match value.abs() {
            ..1e-9 | 0.1.. => 2,
            // The first significant digit of 0.004 is the third decimal.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 3 and 10")]
            small => (1.0 - small.log10().floor()) as usize,
        };
        let text = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let grouped = grouped(whole);
        let fraction = fraction.trim_end_matches('0');
        let sign = if value < 0.0 && (fraction.chars().chain(whole.chars()).any(|digit| digit != '0')) { "−" } else { "" };
        if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
    }

    /// A number with its unit: `75%`, `214 visits`, `¥30`. A currency sign precedes the number, the rest of the unit
    /// follows it: `$2.05 m`.
    pub fn quantity(self, value: f64, unit: &str) -> String {
        match unit {
            "" => self.number(value),
            "%" => format!("{}%", self.number(value)),
            unit => match currency(unit) {
                Some((sign, scale)) => {
                    let minus = if value < 0.0 { "−" } else { "" };
                    format!("{minus}{sign}{} {scale}", self.number(value.abs())).trim_end().to_owned()
                }
                None => format!("{} {}", self.number(value), isolated(unit)),
            },
        }
    }
}

/// The currency sign of a unit, and the rest of the unit: `$ m` is `$` and `m`. `None` for `$/visit`, which reads
/// better after the number, and for other units.
fn currency(unit: &str) -> Option<(&str, &str)> {
    let (sign, rest) = unit.split_at_checked(unit.chars().next()?.len_utf8())?;
    let rest = rest.trim_start();
    (matches!(sign, "$" | "¥" | "€" | "£") && !rest.starts_with('/')).then_some((sign, rest))
}

/// Fills a template in a single pass: inserted values are user input and aren't parsed as templates. Two forms
/// separated by `|` are resolved only if a number `n` is given.
fn filled(template: &str, values: &[(&str, String)]) -> String {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let mut rest = match (value("n"), template.split_once('|')) {
        (Some("1"), Some((one, _))) => one,
        (Some(_), Some((_, many))) => many,
        _ => template,
    };
    let mut phrase = String::new();
    while let Some((before, place)) = rest.split_once('{') {
        phrase.push_str(before);
        rest = if let Some((value, after)) = place.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            phrase.push_str(&isolated(value));
            after
        } else {
            // Not a placeholder.
            phrase.push('{');
            place
        };
    }
    phrase.push_str(rest);
    phrase
}

/// User text for insertion into a phrase. Right-to-left text, such as Hebrew or Arabic, is wrapped in a first strong
/// isolate, because it would reorder the numbers and punctuation beside it. Other text is unchanged.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_right_to_left) { Cow::Owned(format!("\u{2068}{text}\u{2069}")) } else { Cow::Borrowed(text) }
}

/// Whether a character may belong to a right-to-left script, by Unicode block.
const fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

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
    fn what_people_wrote_is_no_template() {
        let words = Words(Language::English);
        let line = "Pilot | {n} | {line} | {to}";
        let said = t!(words, "refusal.already_aligned", parent = line);
        assert_eq!(said, format!("It is already aligned to “{line}”."));
        assert_eq!(filled("{from} → {to}", &[("from", "{to}".into()), ("to", "{from}|".into())]), "{to} → {from}|");
        assert_eq!(filled("{n} of {name}|{n} for {name}", &[("n", "2".into()), ("name", "a|b".into())]), "2 for a|b");
        assert_eq!(filled("{n} of {name}|{n} for {name}", &[("n", "1".into()), ("name", "{n}".into())]), "1 of {n}");
        assert_eq!(filled("{who", &[("who", "Ann".into())]), "{who");
        assert_eq!(filled("{what} {who}", &[("who", "Ann".into())]), "{what} Ann");
    }

    #[test]
    fn what_is_written_from_right_to_left_is_kept_apart_from_the_numbers_beside_it() {
        assert_eq!(
            filled("{title}: {value}", &[("title", "תלונות".into()), ("value", "80".into())]),
            "\u{2068}תלונות\u{2069}: 80"
        );
        assert_eq!(filled("{title}: {value}", &[("title", "客诉".into()), ("value", "80".into())]), "客诉: 80");
    }

    proptest::proptest! {
        #[test]
        fn whatever_people_wrote_stands_in_the_phrase_as_it_is(one in "[a-z{}|0-9 ]{0,12}", other in "[a-z{}|0-9 ]{0,12}") {
            let values = [("from", one.clone()), ("to", other.clone()), ("n", "2".to_owned())];
            proptest::prop_assert_eq!(filled("a {from} b {to} c", &values), format!("a {one} b {other} c"));
            proptest::prop_assert_eq!(filled("x|{from} {n} {to}", &values), format!("{one} 2 {other}"));
        }
    }

    #[test]
    fn english_tells_one_from_many_and_chinese_does_not() {
        assert_eq!(t!(Words(Language::English), "ago.days", n = 1), "1 day ago");
        assert_eq!(t!(Words(Language::English), "ago.days", n = 2), "2 days ago");
        assert_eq!(t!(Words(Language::Chinese), "ago.days", n = 1), "1 天前");
    }
}
