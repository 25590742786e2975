//! One administrator who can sign in always stays.
//!
//! The rules of the organisation keep the last administrator. Whether an administrator can sign in, no board knows: passwords and
//! identities are in tables of their own. So it is asked in the transaction of the command, whoever sent it and by whatever way it came:
//! of two who resign at once, one is refused, on one node or on two.

use std::collections::BTreeSet;

use okr::{Board, Command, Person, PersonId};
use uuid::Uuid;

use crate::database::Connection;
use crate::statement::statement;

/// Who has a way to prove who they are.
pub(crate) struct Credentials {
    passwords: BTreeSet<Uuid>,
    identities: BTreeSet<Uuid>,
}

/// Whether a command could cost an administrator their role, their address or their account.
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

    /// The same without what providers know of a person.
    pub(crate) fn without_identities_of(mut self, person: PersonId) -> Self {
        self.identities.remove(&person.0);
        self
    }

    /// Whether, from one board to the other, the last administrator is lost who can sign in. Where there was none, as while an
    /// organisation is tried out without signing in, there is none to lose.
    pub(crate) fn lose_the_last_administrator(&self, before: &Board, after: &Board) -> bool {
        self.has_administrator(before.people.values().map(AsRef::as_ref))
            && !self.has_administrator(after.people.values().map(AsRef::as_ref))
    }

    /// Whether one of these people is an administrator who can sign in.
    pub(crate) fn has_administrator<'a>(&self, mut people: impl Iterator<Item = &'a Person>) -> bool {
        people.any(|person| person.roles.admin && !person.deactivated && self.can_sign_in(person))
    }

    /// A password goes with an address; a provider knows a person by what it calls them.
    fn can_sign_in(&self, person: &Person) -> bool {
        self.identities.contains(&person.id.0) || (person.email.is_some() && self.passwords.contains(&person.id.0))
    }
}
