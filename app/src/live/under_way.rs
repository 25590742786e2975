//! Commands without an answer. A repeated command is recognised as the same, and is applied once.

use okr::{Command, CommandId, Envelope};

/// The commands that were sent and aren't answered.
#[derive(Debug, Default)]
pub(super) struct UnderWay {
    /// Sent, waiting for the answer.
    sent: Vec<Envelope>,
    /// Sent, and the answer was lost. Whether it was applied is unknown.
    lost: Vec<Envelope>,
}

impl UnderWay {
    /// Records that a command is sent.
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

    /// Whether this command is waiting for its answer.
    pub(super) fn waits_for(&self, id: CommandId) -> bool {
        self.sent.iter().any(|sent| sent.id == id)
    }

    /// Whether any command is waiting for its answer.
    #[cfg(feature = "hydrate")]
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
