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
use super::tree::{ROWS, Tree};
use super::{address, screen};
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// What the first view assumes on both sides, in screen pixels.
const FIRST_VIEWPORT: Size = Size { width: 1280.0, height: 800.0 };
/// Where the world begins in the first view: below the tools and the captions.
const FIRST_CAMERA: Camera = Camera { x: -20.0, y: -96.0, zoom: 1.0 };
/// What is kept in the document around the view, in screen pixels.
const MARGIN: f64 = 240.0;
/// How near to the border a card may be that is looked at: from the top, where tools and captions are, and from the other sides.
const INSET: (f64, f64) = (96.0, 24.0);

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
        let at = RwSignal::new(asked.get("at").and_then(|id| id.parse().ok()));
        let cycle = move || place.cycle.read().as_ref().map(|cycle| cycle.id);
        let resting = memo(move || {
            let at = at.get_untracked();
            cycle().map(|cycle| Tree::of(&live.board.read_untracked(), cycle).resting(ROWS, at)).unwrap_or_default()
        });
        let graph_of = move |folded: &BTreeSet<ObjectiveId>| {
            let of = |cycle| Graph::of(&live.board.read(), cycle, folded, &opened.read());
            Arc::new(cycle().map(of).unwrap_or_default())
        };
        let graph = memo(move || graph_of(folded.read().as_ref().unwrap_or(&resting.read())));
        let outline = memo(move || graph_of(folded.read().as_ref().unwrap_or(&BTreeSet::new())));
        let (held, over) = (RwSignal::<Option<Held>>::default(), RwSignal::default());
        let verdict = memo(move || match over.get() {
            Some(Over::Parent(parent)) => held.get().map(|held| judge(live, held.child, parent)),
            Some(Over::Tray) | None => None,
        });
        let camera = first_view(&graph.read_untracked(), at.get_untracked());
        Self {
            graph,
            outline,
            camera: RwSignal::new(camera),
            viewport: RwSignal::new(FIRST_VIEWPORT),
            folded,
            resting,
            opened,
            at,
            near: RwSignal::default(),
            held,
            pointer: RwSignal::default(),
            over,
            verdict,
            made: RwSignal::default(),
            asking: RwSignal::default(),
            said: RwSignal::default(),
            filter: memo(move || Filter::of(&query.read())),
            element: NodeRef::new(),
            tray: NodeRef::new(),
            query,
        }
    }

    /// The part of the world that is kept in the document.
    pub(super) fn view(self) -> Rect {
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

    /// Looks at a card: brings it into view and, once it is in the document, the focus to it.
    pub(super) fn go_to(self, id: ObjectiveId) {
        self.at.set(Some(id));
        self.reveal(id);
        focus(id);
    }

    /// Shows all of the map.
    pub(super) fn fit(self) {
        let bounds = self.graph.read_untracked().bounds();
        self.camera.set(Camera::fit(bounds, self.viewport.get_untracked(), INSET.0 - 24.0));
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
    let (top, side) = (INSET.0 / camera.zoom, INSET.1 / camera.zoom);
    let view = camera.view(viewport);
    let along = |at: f64, length: f64, from: f64, to: f64, before: f64| {
        if at < from + before {
            at - before
        } else if at + length > to - side {
            from + (at + length + side - to).min(at - before - from)
        } else {
            from
        }
    };
    Camera {
        x: along(rect.x, rect.width, view.x, view.right(), side),
        y: along(rect.y, rect.height, view.y, view.bottom(), top),
        zoom: camera.zoom,
    }
}

/// Where a map is looked at from when it opens: the card that the address names, or else the first company objective with what
/// is aligned to it around it. A tree stands beside the middle of its branches, so its corner would be an empty place.
fn first_view(graph: &Graph, at: Option<ObjectiveId>) -> Camera {
    if let Some(rect) = at.and_then(|id| graph.rect(id)) {
        return revealing(FIRST_CAMERA, FIRST_VIEWPORT, rect);
    }
    let Some(first) = graph.cards.first().and_then(|card| graph.rect(card.objective)) else { return FIRST_CAMERA };
    let middle = INSET.0 + (FIRST_VIEWPORT.height - INSET.0) / 2.0;
    let lowest = graph.bounds().bottom() + INSET.1 - FIRST_VIEWPORT.height;
    let y = (first.y + first.height / 2.0 - middle).round().min(lowest).max(FIRST_CAMERA.y);
    Camera { y, ..FIRST_CAMERA }
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
        assert_eq!(moved(rect(200.0, -400.0)), Camera { y: -496.0, ..Camera::default() });
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "whole pixels are exact")]
    fn of_what_is_larger_than_the_view_the_top_is_shown() {
        let viewport = Size { width: 1000.0, height: 200.0 };
        let tall = Rect { x: 100.0, y: 500.0, width: 248.0, height: 400.0 };
        assert_eq!(revealing(Camera::default(), viewport, tall).to_screen(Point { x: 100.0, y: 500.0 }).y, INSET.0);
    }
}
