//! Typed identifiers: a key result's id can't be handed in where an objective's is wanted.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A person.
    PersonId
    /// A team.
    TeamId
    /// A pillar of the strategy.
    PillarId
    /// A cycle.
    CycleId
    /// An objective.
    ObjectiveId
    /// A key result.
    KeyResultId
    /// A step of milestones, within its key result.
    MilestoneId
    /// A check-in, also a corrected one.
    CheckInId
    /// A command, chosen by whoever sends it. A command sent twice carries the same id and happens once.
    CommandId
}
