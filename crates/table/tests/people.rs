//! Parsing tables of people and teams, and their problems.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use okr::Roles;
use okr::import::{Fault, PersonRow, Problem};
use table::read_people;
use uuid::Uuid;

fn rows(text: &str) -> Vec<PersonRow> {
    read_people(text.as_bytes(), Uuid::nil()).unwrap().rows
}

fn problems(text: &str) -> Vec<(u32, String, Fault)> {
    let found = read_people(text.as_bytes(), Uuid::nil()).unwrap_err();
    found.into_iter().map(|Problem { line, column, fault }| (line, column, fault)).collect()
}

fn path(names: &str) -> Vec<String> {
    names.split('/').map(str::to_owned).collect()
}

#[test]
fn a_row_says_who_somebody_is_and_what_they_are() {
    let text = "\u{feff}email,name,leads,team,roles\r\n\
        nora@aurora.example,Nora 张,,Aurora / Sales; Aurora,admin;executive\r\n\
        \r\n\
        omar@aurora.example,\"Omar, Jr.\",Aurora/Sales,-,-\r\n";
    let nora = PersonRow {
        line: 2,
        email: "nora@aurora.example".into(),
        name: "Nora 张".into(),
        teams: Some(vec![path("Aurora/Sales"), path("Aurora")]),
        roles: Some(Roles { executive: true, programme_office: false, admin: true }),
        leads: None,
    };
    let omar = PersonRow {
        line: 4,
        email: "omar@aurora.example".into(),
        name: "Omar, Jr.".into(),
        teams: Some(vec![]),
        roles: Some(Roles::default()),
        leads: Some(vec![path("Aurora/Sales")]),
    };
    assert_eq!(rows(text), [nora, omar]);
}

#[test]
fn an_empty_cell_and_a_column_that_is_absent_say_nothing() {
    for text in ["name,email\nNora,nora@aurora.example\n", "name,email,team,roles,leads\nNora,nora@aurora.example,,,\n"] {
        let [row] = <[_; 1]>::try_from(rows(text)).unwrap();
        assert_eq!((row.teams, row.roles, row.leads), (None, None, None));
    }
}

#[test]
fn everything_that_is_wrong_is_named_by_line_and_column() {
    let roles = Fault::NotOneOf(["executive", "programme_office", "admin"].map(str::to_owned).to_vec());
    let text = "name,email,team,roles\n,nora@aurora.example,Aurora//Sales,boss; admin\nOlaf,,,\nPia,pia@aurora.example\n";
    assert_eq!(
        problems(text),
        [
            (2, "name".to_owned(), Fault::Empty),
            (2, "team".to_owned(), Fault::Empty),
            (2, "roles".to_owned(), roles),
            (3, "email".to_owned(), Fault::Empty),
            (4, String::new(), Fault::WrongLength),
        ]
    );
    let (missing, unknown) = (Fault::MissingColumn, Fault::UnknownColumn);
    assert_eq!(problems("name,mail\n"), [(1, "mail".to_owned(), unknown), (1, "email".to_owned(), missing.clone())]);
    assert_eq!(problems(""), [(1, "name".to_owned(), missing.clone()), (1, "email".to_owned(), missing)]);
    assert_eq!(read_people(b"name,email\n\xff,x", Uuid::nil()).unwrap_err()[0].fault, Fault::NotUtf8);
}
