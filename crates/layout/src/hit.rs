//! Hit testing.

use crate::geometry::Point;
use crate::plan::Plan;

/// A card under a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its index.
    pub card: usize,
    /// The point in world pixels from the card's top left corner, which determines the row.
    pub within: Point,
}

impl Plan {
    /// The card under a world point, if there is one.
    pub fn hit(&self, point: Point) -> Option<Hit> {
        let column = self.columns().partition_point(|column| column.x + column.width <= point.x);
        let cards = self.cards_in(self.columns().get(column)?);
        let card = *cards.get(cards.partition_point(|&card| self.rect(card).bottom() <= point.y))?;
        let corner = self.at(card);
        self.rect(card).contains(point).then_some(Hit { card, within: Point { x: point.x - corner.x, y: point.y - corner.y } })
    }
}
