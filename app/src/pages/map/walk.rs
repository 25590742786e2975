//! Navigation by arrow keys.

use okr::ObjectiveId;

use super::graph::Graph;

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To the previous card in the column.
    Up,
    /// To the next card in the column.
    Down,
    /// To the parent.
    Left,
    /// To the first child.
    Right,
}

impl Way {
    /// The direction of an arrow key.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            _ => None,
        }
    }
}

/// The next card; `None` at the edge of the map.
pub(super) fn step(graph: &Graph, from: ObjectiveId, way: Way) -> Option<ObjectiveId> {
    let neighbour = |by: isize| {
        let column = graph.column_of(from);
        let place = column.iter().position(|id| *id == from)?;
        column.get(place.checked_add_signed(by)?).copied()
    };
    match way {
        Way::Up => neighbour(-1),
        Way::Down => neighbour(1),
        Way::Left => graph.above(from),
        Way::Right => graph.first_below(from),
    }
}
