//! Visibility queries, so that only visible cards have to be in the document.

use crate::geometry::{Point, Rect};
use crate::plan::{Column, Plan};

impl Plan {
    /// The cards that intersect a world rectangle, column by column, from the top.
    ///
    /// Takes time linear in the visible columns and the cards found, and a binary search per column.
    pub fn visible(&self, view: Rect) -> impl Iterator<Item = usize> {
        let from = self.columns().partition_point(|column| column.x + column.width <= view.x);
        self.columns()[from..]
            .iter()
            .take_while(move |column| column.x < view.right())
            .flat_map(move |column| self.visible_in(column, view))
    }

    fn visible_in(&self, column: &Column, view: Rect) -> impl Iterator<Item = usize> {
        let cards = self.cards_in(column);
        let from = cards.partition_point(|&card| self.rect(card).bottom() <= view.y);
        cards[from..]
            .iter()
            .copied()
            .take_while(move |&card| self.rect(card).y < view.bottom())
            .filter(move |&card| self.rect(card).intersects(&view))
    }

    /// The cards whose edge to the parent may cross a world rectangle, even if both cards are outside.
    ///
    /// An edge counts as covering the whole [`Plan::edge_box`]. Takes as long as [`Plan::visible`].
    pub fn crossing(&self, view: Rect) -> impl Iterator<Item = usize> {
        let columns = self.columns();
        let from = columns.partition_point(|column| column.x <= view.x).max(1).min(columns.len());
        (from..columns.len())
            .take_while(move |&column| columns[column - 1].x < view.right())
            .flat_map(move |column| self.crossing_into(&columns[column], view))
    }

    /// Edges between two columns keep their order, so the tops and bottoms of their boxes are sorted, like those of
    /// cards.
    fn crossing_into(&self, column: &Column, view: Rect) -> impl Iterator<Item = usize> {
        let cards = self.cards_in(column);
        let from = cards.partition_point(|&card| self.edge_box(card).is_some_and(|edge| edge.bottom() <= view.y));
        cards[from..]
            .iter()
            .copied()
            .filter_map(|card| Some((card, self.edge_box(card)?)))
            .take_while(move |(_, edge)| edge.y < view.bottom())
            .filter(move |(_, edge)| edge.intersects(&view))
            .map(|(card, _)| card)
    }

    /// The bounding box of the edge from a card to its parent, for any heights of its ends: from the parent's right
    /// to the card's left side, and from the upper one's top to the lower one's bottom. `None` for a root.
    pub fn edge_box(&self, card: usize) -> Option<Rect> {
        let (child, parent) = (self.rect(card), self.rect(self.parent(card)?));
        let top = Point { x: parent.right(), y: parent.y.min(child.y) };
        Some(Rect::spanning(top, Point { x: child.x, y: parent.bottom().max(child.bottom()) }))
    }
}
