//! One row of a table of people and teams.

use okr::Roles;
use okr::import::PersonRow;

use crate::cells::{Cells, Reported};
use crate::header::Columns;

/// A column of a table of people and teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Email,
    Team,
    Roles,
    Leads,
}

impl Columns for Column {
    const ALL: &'static [Self] = &[Self::Name, Self::Email, Self::Team, Self::Roles, Self::Leads];
    const REQUIRED: &'static [Self] = &[Self::Name, Self::Email];

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Team => "team",
            Self::Roles => "roles",
            Self::Leads => "leads",
        }
    }
}

const EXECUTIVE: Roles = Roles { executive: true, programme_office: false, admin: false };
const PROGRAMME_OFFICE: Roles = Roles { executive: false, programme_office: true, admin: false };
const ADMIN: Roles = Roles { executive: false, programme_office: false, admin: true };

/// The roles that a cell can name; leads are in the column `leads`.
const ROLES: [(&str, Roles); 3] = [("executive", EXECUTIVE), ("programme_office", PROGRAMME_OFFICE), ("admin", ADMIN)];

/// The cell content that means "none". An empty cell means "unchanged".
const NONE: &str = "-";

/// Parses a row. Invalid cells are recorded and omitted.
pub(crate) fn read(cells: &mut Cells<Column>) -> PersonRow {
    let (name, email) = (cells.required(Column::Name), cells.required(Column::Email));
    let teams = several(cells, Column::Team, Cells::path).ok().flatten();
    let leads = several(cells, Column::Leads, Cells::path).ok().flatten();
    let roles = several(cells, Column::Roles, |cells, column, text| cells.one_of(column, text, &ROLES)).ok().flatten();
    let roles = roles.map(|roles| roles.into_iter().fold(Roles::default(), both));
    let (email, name) = (email.unwrap_or_default(), name.unwrap_or_default());
    PersonRow { line: cells.line(), email, name, teams, roles, leads }
}

/// The items of a cell, separated by `;`; `None` if it is empty.
fn several<'a, T>(
    cells: &mut Cells<'a, Column>,
    column: Column,
    read: impl Fn(&mut Cells<'a, Column>, Column, &str) -> Option<T>,
) -> Result<Option<Vec<T>>, Reported> {
    match cells.text(column) {
        "" => Ok(None),
        NONE => Ok(Some(Vec::new())),
        text => {
            // Each is checked before returning, so that all problems are reported.
            let all: Vec<_> =
                text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(|one| read(cells, column, one)).collect();
            all.into_iter().collect::<Option<_>>().map(Some).ok_or(Reported)
        }
    }
}

/// The union of roles.
const fn both(one: Roles, other: Roles) -> Roles {
    Roles {
        executive: one.executive || other.executive,
        programme_office: one.programme_office || other.programme_office,
        admin: one.admin || other.admin,
    }
}
