//! Parsing typed numbers, and detecting ambiguous ones.
//!
//! Every form and import parses numbers here, so that the same text always means the same. Depending on the region
//! `4,355` is a little more than four, or more than four thousand; so the user is asked about ambiguous numbers, and
//! about numbers far outside a measure's range.

use crate::Measure;

/// The maximum length in characters. Longer numbers are mistakes.
const MOST: usize = 64;

/// A value is far outside its scale if its distance exceeds this multiple of the scale's span.
const FAR: f64 = 10.0;

/// Why a text isn't accepted as a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Unread {
    /// It is empty.
    Missing,
    /// It isn't a number.
    NotANumber,
    /// It is ambiguous.
    Ambiguous {
        /// The value with the comma or point as the decimal separator.
        decimal: f64,
        /// The value with it as a thousands separator.
        whole: f64,
    },
    /// It is so far outside its [`Scale`] that it is probably a mistake.
    FarOff(f64),
    /// It is a percentage, but the unit isn't percent.
    NotPercent,
    /// It is too large for a floating-point number.
    TooLarge,
}

impl Unread {
    /// The possible meanings; empty if there are none.
    pub fn readings(&self) -> Vec<f64> {
        match self {
            Self::Ambiguous { decimal, whole } => vec![*decimal, *whole],
            Self::FarOff(value) => vec![*value],
            Self::Missing | Self::NotANumber | Self::NotPercent | Self::TooLarge => Vec::new(),
        }
    }
}

/// The expected range of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    least: f64,
    most: f64,
    span: f64,
}

impl Scale {
    /// The scale of a measure: from baseline to target, or between the bounds; extended to the last reading, so that
    /// a user far outside is asked only once. `None` for measures without numbers.
    pub fn of(measure: &Measure, last: Option<f64>) -> Option<Self> {
        /// A single bound has no span. Its absolute value is used instead, and at least this, because bounds are
        /// often 0.
        const LEAST_SPAN: f64 = 10.0;
        let (one, other, span) = match measure {
            Measure::Metric { baseline, target, .. } => (*baseline, *target, (target - baseline).abs()),
            Measure::Keep { lower, upper, .. } => {
                let (one, other) = (lower.or(*upper)?, upper.or(*lower)?);
                (one, other, (other - one).abs().max(one.abs()).max(other.abs()).max(LEAST_SPAN))
            }
            Measure::Milestones { .. } | Measure::Done { .. } => return None,
        };
        let last = last.unwrap_or(one);
        Some(Self { least: one.min(other).min(last), most: one.max(other).max(last), span })
    }

    /// Whether a value is within it.
    pub fn holds(self, value: f64) -> bool {
        (self.least..=self.most).contains(&value)
    }

    /// Whether a value is more than ten times the span outside.
    pub fn is_far(self, value: f64) -> bool {
        self.least - value > FAR * self.span || value - self.most > FAR * self.span
    }
}

/// A parsed number with its possible meanings. [`read`] creates it, and it must be judged before use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readings {
    /// The meaning in this interface's format: commas as thousands separators, and a decimal point. The only meaning,
    /// if it isn't ambiguous.
    pub plain: f64,
    /// The other meaning.
    pub other: Option<f64>,
    /// The ambiguous separator.
    pub mark: Mark,
}

/// The separator in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing ambiguous.
    Clear,
    /// One point before three digits.
    Point,
    /// One comma before three digits.
    Comma,
    /// One comma that can't be a thousands separator, as in `4,12`.
    LooseComma,
}

impl Readings {
    /// The intended number: one of `known`, if it matches (the initial value, or a chosen one); otherwise the only
    /// meaning, if it isn't far outside `scale`; or for a number with a point the plain meaning, if only that fits
    /// the scale.
    ///
    /// # Errors
    /// [`Unread::Ambiguous`] or [`Unread::FarOff`]: the user has to be asked.
    pub fn judged(self, scale: Option<Scale>, known: &[f64]) -> Result<f64, Unread> {
        let is_far = |value| scale.is_some_and(|scale| scale.is_far(value));
        let readings = [Some(self.plain), self.other];
        let meant = readings.into_iter().flatten().find(|reading| known.contains(reading));
        match (meant, self.other) {
            (Some(meant), _) => Ok(meant),
            (None, None) if is_far(self.plain) => Err(Unread::FarOff(self.plain)),
            (None, None) => Ok(self.plain),
            (None, Some(whole)) if self.mark == Mark::Point => {
                let fits = scale.is_some() && !is_far(self.plain) && is_far(whole);
                if fits { Ok(self.plain) } else { Err(Unread::Ambiguous { decimal: self.plain, whole }) }
            }
            (None, Some(decimal)) => Err(Unread::Ambiguous { decimal, whole: self.plain }),
        }
    }
}

/// Parses a number in `unit`, without a scale.
///
/// # Errors
/// As [`read`] and [`Readings::judged`]. The result is finite.
pub fn parse(typed: &str, unit: &str) -> Result<f64, Unread> {
    read(typed, unit)?.judged(None, &[])
}

