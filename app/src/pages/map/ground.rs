//! The ground that the map stands on: everything that its parts share. Copied freely; everything in it is a handle.

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

/// What the first view assumes on both sides, in screen pixels: the ground in a window of 1440 by 900.
const FIRST_VIEWPORT: Size = Size { width: 984.0, height: 760.0 };
/// Where the world begins in the first view.
const FIRST_CAMERA: Camera = Camera { x: -INSET, y: -INSET, zoom: 1.0 };
/// The zoom that everything on a card can be read and pressed at.
const READABLE: f64 = 1.0;
/// The farthest that a map opens at, to show all of the company's objectives at once. Of more than that it shows the first.
const FARTHEST: f64 = 0.45;
/// What is kept in the document around the view, in screen pixels.
const MARGIN: f64 = 240.0;
/// How near to the border a card may be that is looked at, in screen pixels.
const INSET: f64 = 24.0;
/// The room that the panel about a new alignment takes below its card, in screen pixels.
const PANEL: f64 = 190.0;

/// What a sheet of paper has room for, in CSS pixels: A4 or Letter across, less the margins.
const SHEET: Size = Size { width: 940.0, height: 660.0 };
/// How small a map is printed at most; what is larger takes more sheets.
const SMALLEST_PRINT: f64 = 0.3;

/// How far a held card lies to the right of what can take it, in world pixels.
const BESIDE: f64 = 56.0;

/// What moves the card that is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hand {
    /// A pointer, which took hold of the card at this place, in world pixels from its corner.
    Pointer(Point),
    /// The keyboard.
    Keys,
}

/// A card that was lifted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Held {
    /// Which objective.
    pub(super) child: ObjectiveId,
    /// By what.
    pub(super) hand: Hand,
}

/// What a held card is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// An objective's card or the row of one of its key results.
    Parent(Parent),
    /// The tray.
    Tray,
}

/// An alignment that has just been made, and what it replaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Made {
    /// The objective.
    pub(super) child: ObjectiveId,
    /// What it is aligned to now.
    pub(super) parent: Parent,
    /// What it was aligned to until then.
    pub(super) replaced: Option<Alignment>,
}

/// The shared state of one map.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    /// What stands on it.
    pub(super) graph: Memo<Arc<Graph>>,
    /// The same for the outline, which opens with nothing folded in: without JavaScript it is all there is.
    pub(super) outline: Memo<Arc<Graph>>,
    /// Where it is looked at from.
    pub(super) camera: RwSignal<Camera>,
    /// How much of it fits, in screen pixels.
    pub(super) viewport: RwSignal<Size>,
    /// Objectives whose branch is folded in; nothing until somebody folds.
    pub(super) folded: RwSignal<Option<BTreeSet<ObjectiveId>>>,
    /// What of a map is folded in until then. Chosen once for a cycle, so that nothing folds by itself under somebody's eyes.
    resting: Memo<BTreeSet<ObjectiveId>>,
    /// Objectives whose key results are folded out.
    pub(super) opened: RwSignal<BTreeSet<ObjectiveId>>,
    /// The objective whose key results are folded out only for as long as something is held.
    pub(super) ajar: RwSignal<Option<ObjectiveId>>,
    /// The card that was last looked at; arrow keys walk from it.
    pub(super) at: RwSignal<Option<ObjectiveId>>,
    /// The card under the pointer.
    pub(super) near: RwSignal<Option<ObjectiveId>>,
    /// The card that is held.
    pub(super) held: RwSignal<Option<Held>>,
    /// Where the pointer is that holds it, in screen pixels from the ground's corner.
    pub(super) pointer: RwSignal<Point>,
    /// What it is over.
    pub(super) over: RwSignal<Option<Over>>,
    /// How it would count there, or why it can't be dropped there; of the tray nothing.
    pub(super) verdict: Memo<Option<Result<How, Refusal>>>,
    /// The alignment that was made last, as long as it is asked how it counts.
    pub(super) made: RwSignal<Option<Made>>,
    /// The objective that "align to…" is open for.
    pub(super) asking: RwSignal<Option<ObjectiveId>>,
    /// The card whose menu is open, and where in the window, in pixels.
    pub(super) menu: RwSignal<Option<(ObjectiveId, Point)>>,
    /// Whether it is on its way to a printer: then all of it is in the document.
    pub(super) printing: RwSignal<bool>,
    /// What is said to those who don't see it.
    pub(super) said: RwSignal<String>,
    /// What fades and what doesn't.
    pub(super) filter: Memo<Filter>,
    /// The element.
    pub(super) element: NodeRef<Div>,
    /// The tray's element.
    pub(super) tray: NodeRef<Div>,
    /// The query of the address that led here.
    pub(super) query: Memo<ParamsMap>,
}

/// The ground of this map.
pub(super) fn ground() -> Ground {
    expect_context()
}

