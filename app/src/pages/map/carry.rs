//! Carrying a card with a pointer: it follows the pointer, the map scrolls near its border, and the card below opens after
//! a while.

use std::time::Duration;

use layout::{Point, Rect, edge_scroll};
use leptos::prelude::*;
use okr::{ObjectiveId, Parent};

use super::align::Aligner;
use super::ground::Ground;
use super::held::{Hand, Held, Over};
use super::judge::can_take;
use super::{screen, size};

/// How long a card is held over another before that shows its key results.
const PAUSE: Duration = Duration::from_millis(600);
/// The interval of scrolling while a card is held near the border.
const TICK: Duration = Duration::from_millis(16);

/// What carries a card. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Carry {
    aligner: Aligner,
    scrolling: StoredValue<Option<IntervalHandle>>,
    /// Whether the held card has been away from the border.
    calm: StoredValue<bool>,
    /// The timer that runs while a card is held still over another.
    pausing: StoredValue<Option<TimeoutHandle>>,
}

impl Carry {
    /// From the page's context.
    pub(super) fn new() -> Self {
        let carry = Self {
            aligner: Aligner::new(),
            scrolling: StoredValue::default(),
            calm: StoredValue::default(),
            pausing: StoredValue::default(),
        };
        on_cleanup(move || carry.stop());
        carry
    }

    /// The map.
    pub(super) fn ground(self) -> Ground {
        self.aligner.ground
    }

    /// Whether a pointer holds a card.
    pub(super) fn holds(self) -> bool {
        matches!(self.ground().held.get_untracked(), Some(Held { hand: Hand::Pointer(_), .. }))
    }

    /// Lifts a card; `grip` is where it is held.
    pub(super) fn lift(self, id: ObjectiveId, grip: Point) {
        let ground = self.ground();
        ground.made.set(None);
        ground.near.set(None);
        ground.over.set(None);
        ground.held.set(Some(Held { child: id, hand: Hand::Pointer(grip) }));
        self.calm.set_value(false);
        let handle = set_interval_with_handle(move || self.scroll(), TICK).ok();
        self.stop();
        self.scrolling.set_value(handle);
    }

    /// Moves the held card with its pointer.
    pub(super) fn move_to(self, point: Point) {
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
        cancel(self.pausing);
        let Some(card) = card.filter(|card| ground.ajar.get_untracked() != Some(*card)) else { return };
        let show = move || {
            cancel(self.pausing);
            if let Some(Held { child, .. }) = ground.held.get_untracked()
                && can_take(self.aligner.live, child, card)
            {
                ground.ajar.set(Some(card));
                self.move_to(ground.pointer.get_untracked());
            }
        };
        self.pausing.set_value(set_timeout_with_handle(show, PAUSE).ok());
    }

    /// Scrolls while a card is held near the border.
    fn scroll(self) {
        let ground = self.ground();
        if !self.holds() {
            return self.stop();
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
            self.move_to(pointer);
        }
    }

    /// Stops what waits or goes on while a card is held.
    pub(super) fn stop(self) {
        cancel(self.pausing);
        if let Some(Some(handle)) = self.scrolling.try_update_value(Option::take) {
            handle.clear();
        }
    }

    /// Drops the held card on what it is over.
    pub(super) fn drop_held(self) {
        self.stop();
        self.aligner.drop_held();
    }

    /// Puts the held card back, and says so.
    pub(super) fn give_up(self) {
        self.stop();
        self.ground().put_back();
        self.ground().say(self.aligner.words.translate("map.put_back"));
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

    /// The map's rectangle in the window.
    pub(super) fn frame(self) -> Option<Rect> {
        self.ground().element.get_untracked().map(|element| screen::frame_of(&element))
    }
}

/// Cancels a timer.
pub(super) fn cancel(waiting: StoredValue<Option<TimeoutHandle>>) {
    if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
        handle.clear();
    }
}
