//! Numbers as people type them.

use crate::t;
use crate::words::Words;

/// The longest number that is read, in characters. Longer ones are nobody's.
const MOST: usize = 64;

/// Why something typed isn't taken for a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Nothing was typed.
    Missing,
    /// It isn't a number.
    NotANumber,
    /// A comma that may mean thousands or a decimal point; holds both readings.
    Ambiguous {
        /// With the comma as a decimal point.
        decimal: String,
        /// With the comma left out.
        whole: String,
    },
    /// A percentage of something that isn't counted in percent.
    NotPercent,
    /// So large that no computer counts that far.
    TooLarge,
}

impl Unread {
    /// What is wrong, and what to do about it.
    pub fn words(&self, words: Words, typed: &str, unit: &str) -> String {
        match self {
            Self::Missing => words.say("check_in.number_missing").to_owned(),
            Self::NotANumber => t!(words, "check_in.number_unread", typed = shortened(typed)),
            Self::Ambiguous { decimal, whole } => {
                t!(words, "check_in.number_ambiguous", typed = shortened(typed), decimal = decimal, whole = whole)
            }
            Self::NotPercent if unit.is_empty() => words.say("check_in.number_not_percent").to_owned(),
            Self::NotPercent => t!(words, "check_in.number_other_unit", unit = unit),
            Self::TooLarge => words.say("check_in.number_too_large").to_owned(),
        }
    }
}

/// Reads a number that counts `unit`s.
///
/// Understood are full-width digits and signs, every kind of minus and space, thousands parted by commas, spaces or apostrophes, an
/// exponent, and the unit itself before or behind. A comma counts as one between thousands only where three digits follow, which is how
/// this interface writes numbers itself in both of its languages; `1,5` is asked about rather than guessed.
///
/// # Errors
/// Why it isn't taken for a number. What is answered is finite.
pub fn parse(typed: &str, unit: &str) -> Result<f64, Unread> {
    let plain = plain(typed);
    if plain.is_empty() {
        return Err(Unread::Missing);
    }
    if plain.chars().count() > MOST {
        return Err(Unread::NotANumber);
    }
    let (minus, digits) = without_unit(&plain, &self::plain(unit))?;
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| Unread::NotANumber)?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() || !is_digits(fraction) {
        return Err(Unread::NotANumber);
    }
    let whole = ungrouped(whole, mantissa)?;
    let value: f64 = format!("{whole}.{fraction}e{exponent}").parse().map_err(|_| Unread::NotANumber)?;
    match value {
        value if !value.is_finite() => Err(Unread::TooLarge),
        // Nobody means a negative nothing.
        0.0 => Ok(0.0),
        value => Ok(if minus { -value } else { value }),
    }
}

/// A number as it stands in a field: every digit that it has, and nothing that would have to be typed around.
pub fn written(value: f64) -> String {
    let plain = value.to_string();
    // Longer than anybody reads, or [`parse`] does.
    if plain.chars().count() > MOST { format!("{value:e}") } else { plain }
}

/// Full-width and typographic characters as those of a keyboard, without space around them.
fn plain(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .map(|letter| match letter {
            '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(letter) - 0xff10, 10).unwrap_or(letter),
            '．' | '。' => '.',
            '，' => ',',
            '％' | '﹪' => '%',
            '＋' => '+',
            '−' | '–' | '—' | '‐' | '‑' | '‒' | '﹣' | '－' => '-',
            '’' | '＇' => '\'',
            '￥' => '¥',
            letter if letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}') => ' ',
            letter => letter,
        })
        .collect();
    plain.trim().to_owned()
}

/// Whether there is a minus, and what is left without sign and unit. The sign may stand before or behind a currency.
fn without_unit<'a>(text: &'a str, unit: &str) -> Result<(bool, &'a str), Unread> {
    // A unit with digits in it could eat some of the number's.
    let unit = if unit.chars().any(|letter| letter.is_ascii_digit()) { "" } else { unit };
    let (early, text) = signed(text);
    let text = text.strip_prefix(unit).unwrap_or(text).trim_start();
    let (late, text) = if early.is_none() { signed(text) } else { (None, text) };
    let text = text.strip_suffix(unit).unwrap_or(text).trim_end();
    if text.ends_with('%') { Err(Unread::NotPercent) } else { Ok((early.or(late) == Some('-'), text)) }
}

/// The sign it begins with, and what follows.
fn signed(text: &str) -> (Option<char>, &str) {
    match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.chars().next(), rest.trim_start()),
        None => (None, text),
    }
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit())
}

