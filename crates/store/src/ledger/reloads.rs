//! Reloads of the board.

use okr::Position;

/// How often the board was reloaded since the start, because the journal was replaced: the database is another one,
/// such as a replica that lagged when the first one failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reloads {
    /// The count.
    pub count: u64,
    /// The board's position before the last reload.
    pub knew: Position,
    /// The journal's last entry at that reload.
    pub found: u64,
}