impl Ground {
    /// As the address says. Only inside the router.
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

    /// Takes in how large the ground is. A view that has not been touched since it opened is made anew for it.
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

    /// Whether a branch is folded in on the map.
    pub(super) fn is_folded(self, id: ObjectiveId) -> bool {
        self.graph.with_untracked(|graph| graph.card(id).is_some_and(|card| card.folded))
    }

    /// Folds a branch of the map in or out.
    pub(super) fn fold(self, id: ObjectiveId) {
        let mut folded = self.folded.get_untracked().unwrap_or_else(|| self.resting.get_untracked());
        toggle(&mut folded, id);
        self.folded.set(Some(folded));
    }

    /// Folds a branch of the outline in or out.
    pub(super) fn turn(self, id: ObjectiveId) {
        let mut folded = self.folded.get_untracked().unwrap_or_default();
        toggle(&mut folded, id);
        self.folded.set(Some(folded));
    }

    /// Folds key results in or out.
    pub(super) fn open(self, id: ObjectiveId) {
        self.opened.update(|opened| toggle(opened, id));
    }

    /// The card that the tabulator key reaches: what was looked at last or, if that isn't there, the first.
    pub(super) fn tab_stop(self) -> Option<ObjectiveId> {
        let graph = self.graph.read();
        self.at.get().filter(|id| graph.card(*id).is_some()).or_else(|| graph.cards.first().map(|card| card.objective))
    }

    /// Moves the camera just so far that a card is in view.
    pub(super) fn reveal(self, id: ObjectiveId) {
        if let Some(rect) = self.graph.read_untracked().rect(id) {
            self.camera.update(|camera| *camera = revealing(*camera, self.viewport.get_untracked(), rect));
        }
    }

    /// Moves the camera, and takes it back if need be, so that a card that was just aligned is in view, what it stands under now, and the
    /// panel between them.
    pub(super) fn show_together(self, child: ObjectiveId, above: ObjectiveId) {
        let graph = self.graph.read_untracked();
        let (Some(child), Some(above)) = (graph.rect(child), graph.rect(above)) else { return };
        let viewport = self.viewport.get_untracked();
        self.camera.update(|camera| *camera = showing(*camera, viewport, child, above));
    }

    /// Looks at a card: brings it into view and, once it is in the document, the focus to it.
    pub(super) fn go_to(self, id: ObjectiveId) {
        self.at.set(Some(id));
        self.reveal(id);
        focus(id);
    }

    /// Shows all of the map.
    pub(super) fn fit(self) {
        let bounds = self.graph.read_untracked().bounds();
        self.camera.set(Camera::fit(bounds, self.viewport.get_untracked(), INSET));
    }

    /// How large the map is printed: so that it fits on a sheet, and not larger than on the screen.
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

    /// Puts a world point in the middle.
    pub(super) fn centre(self, world: Point) {
        self.camera.update(|camera| *camera = camera.centred_on(world, self.viewport.get_untracked()));
    }

    /// Puts the held card back where it was.
    pub(super) fn put_back(self) {
        self.held.set(None);
        self.over.set(None);
        self.ajar.set(None);
    }

    /// Says something to those who don't see it.
    pub(super) fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// What a pointer holds: how many lines its title takes, and the ground that it covers, in world pixels.
    ///
    /// In the hand it would hide what it is held over. So it slides to the right of a card that can take it, where it would stand.
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

/// Brings the focus to a card once it is in the document.
pub(super) fn focus(id: ObjectiveId) {
    request_animation_frame(move || screen::focus(&card_element(id)));
}

/// The id of a card's element.
pub(super) fn card_element(id: ObjectiveId) -> String {
    format!("card-{id}")
}

/// The same zoom, moved just so far that `rect` is in view; its top and its left side come first.
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

/// The camera moved just so far, and no farther away than need be, that two cards are in view and below the first the panel about its
/// alignment.
fn showing(camera: Camera, viewport: Size, child: Rect, above: Rect) -> Camera {
    let cards = Rect::spanning(
        Point { x: child.x.min(above.x), y: child.y.min(above.y) },
        Point { x: child.right().max(above.right()), y: child.bottom().max(above.bottom()) },
    );
    // The panel is as large at every zoom, so it is taken off the room.
    let room = Size { height: viewport.height - PANEL, ..viewport };
    let zoom = camera.zoom.min(Camera::fit(cards, room, INSET).zoom);
    let middle = Point { x: viewport.width / 2.0, y: viewport.height / 2.0 };
    let below = (child.bottom() + PANEL / zoom - cards.y).max(cards.height);
    revealing(camera.zoom_about(middle, zoom / camera.zoom), viewport, Rect { height: below, ..cards })
}

/// Where a map is looked at from when it opens: the card that the address names, or else all of the company's objectives, as near as
/// they have room. Above them and below them as much of what is aligned to them as fits.
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
