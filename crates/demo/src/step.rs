//! One command of a demo.

use okr::{Actor, Envelope, Moment};

/// One command of a demo. `okr::decide` accepts each after the previous ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The actor.
    pub actor: Actor,
    /// The moment. Steps are in the order of time.
    pub at: Moment,
    /// The command.
    pub envelope: Envelope,
}
