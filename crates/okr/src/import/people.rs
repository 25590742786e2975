//! A table of people and teams, as a command.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Roles;

/// A whole table. Rows are identified by e-mail address; people who aren't in the table are unchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeopleTable {
    /// The first of the ids for created things.
    pub ids_from: Uuid,
    /// The rows in the order of the file.
    pub rows: Vec<PersonRow>,
}

/// One row. `None` keeps a person's current value; a new person gets none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Its line in the file, from 1 for the header.
    pub line: u32,
    /// The e-mail address, in any letter case.
    pub email: String,
    /// The name.
    pub name: String,
    /// All teams they are a member of, as paths from the company.
    pub teams: Option<Vec<Vec<String>>>,
    /// All of their roles.
    pub roles: Option<Roles>,
    /// All teams they lead, as paths from the company.
    pub leads: Option<Vec<Vec<String>>>,
}
