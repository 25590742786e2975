//! Requests to the writer.

use chrono::SubsecRound as _;
use okr::{Actor, Envelope, Moment};
use sha2::{Digest as _, Sha256};

/// A command with its actor and its fingerprint.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) actor: Actor,
    pub(super) envelope: Envelope,
    /// The moment of the command; `None` for the current time.
    pub(super) moment: Option<Moment>,
    pub(super) fingerprint: [u8; 32],
}

impl Request {
    pub(super) fn new(actor: Actor, envelope: Envelope, moment: Option<Moment>) -> Self {
        // Computed by the caller rather than by the writer, which is the bottleneck.
        let content =
            serde_json::to_vec(&(actor.person(), &envelope.command)).expect("a command is plain data, which always becomes JSON");
        Self { actor, envelope, moment, fingerprint: Sha256::digest(content).into() }
    }
}

/// Databases store microseconds; the board must not be more precise than the tables.
pub(super) fn to_the_microsecond(moment: Moment) -> Moment {
    Moment { now: moment.now.trunc_subsecs(6), ..moment }
}
