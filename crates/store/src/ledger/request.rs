//! What somebody asked for.

use chrono::SubsecRound as _;
use okr::{Actor, Envelope, Moment};
use sha2::{Digest as _, Sha256};

/// A command, who sent it, and what tells it from any other.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) actor: Actor,
    pub(super) envelope: Envelope,
    /// When it is to have happened; `None` leaves it to the clock.
    pub(super) moment: Option<Moment>,
    pub(super) fingerprint: [u8; 32],
}

impl Request {
    pub(super) fn new(actor: Actor, envelope: Envelope, moment: Option<Moment>) -> Self {
        // Made by whoever asks, not by the writer, for whom everybody waits.
        let content =
            serde_json::to_vec(&(actor.person(), &envelope.command)).expect("a command is plain data, which always becomes JSON");
        Self { actor, envelope, moment, fingerprint: Sha256::digest(content).into() }
    }
}

/// No database keeps more than microseconds; the board must not know more than the tables.
pub(super) fn to_the_microsecond(moment: Moment) -> Moment {
    Moment { now: moment.now.trunc_subsecs(6), ..moment }
}
