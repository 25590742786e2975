//! The board in two states: as the server has confirmed it, and as it is shown, with the pending commands on top.

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Actor, Board, Command, CommandId, Entry, Envelope, Event, Moment, PersonId, Position, Refusal};

/// Decides a command by the rules. Pending commands bring this function along, so the rules are loaded only with the
/// pages that send commands.
type Decide = fn(&Board, Actor, &Command, Moment) -> Result<Vec<Event>, Refusal>;

/// The confirmed board and the pending commands. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Optimistic(StoredValue<State>);

struct State {
    shown: RwSignal<Arc<Board>>,
    reader: Option<PersonId>,
    confirmed: Board,
    pending: Vec<(Envelope, Decide)>,
}

impl Optimistic {
    /// Nothing is pending.
    pub(super) fn new(board: &Arc<Board>, reader: Option<PersonId>) -> Self {
        let (shown, confirmed) = (RwSignal::new(board.clone()), board.as_ref().clone());
        Self(StoredValue::new(State { shown, reader, confirmed, pending: Vec::new() }))
    }

    /// The board shown.
    pub(super) fn board(self) -> ReadSignal<Arc<Board>> {
        self.0.with_value(|state| state.shown.read_only())
    }

    /// Decides a command of the reader on the shown board without applying it.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn decide(self, command: &Command, at: Moment) -> Result<Vec<Event>, Refusal> {
        let Some(reader) = self.0.with_value(|state| state.reader) else {
            return Err(Refusal::Founding);
        };
        okr::decide(&self.board().read_untracked(), Actor::Person(reader), command, at)
    }

    /// Shows a command before the server has confirmed it.
    ///
    /// # Errors
    /// The refusal, if the rules refuse it already here.
    pub(super) fn expect(self, envelope: Envelope, at: Moment) -> Result<Vec<Event>, Refusal> {
        let events = self.decide(&envelope.command, at)?;
        self.0.update_value(|state| state.pending.push((envelope, okr::decide)));
        self.show(at);
        Ok(events)
    }

    /// Drops a pending command that the server refused.
    pub(super) fn forget(self, id: CommandId, at: Moment) {
        self.0.update_value(|state| state.pending.retain(|(envelope, _)| envelope.id != id));
        self.show(at);
    }

    /// Records the next entry of the journal. Its command is no longer pending.
    pub(super) fn confirm(self, entry: &Entry, at: Moment) {
        self.0.update_value(|state| state.confirmed.record(entry));
        self.forget(entry.command, at);
    }

    /// Begins again with another board, and with nothing pending.
    pub(super) fn restart(self, board: Board, at: Moment) {
        self.0.update_value(|state| {
            state.confirmed = board;
            state.pending.clear();
        });
        self.show(at);
    }

    /// The position of the last confirmed entry.
    pub(super) fn position(self) -> Position {
        self.0.with_value(|state| state.confirmed.position())
    }

    /// Computes the shown board. Pending commands are decided again; those that are refused now are left out until the
    /// server answers.
    fn show(self, at: Moment) {
        let (shown, board) = self.0.with_value(|State { shown, reader, confirmed, pending }| {
            let mut board = confirmed.clone();
            for (envelope, decide) in pending {
                let Some(reader) = *reader else { break };
                for event in decide(&board, Actor::Person(reader), &envelope.command, at).unwrap_or_default() {
                    board.apply(&event);
                }
            }
            (*shown, board)
        });
        shown.set(Arc::new(board));
    }
}
