//! The camera over the map.

use crate::geometry::{Point, Rect, Size};

/// The furthest away: a card is a dozen pixels wide.
pub const MIN_ZOOM: f64 = 0.05;
/// The closest.
pub const MAX_ZOOM: f64 = 2.0;

/// How near to the border of the viewport a dragged card makes it scroll, in screen pixels.
const SCROLL_ZONE: f64 = 56.0;
/// How fast it scrolls at the border itself, in screen pixels a second.
const SCROLL_SPEED: f64 = 1200.0;

/// What part of the world the viewport shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The world's x at the viewport's left side.
    pub x: f64,
    /// The world's y at the viewport's top.
    pub y: f64,
    /// Screen pixels a world pixel, from [`MIN_ZOOM`] to [`MAX_ZOOM`].
    pub zoom: f64,
}

/// At the origin, one to one.
impl Default for Camera {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl Camera {
    /// Shows all of `bounds` in the middle of the viewport, with `margin` screen pixels left free on every side.
    ///
    /// Never closer than one to one; what is too large for [`MIN_ZOOM`] is shown around its centre.
    pub fn fit(bounds: Rect, viewport: Size, margin: f64) -> Self {
        let room = |side: f64| (side - 2.0 * margin).max(1.0);
        let zoom = (room(viewport.width) / bounds.width.max(1.0)).min(room(viewport.height) / bounds.height.max(1.0));
        Self { x: 0.0, y: 0.0, zoom: zoom.clamp(MIN_ZOOM, 1.0) }.centred_on(bounds.centre(), viewport)
    }

    /// The same zoom, with a world point in the middle of the viewport.
    #[must_use]
    pub fn centred_on(self, world: Point, viewport: Size) -> Self {
        let Self { zoom, .. } = self;
        Self { x: world.x - viewport.width / zoom / 2.0, y: world.y - viewport.height / zoom / 2.0, zoom }
    }

    /// Zooms by `factor` (above 1: closer) about a point of the screen, under which the world stands still.
    ///
    /// The zoom stops at its limits; a factor that is no positive number changes nothing.
    #[must_use]
    pub fn zoom_about(self, screen: Point, factor: f64) -> Self {
        if !(factor.is_finite() && factor > 0.0) {
            return self;
        }
        let fixed = self.to_world(screen);
        let zoom = (self.zoom * factor).clamp(MIN_ZOOM, MAX_ZOOM);
        Self { x: fixed.x - screen.x / zoom, y: fixed.y - screen.y / zoom, zoom }
    }

    /// Drags the ground by so many screen pixels: the world follows the hand.
    #[must_use]
    pub fn dragged(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x - dx / self.zoom, y: self.y - dy / self.zoom, zoom: self.zoom }
    }

    /// Where a world point is on the screen.
    pub fn to_screen(self, world: Point) -> Point {
        Point { x: (world.x - self.x) * self.zoom, y: (world.y - self.y) * self.zoom }
    }

    /// What world point is at a point of the screen.
    pub fn to_world(self, screen: Point) -> Point {
        Point { x: self.x + screen.x / self.zoom, y: self.y + screen.y / self.zoom }
    }

    /// The part of the world that a viewport of this size shows.
    pub fn view(self, viewport: Size) -> Rect {
        Rect { x: self.x, y: self.y, width: viewport.width / self.zoom, height: viewport.height / self.zoom }
    }
}

/// How fast the view scrolls while something is dragged near its border: `(dx, dy)` in screen pixels a second, positive to the right
/// and downwards. To follow it for `s` seconds, drag the ground the other way: `camera.dragged(-dx * s, -dy * s)`.
///
/// It begins gently, 56 pixels from the border, and is fastest at the border and beyond.
pub fn edge_scroll(pointer: Point, viewport: Size) -> (f64, f64) {
    (scroll_along(pointer.x, viewport.width), scroll_along(pointer.y, viewport.height))
}

/// Quadratic in the distance to the border; a small viewport has smaller zones, so that its middle stays calm.
fn scroll_along(at: f64, length: f64) -> f64 {
    let zone = SCROLL_ZONE.min(length / 4.0);
    if zone <= 0.0 {
        return 0.0;
    }
    let depth_into = |distance: f64| (1.0 - distance / zone).clamp(0.0, 1.0);
    let speed = |depth: f64| SCROLL_SPEED * depth * depth;
    speed(depth_into(length - at)) - speed(depth_into(at))
}
