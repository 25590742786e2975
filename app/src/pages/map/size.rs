//! The sizes of cards, as `style/pages/map.css` defines them, so that no card has to be measured.

use layout::Size;
use okr::{Board, Objective};

use super::title;

/// The height above and below the title: padding, borders, the lines with the team and the bar, and the title's own
/// padding.
const AROUND_TITLE: f64 = 70.0;
/// The height of a key result's row.
const ROW: f64 = 30.0;
/// The line between the card and its rows.
const RULE: f64 = 1.0;
/// Horizontal padding and borders.
const SIDES: f64 = 26.0;

/// A kind of card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A company objective, larger than the others.
    Company,
    /// A team's objective.
    Team,
}

impl Kind {
    /// The kind of an objective.
    pub(super) fn of(board: &Board, objective: &Objective) -> Self {
        if board.is_company(objective) { Self::Company } else { Self::Team }
    }

    /// The width in world pixels.
    pub(super) const fn width(self) -> f64 {
        match self {
            Self::Company => 262.0,
            Self::Team => 248.0,
        }
    }

    /// Font size and line height of the title, in world pixels.
    const fn letters(self) -> (f64, f64) {
        match self {
            Self::Company => (15.0, 20.0),
            Self::Team => (13.0, 18.0),
        }
    }

    /// The number of title lines, and the size of the card without key results.
    pub(super) fn card(self, text: &str) -> (u8, Size) {
        let (size, line) = self.letters();
        let lines = title::lines(text, size, self.width() - SIDES);
        (lines, Size { width: self.width(), height: AROUND_TITLE + f64::from(lines) * line })
    }
}

/// The height of `rows` key results.
pub(super) fn rows(rows: usize) -> f64 {
    if rows == 0 { 0.0 } else { RULE + rows as f64 * ROW }
}

/// The middle of a row, below the top of a card that is `head` high without rows.
pub(super) fn middle_of(row: usize, head: f64) -> f64 {
    head + RULE + (row as f64 + 0.5) * ROW
}

/// The row at a height below the card's top, if it is one of `rows`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "floored, and checked against both ends")]
pub(super) fn row_at(y: f64, head: f64, rows: usize) -> Option<usize> {
    let row = ((y - head - RULE) / ROW).floor();
    (row >= 0.0 && row < rows as f64).then_some(row as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_row_lies_in_that_row() {
        for row in 0..5 {
            assert_eq!(row_at(middle_of(row, 88.0), 88.0, 5), Some(row));
        }
        assert_eq!(row_at(87.0, 88.0, 5), None);
        assert_eq!(row_at(88.0 + rows(5), 88.0, 5), None);
    }
}
