use layout::{Camera, MAX_ZOOM, MIN_ZOOM, Point, Rect, Size, edge_scroll};
use proptest::prelude::*;

use crate::forests::config;

const VIEWPORT: Size = Size { width: 1280.0, height: 800.0 };
const MIDDLE: Point = Point { x: 640.0, y: 400.0 };
const FAR_CORNER: Point = Point { x: 1280.0, y: 800.0 };

fn any_camera() -> impl Strategy<Value = Camera> {
    (-1e4..1e4, -1e4..1e4, MIN_ZOOM..MAX_ZOOM).prop_map(|(x, y, zoom)| Camera { x, y, zoom })
}

fn any_pointer() -> impl Strategy<Value = Point> {
    (0.0..1280.0, 0.0..800.0).prop_map(|(x, y)| Point { x, y })
}

fn near(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < 1e-6 && (a.y - b.y).abs() < 1e-6
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn zooming_keeps_what_is_under_the_pointer(camera in any_camera(), pointer in any_pointer(), factor in 0.01..100.0) {
        let zoomed = camera.zoom_about(pointer, factor);
        prop_assert!(near(zoomed.to_world(pointer), camera.to_world(pointer)));
        prop_assert!((MIN_ZOOM..=MAX_ZOOM).contains(&zoomed.zoom));
    }

    #[test]
    fn to_screen_and_to_world_undo_each_other(camera in any_camera(), point in any_pointer()) {
        prop_assert!(near(camera.to_screen(camera.to_world(point)), point));
    }

    #[test]
    fn dragging_carries_the_world_along(camera in any_camera(), from in any_pointer(), dx in -500.0..500.0, dy in -500.0..500.0) {
        let to = Point { x: from.x + dx, y: from.y + dy };
        prop_assert!(near(camera.dragged(dx, dy).to_world(to), camera.to_world(from)));
    }

    #[test]
    fn fit_shows_the_whole_map_in_the_middle(width in 1.0..20_000.0, height in 1.0..12_000.0, x in -900.0..900.0) {
        let bounds = Rect { x, y: 50.0, width, height };
        let camera = Camera::fit(bounds, VIEWPORT, 20.0);
        let centre = camera.to_screen(bounds.centre());
        prop_assert!(near(centre, MIDDLE));
        let corner = camera.to_screen(Point { x: bounds.x, y: bounds.y });
        prop_assert!(corner.x >= 19.999 && corner.y >= 19.999);
        prop_assert!(camera.zoom <= 1.0);
    }

    #[test]
    fn the_view_reaches_from_corner_to_corner(camera in any_camera()) {
        let view = camera.view(VIEWPORT);
        let corner = Point { x: view.right(), y: view.bottom() };
        prop_assert!(near(camera.to_screen(corner), FAR_CORNER));
    }

    #[test]
    fn only_the_border_scrolls_and_always_towards_itself(pointer in any_pointer()) {
        let (dx, dy) = edge_scroll(pointer, VIEWPORT);
        prop_assert_eq!(dx < 0.0, pointer.x < 56.0);
        prop_assert_eq!(dx > 0.0, pointer.x > 1280.0 - 56.0);
        prop_assert_eq!(dy < 0.0, pointer.y < 56.0);
        prop_assert_eq!(dy > 0.0, pointer.y > 800.0 - 56.0);
    }
}

#[test]
fn a_factor_that_is_no_positive_number_changes_nothing() {
    let camera = Camera { x: 3.0, y: 4.0, zoom: 0.5 };
    for factor in [0.0, -2.0, f64::NAN, f64::INFINITY] {
        assert_eq!(camera.zoom_about(Point { x: 9.0, y: 9.0 }, factor), camera);
    }
}

#[test]
fn fit_of_an_empty_map_is_one_to_one() {
    assert_eq!(Camera::fit(Rect::default(), VIEWPORT, 20.0), Camera { x: -640.0, y: -400.0, zoom: 1.0 });
}

#[test]
fn fit_of_an_endless_map_stops_at_the_limit() {
    let bounds = Rect { x: 0.0, y: 0.0, width: 1e6, height: 1e6 };
    assert_eq!(Camera::fit(bounds, VIEWPORT, 20.0).zoom, MIN_ZOOM);
}

#[test]
fn scrolling_is_fastest_at_the_border_and_no_faster_beyond() {
    let at = |x| edge_scroll(Point { x, y: 400.0 }, VIEWPORT).0;
    assert_eq!(at(1280.0), 1200.0);
    assert_eq!(at(9_000.0), at(1280.0));
    assert!(at(1270.0) < at(1280.0) && at(1230.0) < at(1270.0));
}

#[test]
fn the_middle_of_a_small_viewport_is_calm() {
    let viewport = Size { width: 60.0, height: 40.0 };
    assert_eq!(edge_scroll(Point { x: 30.0, y: 20.0 }, viewport), (0.0, 0.0));
    assert_eq!(edge_scroll(Point::default(), Size::default()), (0.0, 0.0));
}
