//! Pointer input on the map: drags the view, or lifts a card and drops it on another card, a key result or the tray.
//! Two pointers pinch. Touch moves the view; a long press on a card lifts it.

use std::time::Duration;

use layout::{Point, Rect, edge_scroll};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use okr::{ObjectiveId, Parent};

use super::align::{Aligner, can_take};
use super::ground::{Ground, Hand, Held, Over};
use super::{screen, size};

/// The distance in screen pixels after which a pointer drags.
const THRESHOLD: f64 = 5.0;
/// The same for touch, which is less steady.
const FINGER: f64 = 10.0;
/// The duration of a long press.
const LONG_PRESS: Duration = Duration::from_millis(450);
/// How long a card is held over another before that shows its key results.
const PAUSE: Duration = Duration::from_millis(600);
/// The interval of scrolling while a card is held near the border.
const TICK: Duration = Duration::from_millis(16);

/// What a pointer was pressed on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum On {
    Ground,
    /// The tray, which the browser scrolls.
    Tray,
    /// A card or an item of the tray. `grip`: the position in world pixels from its corner.
    Card {
        id: ObjectiveId,
        grip: Point,
    },
}

/// The pressed pointers with their last positions, and what the first was pressed on.
#[derive(Clone, Debug, Default)]
struct Pointers {
    down: Vec<(i32, Point)>,
    pressed: Option<(On, Point)>,
    /// Whether the press has become a drag; the click that ends it is ignored.
    dragging: bool,
}

/// The pointer handlers.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    aligner: Aligner,
    pointers: StoredValue<Pointers>,
    scrolling: StoredValue<Option<IntervalHandle>>,
    /// Whether the held card has been away from the border.
    calm: StoredValue<bool>,
    /// The timer of a long press.
    pressing: StoredValue<Option<TimeoutHandle>>,
    /// The timer that runs while a card is held still over another.
    pausing: StoredValue<Option<TimeoutHandle>>,
}