/// Parses a number in `unit`, with all possible meanings.
///
/// Accepted are full-width digits and signs, all kinds of minus and space, commas, points, spaces or apostrophes as
/// thousands separators, a decimal point or comma, an exponent, and the unit before or after.
///
/// # Errors
/// Why it isn't accepted as a number. The result is finite.
pub fn read(typed: &str, unit: &str) -> Result<Readings, Unread> {
    let plain = plain(typed);
    if plain.is_empty() {
        return Err(Unread::Missing);
    }
    if plain.chars().count() > MOST {
        return Err(Unread::NotANumber);
    }
    let (minus, digits) = without_unit(&plain, &self::plain(unit))?;
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.parse::<i32>().map_err(|_| Unread::NotANumber)?)),
        None => (digits, None),
    };
    let value = |digits: &str| {
        let value: f64 = format!("{digits}e{}", exponent.unwrap_or(0)).parse().map_err(|_| Unread::NotANumber)?;
        match value {
            value if !value.is_finite() => Err(Unread::TooLarge),
            // Negative zero becomes zero.
            0.0 => Ok(0.0),
            value => Ok(if minus { -value } else { value }),
        }
    };
    let by_point = digits_of(mantissa, '.', ',');
    // With an exponent, only the decimal point is accepted.
    let by_comma = if exponent.is_none() { digits_of(mantissa, ',', '.') } else { None };
    match (by_point, by_comma) {
        (Some(one), Some(other)) if one == other => Ok(Readings { plain: value(&one)?, other: None, mark: Mark::Clear }),
        (Some(one), Some(other)) => {
            let mark = if mantissa.contains(',') { Mark::Comma } else { Mark::Point };
            Ok(Readings { plain: value(&one)?, other: Some(value(&other)?), mark })
        }
        (Some(one), None) => Ok(Readings { plain: value(&one)?, other: None, mark: Mark::Clear }),
        // A comma that is either a decimal separator or a mistake.
        (None, Some(decimal)) if mantissa.chars().all(|letter| letter.is_ascii_digit() || letter == ',') => {
            let whole = value(&decimal.replace('.', ""))?;
            Ok(Readings { plain: whole, other: Some(value(&decimal)?), mark: Mark::LooseComma })
        }
        (None, Some(other)) => Ok(Readings { plain: value(&other)?, other: None, mark: Mark::Clear }),
        (None, None) => Err(Unread::NotANumber),
    }
}

/// A number for a form field: all its digits, without separators.
pub fn written(value: f64) -> String {
    let plain = value.to_string();
    // Too long to read, and for [`read`].
    if plain.chars().count() > MOST { format!("{value:e}") } else { plain }
}

/// A number that isn't ambiguous: with a fourth decimal if it has three.
pub fn clear(value: f64) -> String {
    let written = written(value);
    match written.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => format!("{written}0"),
        _ => written,
    }
}

/// Replaces full-width and typographic characters by ASCII, and trims spaces.
fn plain(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .filter(
            |letter| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'),
        )
        .map(|letter| match letter {
            '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(letter) - 0xff10, 10).unwrap_or(letter),
            '．' | '。' => '.',
            '，' => ',',
            '％' | '﹪' => '%',
            '＋' => '+',
            '−' | '–' | '—' | '‐' | '‑' | '‒' | '﹣' | '－' => '-',
            '’' | '＇' => '\'',
            '￥' => '¥',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect();
    plain.trim().to_owned()
}

/// Whether there is a minus, and the text without sign and unit. The sign may be before or after a currency.
fn without_unit<'a>(text: &'a str, unit: &str) -> Result<(bool, &'a str), Unread> {
    // A unit with digits could match some of the number's.
    let unit = if unit.chars().any(|letter| letter.is_ascii_digit()) { "" } else { unit };
    // For an amount of money the currency precedes the number and the scale follows it: `$2.05 m`.
    let money = unit.find(|letter: char| !matches!(letter, '$' | '¥' | '€' | '£')).filter(|end| *end > 0);
    let (sign, scale) = money.map_or((unit, unit), |end| (&unit[..end], unit[end..].trim_start()));
    let (early, text) = signed(text);
    let text = text.strip_prefix(unit).or_else(|| text.strip_prefix(sign)).unwrap_or(text).trim_start();
    let (late, text) = if early.is_none() { signed(text) } else { (None, text) };
    let text = text.strip_suffix(unit).or_else(|| text.strip_suffix(scale)).unwrap_or(text).trim_end();
    if text.ends_with('%') { Err(Unread::NotPercent) } else { Ok((early.or(late) == Some('-'), text)) }
}

/// The leading sign, and the rest.
fn signed(text: &str) -> (Option<char>, &str) {
    match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.chars().next(), rest.trim_start()),
        None => (None, text),
    }
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit())
}

/// The digits of a number with this decimal separator, normalised to a point, without thousands separators:
/// `thousands`, a space or an apostrophe. `None` if it can't be parsed like that.
fn digits_of(mantissa: &str, decimal: char, thousands: char) -> Option<String> {
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    if !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let Some(separator) = whole.chars().find(|letter| !letter.is_ascii_digit()) else {
        // A comma at either end of the digits is a mistake.
        let is_slip = decimal == ',' && mantissa.contains(',') && (whole.is_empty() || fraction.is_empty());
        return (!is_slip).then(|| format!("{whole}.{fraction}"));
    };
    if separator != thousands && !matches!(separator, ' ' | '\'') {
        return None;
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, others) = groups.split_first()?;
    let grouped = matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && others.iter().all(|group| group.len() == 3)
        && is_digits(&groups.concat());
    grouped.then(|| format!("{}.{fraction}", groups.concat()))
}

#[cfg(test)]
mod tests;
