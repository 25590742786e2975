//! Which part of the map is in view.

use layout::{Camera, Point, Rect, Size};
use leptos::prelude::*;
use okr::ObjectiveId;

use super::camera::{INSET, first_view, revealing, showing};
use super::ground::{Ground, focus};

/// The margin around the view that is kept in the document, in screen pixels.
const MARGIN: f64 = 240.0;

/// The printable area of a sheet of paper in CSS pixels: the width of A4 or Letter, less the margins.
const SHEET: Size = Size { width: 940.0, height: 660.0 };
/// The smallest print scale; larger maps take several sheets.
const SMALLEST_PRINT: f64 = 0.3;

impl Ground {
    /// Sets the viewport. If the view hasn't been moved yet, it is computed again.
    pub(super) fn measured(self, size: Size) {
        let (graph, at) = (self.graph.read_untracked(), self.at.get_untracked());
        let untouched = self.camera.get_untracked() == first_view(&graph, self.viewport.get_untracked(), at);
        self.viewport.set(size);
        if untouched {
            self.camera.set(first_view(&graph, size, at));
        }
    }

    /// The part of the world that is kept in the document.
    pub(super) fn view(self) -> Rect {
        if self.printing.get() {
            return self.graph.read().bounds().grown(MARGIN);
        }
        let camera = self.camera.get();
        camera.view(self.viewport.get()).grown(MARGIN / camera.zoom)
    }

    /// Moves the camera as little as needed to bring a card into view.
    pub(super) fn reveal(self, id: ObjectiveId) {
        if let Some(rect) = self.graph.read_untracked().rect(id) {
            self.camera.update(|camera| *camera = revealing(*camera, self.viewport.get_untracked(), rect));
        }
    }

    /// Moves the camera, and zooms out if needed, so that a newly aligned card, its parent and the panel between them
    /// are in view.
    pub(super) fn show_together(self, child: ObjectiveId, above: ObjectiveId) {
        let graph = self.graph.read_untracked();
        let (Some(child), Some(above)) = (graph.rect(child), graph.rect(above)) else { return };
        let viewport = self.viewport.get_untracked();
        self.camera.update(|camera| *camera = showing(*camera, viewport, child, above));
    }

    /// Makes a card the current one: brings it into view and, once it is in the document, focuses it.
    pub(super) fn go_to(self, id: ObjectiveId) {
        self.at.set(Some(id));
        self.reveal(id);
        focus(id);
    }

    /// Shows the whole map.
    pub(super) fn fit(self) {
        let bounds = self.graph.read_untracked().bounds();
        self.camera.set(Camera::fit(bounds, self.viewport.get_untracked(), INSET));
    }

    /// The print scale: fits the map on a sheet, and isn't larger than on the screen.
    pub(super) fn print_scale(self) -> f64 {
        let Rect { width, height, .. } = self.graph.read().bounds();
        (SHEET.width / width.max(1.0)).min(SHEET.height / height.max(1.0)).clamp(SMALLEST_PRINT, 1.0)
    }

    /// Zooms about the middle; above 1 is closer.
    pub(super) fn zoom(self, factor: f64) {
        let Size { width, height } = self.viewport.get_untracked();
        let middle = Point { x: width / 2.0, y: height / 2.0 };
        self.camera.update(|camera| *camera = camera.zoom_about(middle, factor));
    }

    /// Centres a world point.
    pub(super) fn centre(self, world: Point) {
        self.camera.update(|camera| *camera = camera.centred_on(world, self.viewport.get_untracked()));
    }
}