impl Drag {
    /// From the page's context.
    pub(super) fn new() -> Self {
        let drag = Self {
            aligner: Aligner::new(),
            pointers: StoredValue::default(),
            scrolling: StoredValue::default(),
            calm: StoredValue::default(),
            pressing: StoredValue::default(),
            pausing: StoredValue::default(),
        };
        on_cleanup(move || {
            drag.stop_scrolling();
            stop(drag.pressing);
            stop(drag.pausing);
        });
        // Listens on the document while a card is held, wherever the focus is.
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" && drag.holds() {
                    drag.stop_scrolling();
                    drag.ground().put_back();
                    drag.ground().say(drag.aligner.words.translate("map.put_back"));
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

    /// Handles `pointerdown`.
    pub(super) fn down(self, event: &ev::PointerEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if event.button() != 0 || is_within(&target, "button, input, label, select, form, dialog") {
            return;
        }
        let touch = event.pointer_type() == "touch";
        let card = target.closest("[data-objective]").ok().flatten();
        let tray = is_within(&target, ".tray");
        let point = self.point(event);
        let card = card.and_then(|card| Some((card.get_attribute("data-objective")?.parse().ok()?, self.grip(&card, event))));
        let on = match card {
            Some((id, grip)) if !touch => On::Card { id, grip },
            _ if tray => On::Tray,
            _ => On::Ground,
        };
        stop(self.pressing);
        let first = self.pointers.try_update_value(|pointers| {
            let first = pointers.down.is_empty();
            if first {
                pointers.pressed = Some((on, point));
                pointers.dragging = false;
            }
            pointers.down.push((event.pointer_id(), point));
            first
        });
        if let (true, Some(true), Some((id, grip))) = (touch, first, card) {
            let pointer = event.pointer_id();
            let lift = move || self.long_pressed(pointer, id, grip, point);
            self.pressing.set_value(set_timeout_with_handle(lift, LONG_PRESS).ok());
        }
    }

    /// Handles a long press.
    fn long_pressed(self, pointer: i32, id: ObjectiveId, grip: Point, point: Point) {
        stop(self.pressing);
        self.pointers.update_value(|pointers| pointers.pressed = Some((On::Card { id, grip }, point)));
        self.capture(pointer);
        self.lift(id, grip);
        self.carry(point);
    }

    /// Prevents scrolling and the context menu while a finger lifts or holds a card.
    pub(super) fn touched(self, event: &ev::Event) {
        if self.holds() || self.pressing.with_value(Option::is_some) && event.type_() == "contextmenu" {
            event.prevent_default();
        }
    }

    /// Handles `pointermove`.
    pub(super) fn moved(self, event: &ev::PointerEvent) {
        let point = self.point(event);
        let Some(before) = self.pointers.try_update_value(|pointers| pointers.before(event.pointer_id(), point)).flatten() else {
            return;
        };
        let Pointers { down, pressed: Some((on, start)), dragging } = self.pointers.get_value() else { return };
        if let [one, other] = down.as_slice() {
            if on == On::Tray || self.holds() {
                return;
            }
            let still = if one.0 == event.pointer_id() { other.1 } else { one.1 };
            self.capture(event.pointer_id());
            self.pinch(before, point, still);
            return;
        }
        let threshold = if event.pointer_type() == "touch" { FINGER } else { THRESHOLD };
        if !dragging && distance(start, point) < threshold {
            return;
        }
        if !dragging {
            stop(self.pressing);
            if on == On::Tray {
                return;
            }
            self.capture(event.pointer_id());
            if let On::Card { id, grip } = on {
                self.lift(id, grip);
            }
        }
        match on {
            On::Ground => self.ground().camera.update(|camera| *camera = camera.dragged(point.x - before.x, point.y - before.y)),
            On::Card { .. } if self.holds() => self.carry(point),
            On::Card { .. } | On::Tray => {}
        }
    }

    /// Handles `pointerup`.
    pub(super) fn up(self, event: &ev::PointerEvent) {
        stop(self.pressing);
        let known = self.pointers.try_update_value(|pointers| pointers.lift(event.pointer_id())).unwrap_or(false);
        if known && self.holds() {
            self.stop_scrolling();
            self.aligner.drop_held();
        }
        // The click event, if there is one, comes before this.
        set_timeout(
            move || self.pointers.update_value(|pointers| pointers.dragging &= !pointers.down.is_empty()),
            Duration::ZERO,
        );
    }

    /// Handles `pointercancel`.
    pub(super) fn cancelled(self, event: &ev::PointerEvent) {
        stop(self.pressing);
        self.pointers.update_value(|pointers| _ = pointers.lift(event.pointer_id()));
        self.stop_scrolling();
        if self.holds() {
            self.ground().put_back();
        }
    }

    /// Suppresses the click that ends a drag.
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
        self.calm.set_value(false);
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
            self.pause_over(over);
        }
    }

    /// Keeps the card under the held one in place while the layout changes, and shows its key results after a delay.
    fn pause_over(self, over: Option<Over>) {
        let ground = self.ground();
        let card = match over {
            Some(Over::Parent(parent)) => {
                self.aligner.live.board.read_untracked().objective_of(parent).ok().map(|above| above.id)
            }
            Some(Over::Tray) | None => None,
        };
        ground.near.set(card);
        stop(self.pausing);
        let Some(card) = card.filter(|card| ground.ajar.get_untracked() != Some(*card)) else { return };
        let show = move || {
            stop(self.pausing);
            if let Some(Held { child, .. }) = ground.held.get_untracked()
                && can_take(self.aligner.live, child, card)
            {
                ground.ajar.set(Some(card));
                self.carry(ground.pointer.get_untracked());
            }
        };
        self.pausing.set_value(set_timeout_with_handle(show, PAUSE).ok());
    }

    /// Scrolls while a card is held near the border.
    fn scroll(self) {
        let ground = self.ground();
        if !self.holds() {
            return self.stop_scrolling();
        }
        let pointer = ground.pointer.get_untracked();
        let (dx, dy) = edge_scroll(pointer, ground.viewport.get_untracked());
        let calm = (dx, dy) == (0.0, 0.0);
        if calm {
            self.calm.set_value(true);
        }
        // A card from the tray passes the adjacent border first.
        if !calm && self.calm.get_value() && ground.over.get_untracked() != Some(Over::Tray) {
            let seconds = TICK.as_secs_f64();
            ground.camera.update(|camera| *camera = camera.dragged(-dx * seconds, -dy * seconds));
            self.carry(pointer);
        }
    }

    fn stop_scrolling(self) {
        stop(self.pausing);
        if let Some(Some(handle)) = self.scrolling.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// The target under the held card's pointer.
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
        let graph = ground.graph.read_untracked();
        let (card, y) = graph.hit(world)?;
        let row = size::row_at(y, card.head, card.rows.len()).and_then(|row| card.rows.get(row));
        let parent = row.map_or(Parent::Objective(card.objective), |row| Parent::KeyResult(*row));
        (card.objective != held).then_some(Over::Parent(parent))
    }

    fn pinch(self, before: Point, now: Point, still: Point) {
        let factor = distance(now, still) / distance(before, still).max(1.0);
        let middle = |a: Point, b: Point| Point { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
        let (from, to) = (middle(before, still), middle(now, still));
        self.ground().camera.update(|camera| *camera = camera.dragged(to.x - from.x, to.y - from.y).zoom_about(to, factor));
    }

    fn capture(self, pointer: i32) {
        self.pointers.update_value(|pointers| pointers.dragging = true);
        if let Some(element) = self.ground().element.get_untracked() {
            let _ = element.set_pointer_capture(pointer);
        }
    }

    /// The position on a card where it was pressed. Items of the tray aren't cards yet, so a fixed point is used.
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

    /// A pointer's position relative to the map, in screen pixels.
    pub(super) fn point(self, event: &ev::MouseEvent) -> Point {
        let frame = self.frame().unwrap_or_default();
        Point { x: f64::from(event.client_x()) - frame.x, y: f64::from(event.client_y()) - frame.y }
    }
}

impl Pointers {
    /// The last position of a pointer that moves to `now`; `None` if it isn't pressed here.
    fn before(&mut self, id: i32, now: Point) -> Option<Point> {
        let (_, at) = self.down.iter_mut().find(|(down, _)| *down == id)?;
        Some(std::mem::replace(at, now))
    }

    /// Removes a pointer. Returns whether it was pressed.
    fn lift(&mut self, id: i32) -> bool {
        let before = self.down.len();
        self.down.retain(|(down, _)| *down != id);
        if self.down.is_empty() {
            self.pressed = None;
        }
        self.down.len() < before
    }
}

/// Cancels a timer.
fn stop(waiting: StoredValue<Option<TimeoutHandle>>) {
    if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
        handle.clear();
    }
}

fn is_within(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}
