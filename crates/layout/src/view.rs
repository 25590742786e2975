//! The camera over the map.

use crate::geometry::{Point, Rect, Size};

/// The smallest zoom: a card is a dozen pixels wide.
pub const MIN_ZOOM: f64 = 0.05;
/// The largest zoom.
pub const MAX_ZOOM: f64 = 2.0;

/// The distance from the viewport's border within which a dragged card makes it scroll, in screen pixels.
const SCROLL_ZONE: f64 = 56.0;
/// The scroll speed at the border, in screen pixels per second.
const SCROLL_SPEED: f64 = 1200.0;

/// The part of the world that the viewport shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The world's x at the viewport's left side.
    pub x: f64,
    /// The world's y at the viewport's top.
    pub y: f64,
    /// Screen pixels per world pixel, from [`MIN_ZOOM`] to [`MAX_ZOOM`].
    pub zoom: f64,
}

/// At the origin, with zoom 1.
impl Default for Camera {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl Camera {
    /// Fits `bounds` into the viewport with a margin of `margin` screen pixels.
    ///
    /// The zoom is at most 1; what is too large for [`MIN_ZOOM`] is centred.
    pub fn fit(bounds: Rect, viewport: Size, margin: f64) -> Self {
        let room = |side: f64| (side - 2.0 * margin).max(1.0);
        let zoom = (room(viewport.width) / bounds.width.max(1.0)).min(room(viewport.height) / bounds.height.max(1.0));
        Self { x: 0.0, y: 0.0, zoom: zoom.clamp(MIN_ZOOM, 1.0) }.centred_on(bounds.centre(), viewport)
    }

    /// The same zoom, centred on a world point.
    #[must_use]
    pub fn centred_on(self, world: Point, viewport: Size) -> Self {
        let Self { zoom, .. } = self;
        Self { x: world.x - viewport.width / zoom / 2.0, y: world.y - viewport.height / zoom / 2.0, zoom }
    }

    /// Zooms by `factor` (above 1: closer) about a screen point, whose world point stays fixed.
    ///
    /// The zoom is limited; a factor that isn't a positive number changes nothing.
    #[must_use]
    pub fn zoom_about(self, screen: Point, factor: f64) -> Self {
        if !(factor.is_finite() && factor > 0.0) {
            return self;
        }
        let fixed = self.to_world(screen);
        let zoom = (self.zoom * factor).clamp(MIN_ZOOM, MAX_ZOOM);
        Self { x: fixed.x - screen.x / zoom, y: fixed.y - screen.y / zoom, zoom }
    }

    /// Moves the view by screen pixels, in the direction of the drag.
    #[must_use]
    pub fn dragged(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x - dx / self.zoom, y: self.y - dy / self.zoom, zoom: self.zoom }
    }

    /// The screen position of a world point.
    pub fn to_screen(self, world: Point) -> Point {
        Point { x: (world.x - self.x) * self.zoom, y: (world.y - self.y) * self.zoom }
    }

    /// The world position of a screen point.
    pub fn to_world(self, screen: Point) -> Point {
        Point { x: self.x + screen.x / self.zoom, y: self.y + screen.y / self.zoom }
    }

    /// The part of the world that a viewport of this size shows.
    pub fn view(self, viewport: Size) -> Rect {
        Rect { x: self.x, y: self.y, width: viewport.width / self.zoom, height: viewport.height / self.zoom }
    }
}

/// The scroll speed while something is dragged near the viewport's border: `(dx, dy)` in screen pixels per second,
/// positive to the right and downwards. To apply it for `s` seconds, drag in the opposite direction:
/// `camera.dragged(-dx * s, -dy * s)`.
///
/// It starts slowly 56 pixels from the border, and is fastest at the border and beyond.
pub fn edge_scroll(pointer: Point, viewport: Size) -> (f64, f64) {
    (scroll_along(pointer.x, viewport.width), scroll_along(pointer.y, viewport.height))
}

/// Quadratic in the distance to the border; a small viewport has smaller zones, so that its middle doesn't scroll.
fn scroll_along(at: f64, length: f64) -> f64 {
    let zone = SCROLL_ZONE.min(length / 4.0);
    if zone <= 0.0 {
        return 0.0;
    }
    let depth_into = |distance: f64| (1.0 - distance / zone).clamp(0.0, 1.0);
    let speed = |depth: f64| SCROLL_SPEED * depth * depth;
    speed(depth_into(length - at)) - speed(depth_into(at))
}
