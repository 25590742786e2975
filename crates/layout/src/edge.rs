//! The curve of an edge between two cards.

use std::fmt::{self, Write as _};

use crate::geometry::{Point, Rect};

/// The least length of an edge's handle, which keeps it straight near a card, in world pixels.
const HANDLE: f64 = 46.0;

/// The end of an edge at a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    card: Rect,
    y: f64,
}

impl End {
    /// At `offset` pixels below the card's top, but not below its bottom: for example the middle of a key result's
    /// row.
    pub fn at(card: Rect, offset: f64) -> Self {
        Self { card, y: card.y + offset.max(0.0).min(card.height) }
    }
}

/// In the middle of the card's side.
impl From<Rect> for End {
    fn from(card: Rect) -> Self {
        Self { card, y: card.centre().y }
    }
}

/// A cubic Bézier curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The start at the parent.
    pub start: Point,
    /// The control point at the parent.
    pub leaving: Point,
    /// The control point at the child.
    pub arriving: Point,
    /// The end at the child.
    pub end: Point,
}

impl Curve {
    /// The edge between a parent and a child in any columns.
    ///
    /// It starts and ends horizontally, on the sides that face each other: on the map's own edges the parent's right
    /// and the child's left. Cards in the same column, such as a second parent, are joined by an arc at their right.
    pub fn between(parent: impl Into<End>, child: impl Into<End>) -> Self {
        let (parent, child) = (parent.into(), child.into());
        let to_the_right = child.card.x - parent.card.right();
        let to_the_left = parent.card.x - child.card.right();
        if to_the_right >= 0.0 {
            let handle = handle(to_the_right);
            Self::level((parent.card.right(), parent.y, handle), (child.card.x, child.y, -handle))
        } else if to_the_left >= 0.0 {
            let handle = handle(to_the_left);
            Self::level((parent.card.x, parent.y, -handle), (child.card.right(), child.y, handle))
        } else {
            let (from, to) = (parent.card.right(), child.card.right());
            let bend = from.max(to) + HANDLE;
            Self::level((from, parent.y, bend - from), (to, child.y, bend - to))
        }
    }

    /// From and to `(x, y)`, each with the length of its handle, negative to the left.
    fn level(from: (f64, f64, f64), to: (f64, f64, f64)) -> Self {
        let point = |x, y| Point { x, y };
        Self {
            start: point(from.0, from.1),
            leaving: point(from.0 + from.2, from.1),
            arriving: point(to.0 + to.2, to.1),
            end: point(to.0, to.1),
        }
    }

    /// The bounding box of its four points, which contains the curve.
    pub fn bounds(&self) -> Rect {
        let Self { start, leaving, arriving, end } = *self;
        let least = |along: fn(Point) -> f64| along(start).min(along(leaving)).min(along(arriving)).min(along(end));
        let most = |along: fn(Point) -> f64| along(start).max(along(leaving)).max(along(arriving)).max(along(end));
        Rect::spanning(Point { x: least(|p| p.x), y: least(|p| p.y) }, Point { x: most(|p| p.x), y: most(|p| p.y) })
    }

    /// The point at half of the curve's parameter: the position for a label.
    pub fn middle(&self) -> Point {
        let mean = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * (b + c) + d) / 8.0;
        Point {
            x: mean(self.start.x, self.leaving.x, self.arriving.x, self.end.x),
            y: mean(self.start.y, self.leaving.y, self.arriving.y, self.end.y),
        }
    }

    /// The `d` attribute of an SVG path, rounded to a tenth of a pixel: `M282 140C328 140 326 138.5 372 138.5`.
    pub fn to_svg(&self) -> String {
        let mut d = String::with_capacity(48);
        // Writing to a `String` can't fail.
        let _ = self.write_svg(&mut d);
        d
    }

    fn write_svg(&self, d: &mut String) -> fmt::Result {
        let Self { start, leaving, arriving, end } = *self;
        for (mark, point) in [('M', start), ('C', leaving), (' ', arriving), (' ', end)] {
            write!(d, "{mark}{} {}", tenth(point.x), tenth(point.y))?;
        }
        Ok(())
    }
}

/// Half the distance, but at least [`HANDLE`], and never past the other card, so that the curve stays between them.
fn handle(distance: f64) -> f64 {
    (distance / 2.0).max(HANDLE).min(distance)
}

/// Rounds to a tenth; the addition turns -0 into 0.
fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0 + 0.0
}
