//! A board's position in the journal.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::{Board, CommandId, Entry};

/// A position in the journal: a sequence number, and a mark that distinguishes the entry from any other at the same
/// number. After a failover to a replica that lagged, or in a restored backup, the journal may hold another entry at
/// the same position.
///
/// Written as `SEQ-MARK`, the mark in 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The entry's sequence number; 0 before the first.
    pub seq: u64,
    /// The entry's mark; 0 before the first.
    pub mark: u64,
}

impl Position {
    /// The position of a command's entry. The mark depends on the command and the instant: a command that is lost and
    /// sent again is decided at another instant.
    pub const fn of(seq: u64, command: CommandId, at: DateTime<Utc>) -> Self {
        /// 2⁶⁴ divided by the golden ratio: spreads similar ids over all bits.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let (high, low) = command.0.as_u64_pair();
        Self { seq, mark: (high.rotate_left(32) ^ low).wrapping_mul(SPREAD) ^ at.timestamp_micros().cast_unsigned() }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:016x}", self.seq, self.mark)
    }
}

/// The text isn't a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a position is written SEQ-MARK")]
pub struct NoPosition;

impl FromStr for Position {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (seq, mark) = text.split_once('-').ok_or(NoPosition)?;
        let mark = u64::from_str_radix(mark, 16).map_err(|_| NoPosition)?;
        Ok(Self { seq: seq.parse().map_err(|_| NoPosition)?, mark })
    }
}

impl Entry {
    /// Its position.
    pub const fn position(&self) -> Position {
        Position::of(self.seq, self.command, self.at)
    }
}

impl Board {
    /// The position of the last entry on the board.
    pub const fn position(&self) -> Position {
        Position { seq: self.seq, mark: self.mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_position_is_read_as_it_is_written() {
        let position = Position::of(102, CommandId(Uuid::from_u128(7)), DateTime::UNIX_EPOCH);
        assert_eq!(position.to_string().parse(), Ok(position));
        assert_eq!(Position::default().to_string(), "0-0000000000000000");
        for text in ["", "102", "-1", "102-", "102-xyz", "-ff", "1-2-3"] {
            assert_eq!(text.parse::<Position>(), Err(NoPosition), "{text}");
        }
    }

    #[test]
    fn the_same_command_at_the_same_place_at_another_instant_is_another_entry() {
        let (one, two) = (CommandId(Uuid::from_u128(7)), CommandId(Uuid::from_u128(8)));
        let later = DateTime::from_timestamp_micros(1).unwrap();
        let all = [(one, DateTime::UNIX_EPOCH), (one, later), (two, DateTime::UNIX_EPOCH), (two, later)];
        let marks: std::collections::BTreeSet<u64> = all.map(|(command, at)| Position::of(1, command, at).mark).into();
        assert_eq!(marks.len(), 4);
    }
}
