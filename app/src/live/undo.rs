//! Commands that can be undone.

use std::sync::Arc;

use leptos::prelude::*;
use okr::{Actor, Board, Command, Envelope, Event};

use super::messages::Undo;
use super::state::Live;
use crate::browser::new_id;
use crate::error::AppError;

impl Live {
    /// Sends a command from an event handler. Shows `done` with an undo button on success, or the error.
    pub fn send(self, command: Command, done: impl Into<String>) {
        let done = done.into();
        // A second press before the answer counts as the same command.
        if self.is_under_way(&command) {
            return;
        }
        leptos::task::spawn_local(async move {
            match self.commit(command).await {
                Ok(events) => self.messages.say(done, self.undo(&events), false),
                Err(error) => self.fail(&error),
            }
        });
    }

    /// Sends a command from a form that is part of what the command changes. It isn't shown before it is confirmed:
    /// otherwise the form and its input would be lost if the server refused. Returns the undo action.
    ///
    /// # Errors
    /// As [`Live::commit`].
    pub async fn ask(self, command: Command) -> Result<Option<Undo>, AppError> {
        if let Some(envelope) = self.unanswered(&command) {
            return self.deliver(envelope).await.map(|()| None);
        }
        let events = self.decide(&command).map_err(AppError::Refused)?;
        let mut after = Board::clone(&self.board.read_untracked());
        for event in &events {
            after.apply(event);
        }
        let undo = self.undo_on(&after, &events);
        self.deliver(Envelope { id: new_id().into(), command }).await.map(|()| undo)
    }

    /// The undo action of these events, if there is one.
    pub fn undo(self, events: &[Event]) -> Option<Undo> {
        self.undo_on(&self.board.read_untracked(), events)
    }

    /// The same on a board to which the events are applied. `None` if it would be refused.
    fn undo_on(self, board: &Board, events: &[Event]) -> Option<Undo> {
        let inverse = okr::undo::undo(board, Actor::Person(self.reader?), events, self.moment.get_untracked());
        (!inverse.is_empty()).then(|| Undo { label: "toast.undo", run: Arc::new(move || self.send_inverse(inverse.clone())) })
    }

    /// Sends an undo. Its own undo is labelled as a redo.
    fn send_inverse(self, inverse: Vec<Command>) {
        if inverse.iter().any(|command| self.is_under_way(command)) {
            return;
        }
        leptos::task::spawn_local(async move {
            let mut done = Vec::new();
            for command in inverse {
                match self.commit(command).await {
                    Ok(events) => done.push(events),
                    Err(error) => return self.fail(&error),
                }
            }
            // An undo that restores several things can't be redone by a single command.
            let redo = if let [events] = done.as_slice() { self.undo(events) } else { None };
            let redo = redo.map(|undo| Undo { label: "toast.redo", ..undo });
            self.messages.say(self.words.translate("toast.undone"), redo, false);
        });
    }
}
