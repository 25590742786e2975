//! The state shared by the parts of the map. Cheap to copy; everything in it is a handle.

use std::collections::BTreeSet;
use std::sync::Arc;

use layout::{Camera, Point, Rect, Size};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use okr::{Alignment, How, ObjectiveId, Parent, Refusal};

use super::align::judge;
use super::filter::Filter;
use super::graph::Graph;
use super::size::Kind;
use super::tree::Tree;
use super::{address, screen};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The size assumed for the first view on server and client, in screen pixels: the map in a window of 1440 by 900.
const FIRST_VIEWPORT: Size = Size { width: 984.0, height: 760.0 };
/// The camera of the first view.
const FIRST_CAMERA: Camera = Camera { x: -INSET, y: -INSET, zoom: 1.0 };
/// The zoom at which cards are readable and usable.
const READABLE: f64 = 1.0;
/// The smallest zoom at which a map opens to show all of the company's objectives. If they don't fit, it shows the
/// first.
const FARTHEST: f64 = 0.45;
/// The margin around the view that is kept in the document, in screen pixels.
const MARGIN: f64 = 240.0;
/// The smallest distance of the current card from the border, in screen pixels.
const INSET: f64 = 24.0;
/// The space for the panel about a new alignment below its card, in screen pixels.
const PANEL: f64 = 190.0;

/// The printable area of a sheet of paper in CSS pixels: the width of A4 or Letter, less the margins.
const SHEET: Size = Size { width: 940.0, height: 660.0 };
/// The smallest print scale; larger maps take several sheets.
const SMALLEST_PRINT: f64 = 0.3;

/// The distance of a held card to the right of its target, in world pixels.
const BESIDE: f64 = 56.0;

/// How a card is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hand {
    /// By a pointer, at this position in world pixels from the card's corner.
    Pointer(Point),
    /// By the keyboard.
    Keys,
}

/// A held card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    /// The objective.
    pub(super) child: ObjectiveId,
    /// How it is held.
    pub(super) hand: Hand,
}

/// The target of a held card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// An objective's card, or the row of one of its key results.
    Parent(Parent),
    /// The tray.
    Tray,
}

/// An alignment that was just made, and the one it replaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Made {
    /// The objective.
    pub(super) child: ObjectiveId,
    /// The new parent.
    pub(super) parent: Parent,
    /// The previous alignment.
    pub(super) replaced: Option<Alignment>,
}

/// The shared state of one map.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    /// The graph.
    pub(super) graph: Memo<Arc<Graph>>,
    /// The graph of the outline, which opens fully unfolded: without JavaScript it is the only view.
    pub(super) outline: Memo<Arc<Graph>>,
    /// The camera.
    pub(super) camera: RwSignal<Camera>,
    /// The viewport in screen pixels.
    pub(super) viewport: RwSignal<Size>,
    /// Objectives whose branch is folded; `None` until the user folds something.
    pub(super) folded: RwSignal<Option<BTreeSet<ObjectiveId>>>,
    /// The initially folded branches. Computed once per cycle, so that nothing folds by itself.
    resting: Memo<BTreeSet<ObjectiveId>>,
    /// Objectives whose key results are shown.
    pub(super) opened: RwSignal<BTreeSet<ObjectiveId>>,
    /// The objective whose key results are shown only while a card is held over it.
    pub(super) ajar: RwSignal<Option<ObjectiveId>>,
    /// The current card, from which arrow keys navigate.
    pub(super) at: RwSignal<Option<ObjectiveId>>,
    /// The card under the pointer.
    pub(super) near: RwSignal<Option<ObjectiveId>>,
    /// The held card.
    pub(super) held: RwSignal<Option<Held>>,
    /// The pointer that holds it, in screen pixels relative to the map.
    pub(super) pointer: RwSignal<Point>,
    /// Its target.
    pub(super) over: RwSignal<Option<Over>>,
    /// How it would count there, or the refusal; `None` for the tray.
    pub(super) verdict: Memo<Option<Result<How, Refusal>>>,
    /// The last alignment, while the panel about it is shown.
    pub(super) made: RwSignal<Option<Made>>,
    /// The objective for which "align to…" is open.
    pub(super) asking: RwSignal<Option<ObjectiveId>>,
    /// The card whose menu is open, and the menu's position in the window in pixels.
    pub(super) menu: RwSignal<Option<(ObjectiveId, Point)>>,
    /// Whether the page is being printed: then the whole map is in the document.
    pub(super) printing: RwSignal<bool>,
    /// The announcement for screen readers.
    pub(super) said: RwSignal<String>,
    /// The filter.
    pub(super) filter: Memo<Filter>,
    /// The map's element.
    pub(super) element: NodeRef<Div>,
    /// The tray's element.
    pub(super) tray: NodeRef<Div>,
    /// The query of the address.
    pub(super) query: Memo<ParamsMap>,
}

/// The state of this map.
pub(super) fn ground() -> Ground {
    expect_context()
}

