//! Decisions of several steps.

use super::Case;
use crate::{Actor, Board, Event, Moment};

/// A decision of several steps: each is decided on the board after the previous ones. The board is a cheap copy that
/// is discarded.
pub(super) struct Steps {
    pub(super) board: Board,
    actor: Actor,
    at: Moment,
    events: Vec<Event>,
}

impl Steps {
    pub(super) fn from(case: Case<'_>) -> Self {
        Self { board: case.board.clone(), actor: case.actor, at: case.at, events: Vec::new() }
    }

    /// The current state.
    pub(super) fn case(&self) -> Case<'_> {
        Case { board: &self.board, actor: self.actor, at: self.at }
    }

    pub(super) fn take(&mut self, event: Event) {
        self.board.apply(&event);
        self.events.push(event);
    }

    pub(super) fn take_all(&mut self, events: Vec<Event>) {
        for event in events {
            self.take(event);
        }
    }

    pub(super) fn into_events(self) -> Vec<Event> {
        self.events
    }
}
