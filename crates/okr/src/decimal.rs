//! Numbers as people type them, and when to ask which one is meant.
//!
//! Every form and every import reads numbers here, so that the same text means the same everywhere. In half of the world `4,355` is a
//! little more than four, in the other half it is more than four thousand; so a text that reads both ways is asked about, and so is a
//! number far outside what its measure is about.

use crate::Measure;

/// The longest number that is read, in characters. Longer ones are mistakes.
const MOST: usize = 64;

/// A value is far outside its scale if it lies more than this many times the scale's span away from it.
const FAR: f64 = 10.0;

/// Why something typed isn't taken for a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Unread {
    /// Nothing was typed.
    Missing,
    /// It isn't a number.
    NotANumber,
    /// It reads both ways.
    Ambiguous {
        /// With the comma or the point as a decimal sign.
        decimal: f64,
        /// With it between thousands, or left out.
        whole: f64,
    },
    /// A number, but so far outside its [`Scale`] that it is probably a mistake.
    FarOff(f64),
    /// A percentage of something that isn't counted in percent.
    NotPercent,
    /// Beyond what a computer counts.
    TooLarge,
}

impl Unread {
    /// What may be meant; empty if nothing can be made of it.
    pub fn readings(&self) -> Vec<f64> {
        match self {
            Self::Ambiguous { decimal, whole } => vec![*decimal, *whole],
            Self::FarOff(value) => vec![*value],
            Self::Missing | Self::NotANumber | Self::NotPercent | Self::TooLarge => Vec::new(),
        }
    }
}

/// What a value is about as large as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    least: f64,
    most: f64,
    span: f64,
}

impl Scale {
    /// The scale of a measure: from baseline to target, or between the bounds; stretched to what was last reported, so that who is far
    /// off is asked once and not every week. `None` for what isn't counted.
    pub fn of(measure: &Measure, last: Option<f64>) -> Option<Self> {
        /// A bound alone has no span. Its own size stands for one, and not less than this, because a bound is often 0.
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

    /// Whether a value lies within it.
    pub fn holds(self, value: f64) -> bool {
        (self.least..=self.most).contains(&value)
    }

    /// Whether a value lies more than ten times the span away.
    pub fn is_far(self, value: f64) -> bool {
        self.least - value > FAR * self.span || value - self.most > FAR * self.span
    }
}

/// A number that can be read. [`read`] makes it, and it is judged before it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readings {
    /// As this interface writes numbers: thousands parted by commas, and a decimal point. The only reading, if there is but one.
    pub plain: f64,
    /// The other way round.
    pub other: Option<f64>,
    /// What stands between the digits and could be either.
    pub mark: Mark,
}

/// What stands between the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing that could be misread.
    Clear,
    /// One point before three digits.
    Point,
    /// One comma before three digits.
    Comma,
    /// One comma where none parts thousands, as in `4,12`.
    LooseComma,
}

impl Readings {
    /// The number that is meant: one of `known`, if it reads as one (what stood in the field, or was chosen); else the only reading, if
    /// it isn't far outside `scale`; or of a number with a point the plain reading, if it fits the scale and the other doesn't.
    ///
    /// # Errors
    /// [`Unread::Ambiguous`] or [`Unread::FarOff`]: it has to be asked about.
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

/// Reads a number that counts `unit`s, without a scale to judge it by.
///
/// # Errors
/// As of [`read`] and [`Readings::judged`]. What is answered is finite.
pub fn parse(typed: &str, unit: &str) -> Result<f64, Unread> {
    read(typed, unit)?.judged(None, &[])
}

/// Reads a number that counts `unit`s, in all ways that there are.
///
/// Understood are full-width digits and signs, every kind of minus and space, thousands parted by commas, points, spaces or apostrophes,
/// a decimal point or comma, an exponent, and the unit itself before or behind.
///
/// # Errors
/// Why it isn't taken for a number. What is answered is finite.
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
            // There is no negative nothing.
            0.0 => Ok(0.0),
            value => Ok(if minus { -value } else { value }),
        }
    };
    let by_point = digits_of(mantissa, '.', ',');
    // Who writes an exponent writes as computers do.
    let by_comma = if exponent.is_none() { digits_of(mantissa, ',', '.') } else { None };
    match (by_point, by_comma) {
        (Some(one), Some(other)) if one == other => Ok(Readings { plain: value(&one)?, other: None, mark: Mark::Clear }),
        (Some(one), Some(other)) => {
            let mark = if mantissa.contains(',') { Mark::Comma } else { Mark::Point };
            Ok(Readings { plain: value(&one)?, other: Some(value(&other)?), mark })
        }
        (Some(one), None) => Ok(Readings { plain: value(&one)?, other: None, mark: Mark::Clear }),
        // A comma, and nothing else that says what it is: a decimal sign, or a slip.
        (None, Some(decimal)) if mantissa.chars().all(|letter| letter.is_ascii_digit() || letter == ',') => {
            let whole = value(&decimal.replace('.', ""))?;
            Ok(Readings { plain: whole, other: Some(value(&decimal)?), mark: Mark::LooseComma })
        }
        (None, Some(other)) => Ok(Readings { plain: value(&other)?, other: None, mark: Mark::Clear }),
        (None, None) => Err(Unread::NotANumber),
    }
}

/// A number as it stands in a field: every digit that it has, and nothing that would have to be typed around.
pub fn written(value: f64) -> String {
    let plain = value.to_string();
    // Longer than anybody reads, or [`read`] does.
    if plain.chars().count() > MOST { format!("{value:e}") } else { plain }
}

/// A number as it reads only one way: with a fourth decimal if it has three.
pub fn clear(value: f64) -> String {
    let written = written(value);
    match written.split_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => format!("{written}0"),
        _ => written,
    }
}

/// Full-width and typographic characters as those of a keyboard, without space around them.
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

/// Whether there is a minus, and what is left without sign and unit. The sign may stand before or behind a currency.
fn without_unit<'a>(text: &'a str, unit: &str) -> Result<(bool, &'a str), Unread> {
    // A unit with digits in it could eat some of the number's.
    let unit = if unit.chars().any(|letter| letter.is_ascii_digit()) { "" } else { unit };
    // Of an amount of money the sign stands before the number and its scale after it: `$2.05 m`.
    let money = unit.find(|letter: char| !matches!(letter, '$' | '¥' | '€' | '£')).filter(|end| *end > 0);
    let (sign, scale) = money.map_or((unit, unit), |end| (&unit[..end], unit[end..].trim_start()));
    let (early, text) = signed(text);
    let text = text.strip_prefix(unit).or_else(|| text.strip_prefix(sign)).unwrap_or(text).trim_start();
    let (late, text) = if early.is_none() { signed(text) } else { (None, text) };
    let text = text.strip_suffix(unit).or_else(|| text.strip_suffix(scale)).unwrap_or(text).trim_end();
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

/// The digits of a number with this decimal sign, and a point for it, without what parts its thousands: `thousands`, a space or an
/// apostrophe. `None` if it can't be read so.
fn digits_of(mantissa: &str, decimal: char, thousands: char) -> Option<String> {
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    if !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let Some(separator) = whole.chars().find(|letter| !letter.is_ascii_digit()) else {
        // A comma at either end of digits is a slip.
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
