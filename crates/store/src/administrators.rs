//! Ensures that at least one administrator can sign in.
//!
//! The organisation's rules protect the last administrator. But the board doesn't know who can sign in: passwords and
//! identities are in tables of their own. So this is checked in the transaction of each command: of two
//! administrators who resign at the same time, one is refused, on one node or on two.

use std::collections::BTreeSet;

use okr::{Board, Command, Person, PersonId};
use uuid::Uuid;

use crate::on::Connection;
use crate::statement::statement;

/// The people who have credentials.
pub(crate) struct Credentials {
    passwords: BTreeSet<Uuid>,
    identities: BTreeSet<Uuid>,
}

/// Whether a command could take an administrator's role, e-mail address or account away.
pub(crate) const fn may_cost_an_administrator(command: &Command) -> bool {
    matches!(command, Command::EditPerson { .. } | Command::ImportPeople(_) | Command::DeactivatePerson { .. })
}

impl Credentials {
    pub(crate) async fn read(connection: &mut Connection<'_>) -> sqlx::Result<Self> {
        let passwords: Vec<(Uuid,)> = statement("SELECT person FROM credential").rows(connection).await?;
        let identities: Vec<(Uuid,)> = statement("SELECT DISTINCT person FROM identity").rows(connection).await?;
        let ids = |rows: Vec<(Uuid,)>| rows.into_iter().map(|(id,)| id).collect();
        Ok(Self { passwords: ids(passwords), identities: ids(identities) })
    }

    /// A copy without a person's provider accounts.
    pub(crate) fn without_identities_of(mut self, person: PersonId) -> Self {
        self.identities.remove(&person.0);
        self
    }

    /// Whether the change between the boards removes the last administrator who can sign in. `false` if there was
    /// none before, as in open mode.
    pub(crate) fn lose_the_last_administrator(&self, before: &Board, after: &Board) -> bool {
        self.has_administrator(before.people.values().map(AsRef::as_ref))
            && !self.has_administrator(after.people.values().map(AsRef::as_ref))
    }

    /// Whether one of these people is an administrator who can sign in.
    pub(crate) fn has_administrator<'a>(&self, mut people: impl Iterator<Item = &'a Person>) -> bool {
        people.any(|person| person.roles.admin && !person.deactivated && self.can_sign_in(person))
    }

    /// A password needs an e-mail address to sign in; a provider account doesn't.
    fn can_sign_in(&self, person: &Person) -> bool {
        self.identities.contains(&person.id.0) || (person.email.is_some() && self.passwords.contains(&person.id.0))
    }
}
