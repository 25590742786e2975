//! What is held on the map, what it is held over, and the alignment that was just made.

use layout::Point;
use okr::{Alignment, ObjectiveId, Parent};

/// How a card is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hand {
    /// By a pointer, at this position in world pixels from the card's corner.
    Pointer(Point),
    /// By the keyboard.
    Keys,
}

/// A held card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    /// The objective.
    pub(super) child: ObjectiveId,
    /// How it is held.
    pub(super) hand: Hand,
}

/// The target of a held card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// An objective's card, or the row of one of its key results.
    Parent(Parent),
    /// The tray.
    Tray,
}

/// An alignment that was just made, and the one it replaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Made {
    /// The objective.
    pub(super) child: ObjectiveId,
    /// The new parent.
    pub(super) parent: Parent,
    /// The previous alignment.
    pub(super) replaced: Option<Alignment>,
}