impl Ground {
    /// Creates it from the address. Needs the router's context.
    pub(super) fn new() -> Self {
        let (live, place) = (live(), place());
        let query = use_query_map();
        let asked = query.read_untracked();
        let folded = RwSignal::new(asked.get("fold").map(|_| address::ids(&asked, "fold")));
        let opened = RwSignal::new(address::ids(&asked, "kr"));
        let ajar = RwSignal::new(None);
        let at = RwSignal::new(asked.get("at").and_then(|id| id.parse().ok()));
        let cycle = move || place.cycle.read().as_ref().map(|cycle| cycle.id);
        let resting = memo(move || {
            let at = at.get_untracked();
            let height = (FIRST_VIEWPORT.height - 2.0 * INSET) / READABLE;
            cycle().map(|cycle| Tree::of(&live.board.read_untracked(), cycle).resting(height, at)).unwrap_or_default()
        });
        let graph_of = move |folded: &BTreeSet<ObjectiveId>, opened: &BTreeSet<ObjectiveId>| {
            let of = |cycle| Graph::of(&live.board.read(), cycle, folded, opened);
            Arc::new(cycle().map(of).unwrap_or_default())
        };
        let graph = memo(move || {
            let opened = opened.read().iter().copied().chain(ajar.get()).collect();
            graph_of(folded.read().as_ref().unwrap_or(&resting.read()), &opened)
        });
        let outline = memo(move || graph_of(folded.read().as_ref().unwrap_or(&BTreeSet::new()), &opened.read()));
        let (held, over) = (RwSignal::<Option<Held>>::default(), RwSignal::default());
        let verdict = memo(move || match over.get() {
            Some(Over::Parent(parent)) => held.get().map(|held| judge(live, held.child, parent)),
            Some(Over::Tray) | None => None,
        });
        let camera = first_view(&graph.read_untracked(), FIRST_VIEWPORT, at.get_untracked());
        Self {
            graph,
            outline,
            camera: RwSignal::new(camera),
            viewport: RwSignal::new(FIRST_VIEWPORT),
            folded,
            resting,
            opened,
            ajar,
            at,
            near: RwSignal::default(),
            held,
            pointer: RwSignal::default(),
            over,
            verdict,
            made: RwSignal::default(),
            asking: RwSignal::default(),
            menu: RwSignal::default(),
            printing: RwSignal::default(),
            said: RwSignal::default(),
            filter: memo(move || Filter::of(&query.read())),
            element: NodeRef::new(),
            tray: NodeRef::new(),
            query,
        }
    }

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

    /// Whether a branch is folded on the map.
    pub(super) fn is_folded(self, id: ObjectiveId) -> bool {
        self.graph.with_untracked(|graph| graph.card(id).is_some_and(|card| card.folded))
    }

    /// Folds or unfolds a branch of the map.
    pub(super) fn fold(self, id: ObjectiveId) {
        let mut folded = self.folded.get_untracked().unwrap_or_else(|| self.resting.get_untracked());
        toggle(&mut folded, id);
        self.folded.set(Some(folded));
    }

    /// Folds or unfolds a branch of the outline.
    pub(super) fn turn(self, id: ObjectiveId) {
        let mut folded = self.folded.get_untracked().unwrap_or_default();
        toggle(&mut folded, id);
        self.folded.set(Some(folded));
    }

    /// Shows or hides key results.
    pub(super) fn open(self, id: ObjectiveId) {
        self.opened.update(|opened| toggle(opened, id));
    }

    /// The card that is the tab stop: the current one, or else the first.
    pub(super) fn tab_stop(self) -> Option<ObjectiveId> {
        let graph = self.graph.read();
        self.at.get().filter(|id| graph.card(*id).is_some()).or_else(|| graph.cards.first().map(|card| card.objective))
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

    /// Releases the held card without a change.
    pub(super) fn put_back(self) {
        self.held.set(None);
        self.over.set(None);
        self.ajar.set(None);
    }

    /// Announces a text to screen readers.
    pub(super) fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// The card held by a pointer: its number of title lines, and its area in world pixels.
    ///
    /// Under the pointer it would hide its target. So over a possible parent it is drawn to the right, where it would
    /// be placed.
    pub(super) fn lifted(self) -> Option<(u8, Rect)> {
        let Held { child, hand: Hand::Pointer(grip) } = self.held.get()? else { return None };
        let board = live().board.read();
        let objective = board.objective(child).ok()?;
        let (lines, Size { width, height }) = Kind::of(&board, objective).card(&objective.title);
        let at = self.camera.get().to_world(self.pointer.get());
        let rect = Rect { x: at.x - grip.x, y: at.y - grip.y, width, height };
        let taken = match self.over.get() {
            Some(Over::Parent(parent)) if matches!(self.verdict.get(), Some(Ok(_))) => board.objective_of(parent).ok(),
            _ => None,
        };
        let beside = taken.and_then(|above| self.graph.read().rect(above.id)).map(|above| above.right() + BESIDE);
        Some((lines, Rect { x: beside.unwrap_or(rect.x), ..rect }))
    }
}

/// Focuses a card once it is in the document.
pub(super) fn focus(id: ObjectiveId) {
    request_animation_frame(move || screen::focus(&card_element(id)));
}

/// The id of a card's element.
pub(super) fn card_element(id: ObjectiveId) -> String {
    format!("card-{id}")
}

/// The camera with the same zoom, moved as little as needed to bring `rect` into view; its top left corner has
/// priority.
fn revealing(camera: Camera, viewport: Size, rect: Rect) -> Camera {
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
fn showing(camera: Camera, viewport: Size, child: Rect, above: Rect) -> Camera {
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
fn first_view(graph: &Graph, viewport: Size, at: Option<ObjectiveId>) -> Camera {
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

fn toggle(set: &mut BTreeSet<ObjectiveId>, id: ObjectiveId) {
    if !set.remove(&id) {
        set.insert(id);
    }
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
