//! A table of people and teams, as a command.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Roles;

/// A whole table. Whom a row is about, its e-mail address says; who isn't in the table stays as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeopleTable {
    /// The ids of what is made are counted from this one.
    pub ids_from: Uuid,
    /// In the order of the file.
    pub rows: Vec<PersonRow>,
}

/// One row. `None` leaves as it is what is known of somebody; somebody new then has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Its line in the file, from 1 for the header.
    pub line: u32,
    /// Whom it is about, in any letter case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The teams they are a member of, all of them, as paths from the company.
    pub teams: Option<Vec<Vec<String>>>,
    /// Their roles, all of them.
    pub roles: Option<Roles>,
    /// The teams they lead, all of them, as paths from the company.
    pub leads: Option<Vec<Vec<String>>>,
}
