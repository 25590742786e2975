//! Pointer input on the map: drags the view, or lifts a card and drops it on another card, a key result or the tray.
//! Two pointers pinch. Touch moves the view; a long press on a card lifts it.

use std::time::Duration;

use layout::Point;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use okr::ObjectiveId;

use super::carry::{Carry, cancel};
use super::pointers::{On, Pointers, distance};
use super::screen;

/// The distance in screen pixels after which a pointer drags.
const THRESHOLD: f64 = 5.0;
/// The same for touch, which is less steady.
const FINGER: f64 = 10.0;
/// The duration of a long press.
const LONG_PRESS: Duration = Duration::from_millis(450);

/// The pointer handlers.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    carry: Carry,
    pointers: StoredValue<Pointers>,
    /// The timer of a long press.
    pressing: StoredValue<Option<TimeoutHandle>>,
}

impl Drag {
    /// From the page's context.
    pub(super) fn new() -> Self {
        let drag = Self { carry: Carry::new(), pointers: StoredValue::default(), pressing: StoredValue::default() };
        on_cleanup(move || cancel(drag.pressing));
        // Listens on the document while a card is held, wherever the focus is.
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" && drag.carry.holds() {
                    drag.carry.give_up();
                }
            });
            on_cleanup(move || handle.remove());
        });
        drag
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
        cancel(self.pressing);
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
        cancel(self.pressing);
        self.pointers.update_value(|pointers| pointers.pressed = Some((On::Card { id, grip }, point)));
        self.capture(pointer);
        self.carry.lift(id, grip);
        self.carry.move_to(point);
    }

    /// Prevents scrolling and the context menu while a finger lifts or holds a card.
    pub(super) fn touched(self, event: &ev::Event) {
        if self.carry.holds() || self.pressing.with_value(Option::is_some) && event.type_() == "contextmenu" {
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
            if on == On::Tray || self.carry.holds() {
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
            cancel(self.pressing);
            if on == On::Tray {
                return;
            }
            self.capture(event.pointer_id());
            if let On::Card { id, grip } = on {
                self.carry.lift(id, grip);
            }
        }
        match on {
            On::Ground => {
                self.carry.ground().camera.update(|camera| *camera = camera.dragged(point.x - before.x, point.y - before.y));
            }
            On::Card { .. } if self.carry.holds() => self.carry.move_to(point),
            On::Card { .. } | On::Tray => {}
        }
    }

    /// Handles `pointerup`.
    pub(super) fn up(self, event: &ev::PointerEvent) {
        cancel(self.pressing);
        let known = self.pointers.try_update_value(|pointers| pointers.lift(event.pointer_id())).unwrap_or(false);
        if known && self.carry.holds() {
            self.carry.drop_held();
        }
        // The click event, if there is one, comes before this.
        set_timeout(
            move || self.pointers.update_value(|pointers| pointers.dragging &= !pointers.down.is_empty()),
            Duration::ZERO,
        );
    }

    /// Handles `pointercancel`.
    pub(super) fn cancelled(self, event: &ev::PointerEvent) {
        cancel(self.pressing);
        self.pointers.update_value(|pointers| _ = pointers.lift(event.pointer_id()));
        self.carry.stop();
        if self.carry.holds() {
            self.carry.ground().put_back();
        }
    }

    /// Suppresses the click that ends a drag.
    pub(super) fn clicked(self, event: &ev::MouseEvent) {
        if self.pointers.try_update_value(|pointers| std::mem::take(&mut pointers.dragging)).unwrap_or(false) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn pinch(self, before: Point, now: Point, still: Point) {
        let factor = distance(now, still) / distance(before, still).max(1.0);
        let middle = |a: Point, b: Point| Point { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
        let (from, to) = (middle(before, still), middle(now, still));
        self.carry.ground().camera.update(|camera| *camera = camera.dragged(to.x - from.x, to.y - from.y).zoom_about(to, factor));
    }

    fn capture(self, pointer: i32) {
        self.pointers.update_value(|pointers| pointers.dragging = true);
        if let Some(element) = self.carry.ground().element.get_untracked() {
            let _ = element.set_pointer_capture(pointer);
        }
    }

    /// The position on a card where it was pressed. Items of the tray aren't cards yet, so a fixed point is used.
    fn grip(self, card: &Element, event: &ev::PointerEvent) -> Point {
        if is_within(card, ".tray") {
            return Point { x: 120.0, y: 24.0 };
        }
        let frame = screen::frame_of(card);
        let zoom = self.carry.ground().camera.get_untracked().zoom;
        Point { x: (f64::from(event.client_x()) - frame.x) / zoom, y: (f64::from(event.client_y()) - frame.y) / zoom }
    }

    /// A pointer's position relative to the map, in screen pixels.
    pub(super) fn point(self, event: &ev::MouseEvent) -> Point {
        let frame = self.carry.frame().unwrap_or_default();
        Point { x: f64::from(event.client_x()) - frame.x, y: f64::from(event.client_y()) - frame.y }
    }
}

fn is_within(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}
