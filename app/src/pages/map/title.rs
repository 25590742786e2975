//! How many lines a title takes on a card, without asking a browser: the server lays the map out, too.

/// What a card's title never exceeds; the style sheet cuts off what is beyond.
const MOST_LINES: u8 = 2;

/// Fonts differ. One that sets wider than Inter must not lose its second line.
const ALLOWANCE: f64 = 1.06;

/// The lines that `title` takes at `size` pixels in a column of `width` pixels: 1 or 2.
pub(super) fn lines(title: &str, size: f64, width: f64) -> u8 {
    let room = width / size / ALLOWANCE;
    let (mut lines, mut used) = (1, 0.0);
    for word in words(title) {
        let length: f64 = word.trim_end().chars().map(advance).sum();
        if used > 0.0 && used + length > room {
            lines += 1;
            used = 0.0;
            if lines >= MOST_LINES {
                return MOST_LINES;
            }
        }
        used += word.chars().map(advance).sum::<f64>();
        if used - advance(' ') > room {
            return MOST_LINES;
        }
    }
    lines
}

/// What a line can't be broken within, with the space after it. Chinese may be broken after any character.
fn words(title: &str) -> impl Iterator<Item = &str> {
    title.split_inclusive(|letter: char| letter.is_whitespace() || is_wide(letter))
}

/// East Asian characters and what is as wide as they are.
fn is_wide(letter: char) -> bool {
    letter >= '\u{2e80}'
}

/// How far a character moves the pen, in units of the font's size, in Inter at a medium weight.
fn advance(letter: char) -> f64 {
    match letter {
        ' ' => 0.28,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | 'I' => 0.27,
        'f' | 'r' | 't' | '(' | ')' | '-' => 0.37,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.88,
        'A'..='Z' | '&' => 0.68,
        '0'..='9' => 0.63,
        letter if is_wide(letter) => 1.0,
        _ => 0.58,
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
        assert_eq!(lines("每一个区都有一家每周开放六天的诊所可以去看", 13.0, 222.0), 2);
    }

    #[test]
    fn a_title_of_any_length_takes_no_more_than_two_lines() {
        assert_eq!(lines(&"word ".repeat(100_000), 13.0, 222.0), 2);
        assert_eq!(lines(&"w".repeat(100_000), 13.0, 222.0), 2);
    }
}
