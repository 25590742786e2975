//! The positions of all cards.

use std::ops::Range;

use crate::forest::{Forest, Node};
use crate::geometry::{Point, Rect};
use crate::tidy::{self, Gaps};

/// The gaps between cards in world pixels, rounded up to whole ones. Negative values and NaN count as 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Between a column's widest card and the next column: the space for edges.
    pub column: f64,
    /// Between two consecutive cards with the same parent.
    pub sibling: f64,
    /// Between two consecutive cards with different parents, and between two roots.
    pub cousin: f64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { column: 90.0, sibling: 16.0, cousin: 32.0 }
    }
}

/// One level of the forest: the roots are column 0, their children column 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The left side of all its cards, in world pixels.
    pub x: f64,
    /// The width of its widest card.
    pub width: f64,
    pub(crate) ranks: Range<usize>,
}

/// The positions of all cards; made by [`tidy()`]. Cards are identified by their input index.
///
/// An index that isn't in the input panics, as with a slice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    cards: Vec<Rect>,
    parents: Vec<Option<usize>>,
    /// Column by column, from the top: within a column, cards are sorted by their tops and, as they don't overlap, by
    /// their bottoms.
    order: Vec<usize>,
    columns: Vec<Column>,
    bounds: Rect,
}

/// The maximum length of a card or a gap; a million of them still have an exact sum.
const MAX_LENGTH: f64 = 1e6;

/// Lays a forest out from left to right: one column per level, subtrees packed tightly, parents centred beside their
/// children.
///
/// Time and memory are linear in the number of cards, and the same input always gives the same plan.
pub fn tidy(nodes: &[Node], spacing: &Spacing) -> Plan {
    let forest = Forest::new(nodes);
    let gaps = Gaps { sibling: whole(spacing.sibling), cousin: whole(spacing.cousin) };
    let heights: Vec<_> = forest.order.iter().map(|&index| whole(nodes[index].size.height)).collect();
    let tops = tidy::tops(&forest, &heights, &gaps);

    let mut cards = vec![Rect::default(); nodes.len()];
    let mut columns = Vec::with_capacity(forest.levels.len());
    let mut bounds = Rect::default();
    let mut x = 0.0;
    for ranks in forest.levels {
        let mut width: f64 = 0.0;
        for rank in ranks.clone() {
            let index = forest.order[rank];
            let card = Rect { x, y: tops[rank], width: whole(nodes[index].size.width), height: heights[rank] };
            width = width.max(card.width);
            bounds.height = bounds.height.max(card.bottom());
            cards[index] = card;
        }
        bounds.width = x + width;
        columns.push(Column { x, width, ranks });
        x = bounds.width + whole(spacing.column);
    }
    Plan { cards, parents: forest.parents, order: forest.order, columns, bounds }
}

/// Whole pixels, from 0 to [`MAX_LENGTH`]; NaN becomes 0.
fn whole(length: f64) -> f64 {
    if length > 0.0 { length.min(MAX_LENGTH).ceil() } else { 0.0 }
}

impl Plan {
    /// The number of cards.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there are no cards.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// A card's top left corner.
    pub fn at(&self, card: usize) -> Point {
        let Rect { x, y, .. } = self.cards[card];
        Point { x, y }
    }

    /// A card's rectangle.
    pub fn rect(&self, card: usize) -> Rect {
        self.cards[card]
    }

    /// The effective parent of a card: the input's, unless that is in a cycle or out of range (see [`Node::parent`]).
    pub fn parent(&self, card: usize) -> Option<usize> {
        self.parents[card]
    }

    /// The smallest rectangle around all cards; its top left corner is the origin.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// The columns, from the left.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The cards of a column, from the top.
    pub fn cards_in(&self, column: &Column) -> &[usize] {
        &self.order[column.ranks.clone()]
    }
}
