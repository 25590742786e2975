//! The state shared by the parts of the map. Cheap to copy; everything in it is a handle.

use std::collections::BTreeSet;
use std::sync::Arc;

use layout::{Camera, Point, Rect, Size};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;
use okr::{How, ObjectiveId, Refusal};

use super::address::ids;
use super::camera::{INSET, first_view};
use super::filter::Filter;
use super::graph::Graph;
use super::held::{Hand, Held, Made, Over};
use super::judge::judge;
use super::screen;
use super::size::Kind;
use super::tree::Tree;
use crate::live::live;
use crate::memo::memo;
use crate::place::place;

/// The size assumed for the first view on server and client, in screen pixels: the map in a window of 1440 by 900.
const FIRST_VIEWPORT: Size = Size { width: 984.0, height: 760.0 };
/// The zoom at which cards are readable and usable.
const READABLE: f64 = 1.0;

/// The distance of a held card to the right of its target, in world pixels.
const BESIDE: f64 = 56.0;

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
        let folded = RwSignal::new(asked.get("fold").map(|_| ids(&asked, "fold")));
        let opened = RwSignal::new(ids(&asked, "kr"));
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

fn toggle(set: &mut BTreeSet<ObjectiveId>, id: ObjectiveId) {
    if !set.remove(&id) {
        set.insert(id);
    }
}
