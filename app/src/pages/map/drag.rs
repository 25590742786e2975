//! What a pointer does on the ground: it drags the ground, or it lifts a card and drops it on another one, on a key result or on the
//! tray. Two pointers pinch. Touch moves the ground; cards are aligned by "align to…" there.

use std::time::Duration;

use layout::{Point, Rect, edge_scroll};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use okr::{ObjectiveId, Parent};

use super::align::Aligner;
use super::ground::{Ground, Hand, Held, Over};
use super::{screen, size};

/// How far a pointer moves, in screen pixels, before it drags.
const THRESHOLD: f64 = 5.0;
/// How often the view scrolls while a card is held near its border.
const TICK: Duration = Duration::from_millis(16);

/// What a pointer was pressed on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum On {
    Ground,
    /// A card or an item of the tray. `grip`: where, in world pixels from its corner.
    Card {
        id: ObjectiveId,
        grip: Point,
    },
}

/// Pointers that are down, where they were last, and what the first was pressed on.
#[derive(Clone, Debug, Default)]
struct Pointers {
    down: Vec<(i32, Point)>,
    pressed: Option<(On, Point)>,
    /// Whether the press has become a drag; the click that ends it is none.
    dragging: bool,
}

/// The pointer's handlers.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    aligner: Aligner,
    pointers: StoredValue<Pointers>,
    scrolling: StoredValue<Option<IntervalHandle>>,
}

