//! Where the camera moves, so that what matters is in view.

use layout::{Camera, Point, Rect, Size};
use okr::ObjectiveId;

use super::graph::Graph;

/// The smallest distance of the current card from the border, in screen pixels.
pub(super) const INSET: f64 = 24.0;
/// The camera of the first view.
const FIRST_CAMERA: Camera = Camera { x: -INSET, y: -INSET, zoom: 1.0 };
/// The smallest zoom at which a map opens to show all of the company's objectives. If they don't fit, it shows the
/// first.
const FARTHEST: f64 = 0.45;
/// The space for the panel about a new alignment below its card, in screen pixels.
const PANEL: f64 = 190.0;

/// The camera with the same zoom, moved as little as needed to bring `rect` into view; its top left corner has
/// priority.
pub(super) fn revealing(camera: Camera, viewport: Size, rect: Rect) -> Camera {
    let inset = INSET / camera.zoom;
    let view = camera.view(viewport);
    let along = |at: f64, length: f64, from: f64, to: f64| {
        if at < from + inset {
            at - inset
        } else if at + length > to - inset {
            from + (at + length + inset - to).min(at - inset - from)
        } else {
            from
        }
    };
    Camera {
        x: along(rect.x, rect.width, view.x, view.right()),
        y: along(rect.y, rect.height, view.y, view.bottom()),
        zoom: camera.zoom,
    }
}

/// The camera moved and zoomed out as little as needed to show two cards, and below the first the panel about its
/// alignment.
pub(super) fn showing(camera: Camera, viewport: Size, child: Rect, above: Rect) -> Camera {
    let cards = Rect::spanning(
        Point { x: child.x.min(above.x), y: child.y.min(above.y) },
        Point { x: child.right().max(above.right()), y: child.bottom().max(above.bottom()) },
    );
    // The panel has the same size at every zoom, so it is subtracted from the viewport.
    let room = Size { height: viewport.height - PANEL, ..viewport };
    let zoom = camera.zoom.min(Camera::fit(cards, room, INSET).zoom);
    let middle = Point { x: viewport.width / 2.0, y: viewport.height / 2.0 };
    let below = (child.bottom() + PANEL / zoom - cards.y).max(cards.height);
    revealing(camera.zoom_about(middle, zoom / camera.zoom), viewport, Rect { height: below, ..cards })
}

/// The initial camera: shows the card in the address, or else all of the company's objectives at the closest zoom
/// that fits, with as much of their aligned objectives as fits.
pub(super) fn first_view(graph: &Graph, viewport: Size, at: Option<ObjectiveId>) -> Camera {
    if let Some(rect) = at.and_then(|id| graph.rect(id)) {
        return revealing(FIRST_CAMERA, viewport, rect);
    }
    let Some(company) = graph.company() else { return FIRST_CAMERA };
    let Camera { zoom, .. } = Camera::fit(company, viewport, INSET);
    if zoom < FARTHEST {
        let middle = company.y + INSET - viewport.height / 2.0;
        return Camera { y: middle.max(FIRST_CAMERA.y), ..FIRST_CAMERA };
    }
    let inset = INSET / zoom;
    let lowest = company.bottom() + inset - viewport.height / zoom;
    Camera { x: company.x - inset, y: lowest.max(-inset).min(company.y - inset), zoom }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_in_view_leaves_the_camera_where_it_is_and_one_outside_just_comes_in() {
        let viewport = Size { width: 1000.0, height: 700.0 };
        let rect = |x, y| Rect { x, y, width: 248.0, height: 88.0 };
        let moved = |rect| revealing(Camera::default(), viewport, rect);
        assert_eq!(moved(rect(200.0, 200.0)), Camera::default());
        assert_eq!(moved(rect(900.0, 200.0)), Camera { x: 172.0, ..Camera::default() });
        assert_eq!(moved(rect(200.0, -400.0)), Camera { y: -424.0, ..Camera::default() });
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "whole pixels are exact")]
    fn of_what_is_larger_than_the_view_the_top_is_shown() {
        let viewport = Size { width: 1000.0, height: 200.0 };
        let tall = Rect { x: 100.0, y: 500.0, width: 248.0, height: 400.0 };
        assert_eq!(revealing(Camera::default(), viewport, tall).to_screen(Point { x: 100.0, y: 500.0 }).y, INSET);
    }

    #[test]
    fn what_was_aligned_is_shown_with_its_parent_and_the_panel_below_it_however_far_apart_they_stand() {
        let viewport = Size { width: 900.0, height: 600.0 };
        let parent = Rect { x: 0.0, y: 900.0, width: 262.0, height: 110.0 };
        for y in [-2000.0, 0.0, 880.0, 960.0, 3000.0] {
            let child = Rect { x: 352.0, y, width: 248.0, height: 88.0 };
            let camera = showing(Camera::default(), viewport, child, parent);
            let at = |rect: Rect| {
                let (from, to) = (Point { x: rect.x, y: rect.y }, Point { x: rect.right(), y: rect.bottom() });
                (camera.to_screen(from), camera.to_screen(to))
            };
            for (rect, below) in [(child, PANEL), (parent, 0.0)] {
                let (from, to) = at(rect);
                assert!(from.x >= 0.0 && from.y >= 0.0 && to.x <= viewport.width && to.y + below <= viewport.height, "{y}");
            }
        }
    }
}
