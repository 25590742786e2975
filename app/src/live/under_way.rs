//! Commands without an answer. A repeated command is recognised as the same, and is applied once.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use okr::{Command, CommandId, Envelope};

use super::Live;
use crate::error::AppError;

/// How often a command whose answer was lost is resent automatically.
const AGAIN: u8 = 2;
/// The time without an answer after which a message is shown.
const SLOW: Duration = Duration::from_secs(5);

#[derive(Debug, Default)]
pub(super) struct UnderWay {
    /// Sent, waiting for the answer.
    sent: Vec<Envelope>,
    /// Sent, and the answer was lost. Whether it was applied is unknown.
    lost: Vec<Envelope>,
}

impl UnderWay {
    pub(super) fn send(&mut self, envelope: Envelope) {
        self.lost.retain(|lost| lost.id != envelope.id);
        self.sent.push(envelope);
    }

    /// Records an answer, or that the answer is `lost`.
    pub(super) fn answer(&mut self, id: CommandId, lost: bool) {
        let answered = self.sent.iter().position(|sent| sent.id == id).map(|at| self.sent.remove(at));
        self.lost.extend(answered.filter(|_| lost));
    }

    /// Records an entry. After an entry of another command, a repeated command may be meant as a new one.
    pub(super) fn hear(&mut self, id: CommandId) {
        if !self.lost.iter().any(|lost| lost.id == id) {
            self.lost.clear();
        }
    }

    pub(super) fn is_sending(&self) -> bool {
        !self.sent.is_empty()
    }

    /// Whether the same command is waiting for its answer.
    pub(super) fn is_under_way(&self, command: &Command) -> bool {
        self.sent.iter().any(|sent| same(&sent.command, command))
    }

    /// The same command as sent before, if its answer was lost.
    pub(super) fn unanswered(&self, command: &Command) -> Option<Envelope> {
        self.lost.iter().find(|lost| same(&lost.command, command)).cloned()
    }
}

/// Compared in serialised form, because that code exists already.
fn same(one: &Command, other: &Command) -> bool {
    serde_json::to_string(one).ok() == serde_json::to_string(other).ok()
}

impl Live {
    /// Sends a command and waits for its answer.
    pub(super) async fn deliver(self, envelope: Envelope) -> Result<(), AppError> {
        let id = envelope.id;
        self.under_way.update_value(|under_way| under_way.send(envelope.clone()));
        let slow = self.say_when_slow(id);
        let mut answer = crate::server_fns::commit(envelope.clone()).await;
        // If the answer is lost, it is unknown whether the command was applied. Resent with the same id it is applied
        // once.
        for _ in 0..AGAIN {
            if answer != Err(AppError::Unreachable) {
                break;
            }
            answer = crate::server_fns::commit(envelope.clone()).await;
        }
        let lost = matches!(answer, Err(AppError::Unreachable));
        self.under_way.update_value(|under_way| under_way.answer(id, lost));
        if let Some(toast) = slow.get() {
            self.dismiss(toast);
        }
        answer.map(drop).inspect_err(|_| self.forget(id))
    }

    /// Shows a message if there is no answer after a while. Returns the message's id, once it is shown.
    fn say_when_slow(self, id: CommandId) -> Rc<Cell<Option<u64>>> {
        let slow = Rc::new(Cell::new(None));
        let toast = slow.clone();
        let look = move || {
            let waits = self.under_way.with_value(|under_way| under_way.sent.iter().any(|sent| sent.id == id));
            if waits {
                toast.set(Some(self.put_up(self.words.translate("link.slow").to_owned(), None, true, false)));
            }
        };
        set_timeout(look, SLOW);
        slow
    }
}
