//! The board in two states: as the server has confirmed it, and as it is shown, with the pending commands on top.

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Actor, Board, Command, CommandId, Entry, Envelope, Event, Moment, PersonId, Position, Refusal};

/// Decides a command by the rules. Pending commands bring this function along, so the rules are loaded only with the
/// pages that send commands.
type Decide = fn(&Board, Actor, &Command, Moment) -> Result<Vec<Event>, Refusal>;

/// The confirmed board and the pending commands. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Optimistic {
    /// The board shown.
    pub(super) board: RwSignal<Arc<Board>>,
    reader: Option<PersonId>,
    confirmed: StoredValue<Board>,
    pending: StoredValue<Vec<(Envelope, Decide)>>,
}

impl Optimistic {
    /// Nothing is pending.
    pub(super) fn new(board: &Arc<Board>, reader: Option<PersonId>) -> Self {
        Self {
            board: RwSignal::new(board.clone()),
            reader,
            confirmed: StoredValue::new(board.as_ref().clone()),
            pending: StoredValue::default(),
        }
    }

    /// Decides a command of the reader on the shown board without applying it.
    ///
    /// # Errors
    /// The refusal.
    pub(super) fn decide(self, command: &Command, at: Moment) -> Result<Vec<Event>, Refusal> {
        let Some(reader) = self.reader else {
            return Err(Refusal::Founding);
        };
        okr::decide(&self.board.read_untracked(), Actor::Person(reader), command, at)
    }

    /// Shows a command before the server has confirmed it.
    ///
    /// # Errors
    /// The refusal, if the rules refuse it already here.
    pub(super) fn expect(self, envelope: Envelope, at: Moment) -> Result<Vec<Event>, Refusal> {
        let events = self.decide(&envelope.command, at)?;
        self.pending.update_value(|pending| pending.push((envelope, okr::decide)));
        self.show(at);
        Ok(events)
    }

    /// Drops a pending command that the server refused.
    pub(super) fn forget(self, id: CommandId, at: Moment) {
        self.pending.update_value(|pending| pending.retain(|(envelope, _)| envelope.id != id));
        self.show(at);
    }

    /// Records the next entry of the journal. Its command is no longer pending.
    pub(super) fn confirm(self, entry: &Entry, at: Moment) {
        self.confirmed.update_value(|board| board.record(entry));
        self.forget(entry.command, at);
    }

    /// Begins again with another board, and with nothing pending.
    pub(super) fn restart(self, board: Board) {
        self.confirmed.set_value(board.clone());
        self.pending.update_value(Vec::clear);
        self.board.set(Arc::new(board));
    }

    /// The position of the last confirmed entry.
    pub(super) fn position(self) -> Position {
        self.confirmed.with_value(Board::position)
    }

    /// Computes the shown board. Pending commands are decided again; those that are refused now are left out until the
    /// server answers.
    fn show(self, at: Moment) {
        let mut board = self.confirmed.get_value();
        if let Some(reader) = self.reader {
            self.pending.with_value(|pending| {
                for (envelope, decide) in pending {
                    for event in decide(&board, Actor::Person(reader), &envelope.command, at).unwrap_or_default() {
                        board.apply(&event);
                    }
                }
            });
        }
        self.board.set(Arc::new(board));
    }
}
