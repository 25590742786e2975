//! Commands, from the page to the server and back: shown at once, and reverted if the server refuses.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use okr::{Command, CommandId, Envelope, Event};

use super::state::Live;
use crate::browser::new_id;
use crate::error::AppError;

/// How often a command whose answer was lost is resent automatically.
const AGAIN: u8 = 2;
/// The time without an answer after which a message is shown.
const SLOW: Duration = Duration::from_secs(5);

impl Live {
    /// Sends a command: shows it at once, and reverts it with a message if the server refuses.
    ///
    /// # Errors
    /// Why it failed. A command that is refused here isn't sent.
    pub async fn commit(self, command: Command) -> Result<Vec<Event>, AppError> {
        match self.unanswered(&command) {
            // It may already be applied and so be refused here; the server recognises its id.
            Some(envelope) => {
                let events = self.expect(envelope.clone()).unwrap_or_default();
                self.deliver(envelope).await.map(|()| events)
            }
            None => self.commit_as(Envelope { id: new_id().into(), command }).await,
        }
    }

    /// [`Live::commit`] with an id that the caller stores, to be able to [send it again](Live::commit_again).
    ///
    /// # Errors
    /// As there.
    pub async fn commit_as(self, envelope: Envelope) -> Result<Vec<Event>, AppError> {
        let events = self.expect(envelope.clone())?;
        self.deliver(envelope).await.map(|()| events)
    }

    /// Sends a command again whose answer was lost. It may have been applied meanwhile, and the rules would refuse it
    /// here; the server recognises its id and applies it once.
    ///
    /// # Errors
    /// Why it failed.
    pub async fn commit_again(self, envelope: Envelope) -> Result<(), AppError> {
        let _ = self.expect(envelope.clone());
        self.deliver(envelope).await
    }

    fn expect(self, envelope: Envelope) -> Result<Vec<Event>, AppError> {
        self.optimistic.expect(envelope, self.moment.get_untracked()).map_err(AppError::Refused)
    }

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
            self.messages.dismiss(toast);
        }
        answer.map(drop).inspect_err(|_| self.optimistic.forget(id, self.moment.get_untracked()))
    }

    /// Shows a message if there is no answer after a while. Returns the message's id, once it is shown.
    fn say_when_slow(self, id: CommandId) -> Rc<Cell<Option<u64>>> {
        let slow = Rc::new(Cell::new(None));
        let toast = slow.clone();
        let look = move || {
            if self.under_way.with_value(|under_way| under_way.waits_for(id)) {
                toast.set(Some(self.messages.put_up(self.words.translate("link.slow").to_owned(), None, true)));
            }
        };
        set_timeout(look, SLOW);
        slow
    }

    /// The same command as sent before, if its answer was lost.
    pub(super) fn unanswered(self, command: &Command) -> Option<Envelope> {
        self.under_way.with_value(|under_way| under_way.unanswered(command))
    }

    /// Whether the same command is waiting for its answer.
    pub(super) fn is_under_way(self, command: &Command) -> bool {
        self.under_way.with_value(|under_way| under_way.is_under_way(command))
    }
}
