//! How large cards are: what `style/pages/map.css` draws them with, so that no card has to be measured.

use layout::Size;
use okr::{Board, Objective};

use super::title;

/// What is above and below the title: padding, borders, the line with the team, the line with the bar, and the title's own padding.
const AROUND_TITLE: f64 = 70.0;
/// A row with a key result.
const ROW: f64 = 30.0;
/// The rule between the card and its rows.
const RULE: f64 = 1.0;
/// Padding and borders at both sides.
const SIDES: f64 = 26.0;

/// A kind of card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The company's own objective, larger than the others.
    Company,
    /// A team's.
    Team,
}

impl Kind {
    /// Of an objective.
    pub(super) fn of(board: &Board, objective: &Objective) -> Self {
        if board.is_company(objective) { Self::Company } else { Self::Team }
    }

    /// World pixels.
    pub(super) const fn width(self) -> f64 {
        match self {
            Self::Company => 262.0,
            Self::Team => 248.0,
        }
    }

    /// Size of the title's letters and height of its lines, in world pixels.
    const fn letters(self) -> (f64, f64) {
        match self {
            Self::Company => (15.0, 20.0),
            Self::Team => (13.0, 18.0),
        }
    }

    /// How many lines a title takes, and how large a card with it is while its key results are folded in.
    pub(super) fn card(self, text: &str) -> (u8, Size) {
        let (size, line) = self.letters();
        let lines = title::lines(text, size, self.width() - SIDES);
        (lines, Size { width: self.width(), height: AROUND_TITLE + f64::from(lines) * line })
    }
}

/// What `rows` key results add to a card's height.
pub(super) fn rows(rows: usize) -> f64 {
    if rows == 0 { 0.0 } else { RULE + rows as f64 * ROW }
}

/// Where the middle of a row is, below the top of a card that is `head` high without rows.
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
