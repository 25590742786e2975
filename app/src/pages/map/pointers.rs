//! The pointers that are pressed on the map.

use layout::Point;
use okr::ObjectiveId;

/// What a pointer was pressed on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum On {
    /// The space between the cards.
    Ground,
    /// The tray, which the browser scrolls.
    Tray,
    /// A card or an item of the tray.
    Card {
        /// Its objective.
        id: ObjectiveId,
        /// The position in world pixels from its corner.
        grip: Point,
    },
}

/// The pressed pointers with their last positions, and what the first was pressed on.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointers {
    /// The pressed pointers.
    pub(super) down: Vec<(i32, Point)>,
    /// What the first was pressed on, and where.
    pub(super) pressed: Option<(On, Point)>,
    /// Whether the press has become a drag; the click that ends it is ignored.
    pub(super) dragging: bool,
}

impl Pointers {
    /// The last position of a pointer that moves to `now`; `None` if it isn't pressed here.
    pub(super) fn before(&mut self, id: i32, now: Point) -> Option<Point> {
        let (_, at) = self.down.iter_mut().find(|(down, _)| *down == id)?;
        Some(std::mem::replace(at, now))
    }

    /// Removes a pointer. Returns whether it was pressed.
    pub(super) fn lift(&mut self, id: i32) -> bool {
        let before = self.down.len();
        self.down.retain(|(down, _)| *down != id);
        if self.down.is_empty() {
            self.pressed = None;
        }
        self.down.len() < before
    }
}

/// The distance of two points.
pub(super) fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
