//! On whose behalf something is done.

use okr::{Actor, PersonId};
use uuid::Uuid;

/// The signed-in person who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The person.
    pub person: PersonId,
    /// Their session.
    pub session: Uuid,
}

/// On whose behalf a use case runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A person.
    Person(PersonId),
    /// The operator, on the server's command line.
    CommandLine,
    /// The identity provider, about a person who signs in with it.
    Provider,
}

impl Principal {
    /// The actor whom the rules and the journal know.
    pub const fn actor(self) -> Actor {
        match self {
            Self::Person(person) => Actor::Person(person),
            Self::CommandLine | Self::Provider => Actor::CommandLine,
        }
    }
}

impl From<Caller> for Principal {
    fn from(caller: Caller) -> Self {
        Self::Person(caller.person)
    }
}
