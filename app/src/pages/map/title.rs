//! The number of lines of a card's title, computed without a browser, because the server does the layout too.

/// The most lines; the style sheet cuts off the rest.
const MOST_LINES: u8 = 2;

/// Fonts differ: a margin for Latin fonts a little wider than Inter, so that the second line isn't lost.
const ALLOWANCE: f64 = 1.02;

/// The space that `text-autospace` adds between a Chinese character and a Latin letter or a digit, in units of the
/// font size.
const GAP: f64 = 0.125;

/// The lines of `title` at `size` pixels in a column of `width` pixels: 1 or 2.
pub(super) fn lines(title: &str, size: f64, width: f64) -> u8 {
    let letters = title.trim().chars();
    let gaps = letters.clone().zip(letters.clone().skip(1)).filter(|(before, after)| are_parted(*before, *after)).count();
    let length = letters.map(advance).sum::<f64>() + gaps as f64 * GAP;
    if length * size > width { MOST_LINES } else { 1 }
}

/// East Asian and other wide characters.
fn is_wide(letter: char) -> bool {
    letter >= '\u{2e80}'
}

/// Whether a space is added between two adjacent characters.
fn are_parted(before: char, after: char) -> bool {
    is_wide(before) != is_wide(after) && before.is_alphanumeric() && after.is_alphanumeric()
}

/// The width of a character in units of the font size. East Asian characters are squares in every font.
fn advance(letter: char) -> f64 {
    if is_wide(letter) { 1.0 } else { ALLOWANCE * in_inter(letter) }
}

/// The width in Inter, semi-bold, with tabular figures: the font for weight 550 where Inter isn't variable.
fn in_inter(letter: char) -> f64 {
    match letter {
        ' ' => 0.25,
        'i' | 'j' | 'l' | 'I' | '\'' | '‘' | '’' => 0.27,
        '.' | ',' | ':' | ';' | '!' | '·' => 0.3,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '|' | '"' | '“' | '”' => 0.4,
        'a' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | '-' => 0.575,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '→' | '…' => 0.9,
        'A'..='Z' | '&' => 0.72,
        '0'..='9' => 0.67,
        _ => 0.615,
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_short_title_takes_one_line_and_a_long_one_two() {
        assert_eq!(lines("Open Fridays again in the north", 13.0, 222.0), 1);
        assert_eq!(lines("Saturday clinics in all four southern districts", 13.0, 222.0), 2);
        assert_eq!(lines("", 13.0, 222.0), 1);
    }

    #[test]
    fn a_chinese_character_is_as_wide_as_it_is_high() {
        assert_eq!(lines("每一个区都有诊所开放", 13.0, 222.0), 1);
        assert_eq!(lines("最老的柴油车悄然退役，没人觉得缺车", 13.0, 222.0), 1);
        assert_eq!(lines("每一个区都有一家每周开放六天的诊所可以去看", 13.0, 222.0), 2);
    }

    #[test]
    fn chinese_and_latin_side_by_side_take_a_gap_and_no_more() {
        assert_eq!(lines("主动续约的合作方由 5 家增加到 12 家", 13.0, 222.0), 1);
        assert_eq!(lines("任何时段每名调度员负责 6 到 9 条线路", 13.0, 222.0), 2);
        assert_eq!(lines("每一个区都有一家诊所开放A到天黑", 13.0, 208.0), 1);
        assert_eq!(lines("每一个区都有一家诊所开放A到天黑", 13.0, 206.0), 2);
    }

    #[test]
    fn latin_text_that_hardly_fits_in_inter_or_just_does_not_takes_what_it_takes() {
        // 212 and 222.7 pixels in Inter's semi-bold.
        assert_eq!(lines("Nobody gets lost at a building site", 13.0, 222.0), 1);
        assert_eq!(lines("At least two spare engines on shore", 13.0, 222.0), 2);
    }

    #[test]
    fn a_title_of_any_length_takes_no_more_than_two_lines() {
        assert_eq!(lines(&"word ".repeat(100_000), 13.0, 222.0), 2);
        assert_eq!(lines(&"w".repeat(100_000), 13.0, 222.0), 2);
    }
}