impl Drag {
    /// Of this page.
    pub(super) fn new() -> Self {
        let drag = Self { aligner: Aligner::new(), pointers: StoredValue::default(), scrolling: StoredValue::default() };
        on_cleanup(move || drag.stop_scrolling());
        // Wherever the focus is while a card is in the hand.
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" && drag.holds() {
                    drag.stop_scrolling();
                    drag.ground().put_back();
                    drag.ground().say(drag.aligner.words.say("map.put_back"));
                }
            });
            on_cleanup(move || handle.remove());
        });
        drag
    }

    fn ground(self) -> Ground {
        self.aligner.ground
    }

    /// Whether a pointer holds a card.
    fn holds(self) -> bool {
        matches!(self.ground().held.get_untracked(), Some(Held { hand: Hand::Pointer(_), .. }))
    }

    /// A pointer goes down.
    pub(super) fn down(self, event: &ev::PointerEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if event.button() != 0 || is_within(&target, "button, input, label, select, form, dialog") {
            return;
        }
        let touch = event.pointer_type() == "touch";
        let card = target.closest("[data-objective]").ok().flatten();
        if is_within(&target, ".tray") && (touch || card.is_none()) {
            return;
        }
        let point = self.point(event);
        let on = match card.filter(|_| !touch).and_then(|card| Some((card.get_attribute("data-objective")?.parse().ok()?, card)))
        {
            Some((id, card)) => On::Card { id, grip: self.grip(&card, event) },
            None => On::Ground,
        };
        self.pointers.update_value(|pointers| {
            if pointers.down.is_empty() {
                pointers.pressed = Some((on, point));
                pointers.dragging = false;
            }
            pointers.down.push((event.pointer_id(), point));
        });
    }

    /// A pointer moves.
    pub(super) fn moved(self, event: &ev::PointerEvent) {
        let point = self.point(event);
        let Some(before) = self.pointers.try_update_value(|pointers| pointers.before(event.pointer_id(), point)).flatten() else {
            return;
        };
        let Pointers { down, pressed: Some((on, start)), dragging } = self.pointers.get_value() else { return };
        if let [one, other] = down.as_slice() {
            let still = if one.0 == event.pointer_id() { other.1 } else { one.1 };
            self.capture(event);
            self.pinch(before, point, still);
            return;
        }
        if !dragging && distance(start, point) < THRESHOLD {
            return;
        }
        if !dragging {
            self.capture(event);
            if let On::Card { id, grip } = on {
                self.lift(id, grip);
            }
        }
        match on {
            On::Ground => self.ground().camera.update(|camera| *camera = camera.dragged(point.x - before.x, point.y - before.y)),
            On::Card { .. } if self.holds() => self.carry(point),
            On::Card { .. } => {}
        }
    }

    /// A pointer goes up.
    pub(super) fn up(self, event: &ev::PointerEvent) {
        let known = self.pointers.try_update_value(|pointers| pointers.lift(event.pointer_id())).unwrap_or(false);
        if known && self.holds() {
            self.stop_scrolling();
            self.aligner.drop_held();
        }
        // A click comes before this, if one comes at all.
        set_timeout(
            move || self.pointers.update_value(|pointers| pointers.dragging &= !pointers.down.is_empty()),
            Duration::ZERO,
        );
    }

    /// The browser took the pointer away.
    pub(super) fn cancelled(self, event: &ev::PointerEvent) {
        self.pointers.update_value(|pointers| _ = pointers.lift(event.pointer_id()));
        self.stop_scrolling();
        self.ground().put_back();
    }

    /// The click that ends a drag opens nothing.
    pub(super) fn clicked(self, event: &ev::MouseEvent) {
        if self.pointers.try_update_value(|pointers| std::mem::take(&mut pointers.dragging)).unwrap_or(false) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn lift(self, id: ObjectiveId, grip: Point) {
        let ground = self.ground();
        ground.made.set(None);
        ground.near.set(None);
        ground.over.set(None);
        ground.held.set(Some(Held { child: id, hand: Hand::Pointer(grip) }));
        let handle = set_interval_with_handle(move || self.scroll(), TICK).ok();
        self.stop_scrolling();
        self.scrolling.set_value(handle);
    }

    fn carry(self, point: Point) {
        let ground = self.ground();
        ground.pointer.set(point);
        let over = self.over(point);
        if ground.over.get_untracked() != over {
            ground.over.set(over);
        }
    }

    /// Follows a card that is held near the border.
    fn scroll(self) {
        let ground = self.ground();
        if !self.holds() {
            return self.stop_scrolling();
        }
        let pointer = ground.pointer.get_untracked();
        let (dx, dy) = edge_scroll(pointer, ground.viewport.get_untracked());
        if (dx, dy) != (0.0, 0.0) && ground.over.get_untracked() != Some(Over::Tray) {
            let seconds = TICK.as_secs_f64();
            ground.camera.update(|camera| *camera = camera.dragged(-dx * seconds, -dy * seconds));
            self.carry(pointer);
        }
    }

    fn stop_scrolling(self) {
        if let Some(Some(handle)) = self.scrolling.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// What is under the held card's pointer.
    fn over(self, point: Point) -> Option<Over> {
        let ground = self.ground();
        let held = ground.held.get_untracked()?.child;
        if let (Some(tray), Some(frame)) = (ground.tray.get_untracked(), self.frame()) {
            let tray = screen::frame_of(&tray);
            if tray.contains(Point { x: point.x + frame.x, y: point.y + frame.y }) {
                return Some(Over::Tray);
            }
        }
        let world = ground.camera.get_untracked().to_world(point);
        let parent = self.still_over(world).or_else(|| {
            let graph = ground.graph.read_untracked();
            let (card, y) = graph.hit(world)?;
            let row = size::row_at(y, card.head, card.rows.len()).and_then(|row| card.rows.get(row));
            Some(row.map_or(Parent::Objective(card.objective), |row| Parent::KeyResult(*row)))
        })?;
        let own = self.aligner.live.board.read_untracked().objective_of(parent).is_ok_and(|objective| objective.id == held);
        (!own).then_some(Over::Parent(parent))
    }

    /// A card that something is held over is open, and larger than its place on the map, until the pointer leaves it.
    fn still_over(self, world: Point) -> Option<Parent> {
        let ground = self.ground();
        let Some(Over::Parent(parent)) = ground.over.get_untracked() else { return None };
        let board = self.aligner.live.board.read_untracked();
        let objective = board.objective_of(parent).ok()?;
        let graph = ground.graph.read_untracked();
        let (card, rect) = (graph.card(objective.id)?, graph.rect(objective.id)?);
        let rows = objective.key_results.len();
        let open = Rect { height: card.head + size::rows(rows), ..rect };
        open.contains(world).then(|| {
            let row = size::row_at(world.y - rect.y, card.head, rows).and_then(|row| objective.key_results.get(row));
            row.map_or(Parent::Objective(objective.id), |row| Parent::KeyResult(*row))
        })
    }

    fn pinch(self, before: Point, now: Point, still: Point) {
        let factor = distance(now, still) / distance(before, still).max(1.0);
        let middle = |a: Point, b: Point| Point { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
        let (from, to) = (middle(before, still), middle(now, still));
        self.ground().camera.update(|camera| *camera = camera.dragged(to.x - from.x, to.y - from.y).zoom_about(to, factor));
    }

    fn capture(self, event: &ev::PointerEvent) {
        self.pointers.update_value(|pointers| pointers.dragging = true);
        if let Some(element) = self.ground().element.get_untracked() {
            let _ = element.set_pointer_capture(event.pointer_id());
        }
    }

    /// Where on a card it was pressed. Items of the tray are no cards yet: they are taken at their middle.
    fn grip(self, card: &Element, event: &ev::PointerEvent) -> Point {
        if is_within(card, ".tray") {
            return Point { x: 120.0, y: 24.0 };
        }
        let frame = screen::frame_of(card);
        let zoom = self.ground().camera.get_untracked().zoom;
        Point { x: (f64::from(event.client_x()) - frame.x) / zoom, y: (f64::from(event.client_y()) - frame.y) / zoom }
    }

    fn frame(self) -> Option<Rect> {
        self.ground().element.get_untracked().map(|element| screen::frame_of(&element))
    }

    /// A pointer's place from the ground's corner, in screen pixels.
    pub(super) fn point(self, event: &ev::MouseEvent) -> Point {
        let frame = self.frame().unwrap_or_default();
        Point { x: f64::from(event.client_x()) - frame.x, y: f64::from(event.client_y()) - frame.y }
    }
}

impl Pointers {
    /// Where a pointer was before it came to `now`; `None` if it isn't down here.
    fn before(&mut self, id: i32, now: Point) -> Option<Point> {
        let (_, at) = self.down.iter_mut().find(|(down, _)| *down == id)?;
        Some(std::mem::replace(at, now))
    }

    /// Whether it was down.
    fn lift(&mut self, id: i32) -> bool {
        let before = self.down.len();
        self.down.retain(|(down, _)| *down != id);
        if self.down.is_empty() {
            self.pressed = None;
        }
        self.down.len() < before
    }
}

fn is_within(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
