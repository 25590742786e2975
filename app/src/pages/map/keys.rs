//! Keyboard control of the map: arrows navigate, `Enter` opens, `A` opens "align to…", `Space` lifts and drops, `0`
//! shows all.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use okr::{ObjectiveId, Parent};

use super::align::Aligner;
use super::ground::Ground;
use super::held::{Hand, Held, Over};
use super::judge::{can_take, how_words, judge, parent_title};
use super::screen;
use super::walk::{Way, step};
use crate::composition::is_composing;
use crate::i18n::t;

/// The zoom factor of a press of `+`.
pub(super) const CLOSER: f64 = 1.25;

/// The keyboard handler.
#[derive(Clone, Copy)]
pub(super) struct Keys(Aligner);

impl Keys {
    fn ground(self) -> Ground {
        self.0.ground
    }

    /// Listens for keys on the whole page while the map exists.
    pub(super) fn listen() {
        let keys = Self(Aligner::new());
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, move |event| keys.down(&event));
            on_cleanup(move || handle.remove());
        });
    }

    /// Handles `keydown`.
    fn down(self, event: &ev::KeyboardEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let within = |selector: &str| target.closest(selector).ok().flatten();
        let typing = within("input, select, textarea, [contenteditable]").is_some() || screen::has_dialog();
        if typing || event.default_prevented() || is_composing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let id_of = |element: Element| element.get_attribute("data-objective").and_then(|id| id.parse().ok());
        let on = within(".card").and_then(id_of);
        // Controls, on a card or elsewhere, handle `Enter` and `Space` themselves.
        let presses = within("a, button, summary").is_some();
        let done = match (self.ground().held.get_untracked(), on) {
            (Some(Held { hand: Hand::Pointer(_), .. }), _) => false,
            (Some(Held { hand: Hand::Keys, child }), _) => self.carry(child, &key),
            (None, Some(card)) => self.go(card, &key) || (!presses && self.act(card, &key, &target)) || self.look(&key),
            // With the focus elsewhere, keys start from the current card.
            (None, None) => self.come(&key) || self.look(&key),
        };
        if done {
            event.prevent_default();
        }
    }

    /// Keys that start from the current card while the focus is elsewhere.
    fn come(self, key: &str) -> bool {
        let ground = self.ground();
        let Some(last) = untrack(|| ground.tab_stop()) else { return false };
        match key {
            _ if Way::of_key(key).is_some() => ground.go_to(last),
            "a" | "A" if ground.at.get_untracked().is_some() => ground.asking.set(Some(last)),
            _ => return false,
        }
        true
    }

    /// Keys that move the camera.
    fn look(self, key: &str) -> bool {
        match key {
            "0" => self.ground().fit(),
            "+" | "=" => self.ground().zoom(CLOSER),
            "-" => self.ground().zoom(1.0 / CLOSER),
            "Escape" if self.ground().made.get_untracked().is_some() => self.ground().made.set(None),
            _ => return false,
        }
        true
    }

    /// Keys on a card or its controls, while nothing is held.
    fn go(self, at: ObjectiveId, key: &str) -> bool {
        let ground = self.ground();
        if let Some(way) = Way::of_key(key) {
            if way == Way::Right && ground.is_folded(at) {
                ground.fold(at);
            }
            let next = step(&ground.graph.read_untracked(), at, way);
            if let Some(next) = next {
                ground.go_to(next);
            }
            return true;
        }
        let asks = matches!(key, "a" | "A");
        if asks {
            ground.asking.set(Some(at));
        }
        asks
    }

    /// Keys on the card itself.
    fn act(self, at: ObjectiveId, key: &str, element: &Element) -> bool {
        match key {
            "Enter" => {
                if let Some(link) =
                    element.query_selector("h2 a").ok().flatten().and_then(|link| link.dyn_into::<HtmlElement>().ok())
                {
                    link.click();
                }
            }
            " " => self.lift(at),
            "Delete" => self.unalign(at),
            _ => return false,
        }
        true
    }

    fn unalign(self, child: ObjectiveId) {
        let primary = self.0.live.board.read_untracked().objective(child).ok().and_then(|child| child.parents.first().copied());
        if let Some(primary) = primary {
            self.0.unalign(child, primary.parent);
        }
    }

    fn lift(self, child: ObjectiveId) {
        let Aligner { ground, live, words } = self.0;
        ground.made.set(None);
        ground.held.set(Some(Held { child, hand: Hand::Keys }));
        let board = live.board.get_untracked();
        let title = board.objective(child).map(|objective| objective.title.clone()).unwrap_or_default();
        let primary = board.objective(child).ok().and_then(|objective| objective.parents.first()).map(|edge| edge.parent);
        let first = ground.graph.with_untracked(|graph| graph.cards.iter().map(|card| card.objective).find(|id| *id != child));
        let first = primary.or(first.map(Parent::Objective));
        ground.over.set(first.map(Over::Parent));
        if let Some(first) = first {
            self.unfold(child, first);
        }
        ground.say(t!(words, "map.lifted", what = title));
    }

    fn put_back(self) -> bool {
        self.ground().put_back();
        self.ground().say(self.0.words.translate("map.put_back"));
        true
    }

    /// Keys while the keyboard holds a card. They move the target; the card keeps the focus.
    fn carry(self, child: ObjectiveId, key: &str) -> bool {
        let ground = self.ground();
        if let Some(way) = Way::of_key(key) {
            if let Some(Over::Parent(parent)) = ground.over.get_untracked()
                && let Some(next) = self.next(child, parent, way)
            {
                ground.over.set(Some(Over::Parent(next)));
                self.unfold(child, next);
                self.tell(child, next);
            }
            return true;
        }
        match key {
            " " | "Enter" => match ground.over.get_untracked() {
                Some(Over::Parent(parent)) if judge(self.0.live, child, parent).is_err() => self.tell(child, parent),
                _ => self.0.drop_held(),
            },
            "Escape" => return self.put_back(),
            // Tab leaves the card and releases it.
            "Tab" => {
                self.put_back();
                return false;
            }
            _ => return false,
        }
        true
    }

    /// The next target: a card's key results come before the next card, if the card can take the held one at all.
    fn next(self, child: ObjectiveId, from: Parent, way: Way) -> Option<Parent> {
        let live = self.0.live;
        let board = live.board.get_untracked();
        let stops = |id: ObjectiveId| -> Vec<Parent> {
            let Ok(objective) = board.objective(id) else { return Vec::new() };
            let rows = objective.key_results.iter().copied().map(Parent::KeyResult);
            let all: Vec<_> = std::iter::once(Parent::Objective(id)).chain(rows).collect();
            if can_take(live, child, id) { all } else { vec![Parent::Objective(id)] }
        };
        let card = board.objective_of(from).ok()?.id;
        let own = stops(card);
        let place = own.iter().position(|parent| *parent == from).unwrap_or(0);
        let within = match way {
            Way::Down => own.get(place + 1),
            Way::Up => place.checked_sub(1).and_then(|place| own.get(place)),
            Way::Left | Way::Right => None,
        };
        if let Some(parent) = within {
            return Some(*parent);
        }
        let graph = self.ground().graph.get_untracked();
        let next = step(&graph, card, way).and_then(|next| if next == child { step(&graph, next, way) } else { Some(next) })?;
        if way == Way::Up { stops(next).last().copied() } else { Some(Parent::Objective(next)) }
    }

    /// Shows the key results of the target, if it can take the held card.
    fn unfold(self, child: ObjectiveId, over: Parent) {
        let above = self.0.live.board.read_untracked().objective_of(over).ok().map(|above| above.id);
        self.ground().ajar.set(above.filter(|above| can_take(self.0.live, child, *above)));
    }

    /// Announces the effect of dropping here.
    fn tell(self, child: ObjectiveId, parent: Parent) {
        let Aligner { ground, live, words } = self.0;
        let board = live.board.get_untracked();
        let to = parent_title(&board, parent);
        ground.say(match judge(live, child, parent) {
            Ok(how) => t!(words, "map.over", to = to, how = how_words(words, how)),
            Err(refusal) => t!(words, "map.over_refused", to = to, why = words.refusal(&refusal, &board)),
        });
        if let Ok(above) = board.objective_of(parent) {
            ground.reveal(above.id);
        }
    }
}
