//! Typed ids: a key result's id can't be used as an objective's.

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
    /// A step of milestones, unique within its key result.
    MilestoneId
    /// A check-in or a correction.
    CheckInId
    /// A command, chosen by the sender. A command sent twice has the same id and is applied once.
    CommandId
}