/// The digits before the decimal point without what parts their thousands. `mantissa` is all that was typed of the number, in which one
/// comma may have been meant as the point.
fn ungrouped(whole: &str, mantissa: &str) -> Result<String, Unread> {
    let Some(separator) = whole.chars().find(|letter| !letter.is_ascii_digit()) else {
        return Ok(whole.to_owned());
    };
    if !matches!(separator, ',' | ' ' | '\'') {
        return Err(Unread::NotANumber);
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = groups.concat();
    let (first, others) = groups.split_first().ok_or(Unread::NotANumber)?;
    if !is_digits(&digits) {
        Err(Unread::NotANumber)
    } else if matches!(first.len(), 1..=3) && !first.starts_with('0') && others.iter().all(|group| group.len() == 3) {
        Ok(digits)
    } else if separator == ',' && whole == mantissa && groups.len() == 2 && !first.is_empty() {
        Err(Unread::Ambiguous { decimal: groups.join("."), whole: digits })
    } else {
        Err(Unread::NotANumber)
    }
}

/// Enough of what was typed to recognise it by.
fn shortened(typed: &str) -> String {
    const RECOGNISED: usize = 24;
    let typed = typed.trim();
    match typed.char_indices().nth(RECOGNISED) {
        Some((end, _)) => format!("{}…", &typed[..end]),
        None => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_however_large_or_small_it_is() {
        for value in [0.1, -3.5, 1e15, 5e75, 1e-70, f64::MAX, f64::MIN_POSITIVE] {
            assert_eq!(parse(&written(value), ""), Ok(value), "{}", written(value));
        }
    }

    #[test]
    fn numbers_are_understood_as_people_type_them() {
        for (typed, unit, value) in [
            ("214", "", 214.0),
            (" 214 ", "", 214.0),
            ("+3.5", "", 3.5),
            (".5", "", 0.5),
            ("5.", "", 5.0),
            ("1,234,567.8", "", 1_234_567.8),
            ("1 234 567", "", 1_234_567.0),
            ("1\u{202f}234", "", 1234.0),
            ("1’234", "", 1234.0),
            ("２１４", "", 214.0),
            ("１，２３４．５", "", 1234.5),
            ("1。5", "", 1.5),
            ("\u{3000}７５％", "%", 75.0),
            ("75 %", "%", 75.0),
            ("−4", "", -4.0),
            ("–4", "", -4.0),
            ("－４", "", -4.0),
            ("- 4", "", -4.0),
            ("¥30", "¥", 30.0),
            ("-¥30", "¥", -30.0),
            ("￥-30", "¥", -30.0),
            ("214 visits", "visits", 214.0),
            ("12 天", "天", 12.0),
            ("1.5e3", "", 1500.0),
            ("0.000", "", 0.0),
        ] {
            assert_eq!(parse(typed, unit), Ok(value), "{typed:?} {unit:?}");
        }
    }

    #[test]
    fn a_negative_nothing_is_nothing() {
        assert!(parse("-0", "").is_ok_and(f64::is_sign_positive));
    }

    #[test]
    fn a_comma_that_may_be_a_decimal_point_is_asked_about() {
        for (typed, decimal, whole) in [
            ("1,5", "1.5", "15"),
            ("12,3456", "12.3456", "123456"),
            ("0,500", "0.500", "0500"),
            ("1234,567", "1234.567", "1234567"),
        ] {
            assert_eq!(parse(typed, ""), Err(Unread::Ambiguous { decimal: decimal.into(), whole: whole.into() }), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "NaN",
            "inf",
            "-Infinity",
            "∞",
            "abc",
            "1.2.3",
            "1.234,5",
            "1 2",
            "1,23,456",
            "--4",
            "-",
            ".",
            "e5",
            "1e",
            "1e5.5",
            "1,234 567",
            ",",
        ] {
            assert_eq!(parse(typed, ""), Err(Unread::NotANumber), "{typed:?}");
        }
        assert_eq!(parse("  ", ""), Err(Unread::Missing));
        assert_eq!(parse(&"9".repeat(1_000_000), ""), Err(Unread::NotANumber));
    }

    #[test]
    fn what_is_too_large_for_a_number_is_refused_as_such() {
        assert_eq!(parse("1e999", ""), Err(Unread::TooLarge));
        assert_eq!(parse("-1e999", ""), Err(Unread::TooLarge));
    }

    #[test]
    fn a_percentage_of_something_else_is_refused() {
        assert_eq!(parse("75%", "visits"), Err(Unread::NotPercent));
        assert_eq!(parse("75%", ""), Err(Unread::NotPercent));
    }

    #[test]
    fn what_is_written_into_a_field_is_read_back_as_it_was() {
        for value in [0.0, 214.0, -3.25, 0.1, 1e15, 1e-7, 99.999] {
            assert_eq!(parse(&written(value), ""), Ok(value));
        }
    }

    #[test]
    fn a_number_without_end_is_quoted_by_its_beginning() {
        assert_eq!(shortened(&"九".repeat(1000)), format!("{}…", "九".repeat(24)));
    }
}
