//! Importing people and teams: all or nothing, and importing again changes nothing.

use uuid::Uuid;

use crate::fixtures::*;
use crate::import::{Fault, PeopleTable, PersonRow, Problem};
use crate::{Action, Actor, Command, Event, Field, Person, PersonId, Refusal, Roles, Team, TeamId, Thing};

fn path(names: &str) -> Vec<String> {
    names.split('/').map(str::to_owned).collect()
}

fn row(line: u32, name: &str, email: &str) -> PersonRow {
    PersonRow { line, email: email.into(), name: name.into(), teams: None, roles: None, leads: None }
}

fn table(rows: Vec<PersonRow>) -> Command {
    Command::ImportPeople(PeopleTable { ids_from: Uuid::from_u128(0x1000), rows })
}

fn problems(refusal: Refusal) -> Vec<Problem> {
    match refusal {
        Refusal::Table(problems) => problems,
        other => panic!("{other:?}"),
    }
}

fn problem(line: u32, column: &str, fault: Fault) -> Problem {
    Problem { line, column: column.into(), fault }
}

#[test]
fn people_and_their_teams_are_made_and_the_same_table_again_is_no_event() {
    let mut aurora = Fixture::aurora();
    let programme_office = Roles { programme_office: true, ..Roles::default() };
    let nora = PersonRow { teams: Some(vec![path("Aurora/Research/Optics")]), ..row(2, " Nora ", "nora@aurora.example ") };
    let omar = PersonRow {
        roles: Some(programme_office),
        leads: Some(vec![path("Aurora/Research"), path("Aurora/Sales")]),
        ..row(3, "Omar", "omar@aurora.example")
    };
    let table = table(vec![nora, omar]);
    let id = |n: u128| Uuid::from_u128(0x1000 + n);
    let (research, optics) = (TeamId(id(0)), TeamId(id(1)));
    let person = |id, name: &str, roles, teams: &[TeamId], leads: &[TeamId]| {
        let email = Some(format!("{}@aurora.example", name.to_lowercase()));
        let (teams, leads) = (teams.iter().copied().collect(), leads.iter().copied().collect());
        Event::PersonAdded(Person { id: PersonId(id), name: name.into(), email, roles, teams, leads, deactivated: false })
    };
    assert_eq!(
        aurora.does(ADMIN, table.clone()),
        [
            Event::TeamAdded(Team { id: research, name: "Research".into(), parent: Some(COMPANY) }),
            Event::TeamAdded(Team { id: optics, name: "Optics".into(), parent: Some(research) }),
            person(id(2), "Nora", Roles::default(), &[optics], &[]),
            person(id(3), "Omar", programme_office, &[], &[research, SALES]),
        ]
    );
    assert_eq!(aurora.does(ADMIN, table), []);
}

#[test]
fn somebody_is_known_by_their_address_and_a_cell_that_says_nothing_changes_nothing() {
    let mut aurora = Fixture::aurora();
    let before = aurora.board.person(LEAD).unwrap().clone();
    let email = before.email.clone().unwrap().to_uppercase();
    assert_eq!(aurora.does(ADMIN, table(vec![row(2, &before.name, &email)])), []);
    let renamed = PersonRow { roles: Some(Roles::default()), leads: Some(vec![]), ..row(2, "Samira", &email) };
    assert_eq!(aurora.does(ADMIN, table(vec![renamed])).len(), 1);
    let after = aurora.board.person(LEAD).unwrap();
    assert_eq!((after.name.as_str(), &after.email), ("Samira", &before.email));
    assert_eq!((&after.teams, after.leads.len()), (&before.teams, 0));
}

#[test]
fn whom_a_table_of_objectives_named_gets_their_address_by_their_name() {
    let mut aurora = Fixture::aurora();
    let mut named = |id: u128, name: &str| {
        let (id, name) = (PersonId(Uuid::from_u128(id)), name.to_owned());
        let (roles, teams, leads) = Default::default();
        aurora.does(ADMIN, Command::AddPerson(Person { id, name, email: None, roles, teams, leads, deactivated: false }));
        id
    };
    let (lin, twin) = (named(0xa1, "Lin"), named(0xa2, "Alex"));
    named(0xa3, "Alex");
    let rows = vec![
        row(2, "Lin", "lin@aurora.example"),
        row(3, "Lin", "lin.other@aurora.example"),
        row(4, "Alex", "alex@aurora.example"),
    ];
    let people = aurora.board.people.len();
    aurora.does(ADMIN, table(rows));
    assert_eq!(aurora.board.person(lin).unwrap().email.as_deref(), Some("lin@aurora.example"));
    assert_eq!(aurora.board.person(twin).unwrap().email, None, "two have this name: who is meant isn't known");
    assert_eq!(aurora.board.people.len(), people + 2, "another Lin, and another Alex");
}

#[test]
fn everything_that_is_wrong_is_named_and_nothing_is_taken_in() {
    let mut aurora = Fixture::aurora();
    let rows = vec![
        row(2, "Nora", ""),
        row(3, "", "nora@aurora.example"),
        row(4, "Nora", "NORA@aurora.example"),
        row(5, "Nobody", "nobody"),
        PersonRow { teams: Some(vec![path("Borealis/Sales"), path("Aurora//Sales")]), ..row(6, "Olaf", "olaf@aurora.example") },
        PersonRow { leads: Some(vec![path(&format!("Aurora/{}", "x".repeat(301)))]), ..row(7, "Pia", "pia@aurora.example") },
    ];
    let rule = |refusal| Fault::Rule(Box::new(refusal));
    assert_eq!(
        problems(aurora.refused(ADMIN, table(rows))),
        [
            problem(2, "email", Fault::Empty),
            problem(3, "name", Fault::Empty),
            problem(4, "email", Fault::EmailTwice("NORA@aurora.example".into())),
            problem(5, "email", rule(Refusal::NotAnEmail { email: "nobody".into() })),
            problem(6, "team", Fault::NotOneOf(vec!["Aurora".into()])),
            problem(6, "team", Fault::Empty),
            problem(7, "leads", rule(Refusal::TooLong { field: Field::Name, most: 300, is: 301 })),
        ]
    );
}

#[test]
fn a_table_leaves_an_administrator_and_only_an_administrator_takes_it_in() {
    let mut aurora = Fixture::aurora();
    let email = aurora.board.person(ADMIN).unwrap().email.clone().unwrap();
    let resigns = PersonRow { roles: Some(Roles::default()), ..row(2, "Ada", &email) };
    let admin = Roles { admin: true, ..Roles::default() };
    let follows = PersonRow { roles: Some(admin), ..row(3, "Nora", "nora@aurora.example") };
    let last = problem(2, "roles", Fault::Rule(Box::new(Refusal::LastAdmin)));
    assert_eq!(problems(aurora.refused(ADMIN, table(vec![resigns.clone()]))), [last]);
    let both = table(vec![resigns, follows]);
    for person in [EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE] {
        assert_eq!(aurora.refused(person, both.clone()), Refusal::NotAllowed { action: Action::Administer });
    }
    assert!(aurora.ask(Actor::Person(ADMIN), both).is_ok());
}

#[test]
fn an_id_that_something_has_already_is_refused_with_its_row() {
    let mut aurora = Fixture::aurora();
    let rows = || vec![PersonRow { teams: Some(vec![path("Aurora/Research")]), ..row(2, "Nora", "nora@aurora.example") }];
    let mut refused = |ids_from, rows| problems(aurora.refused(ADMIN, Command::ImportPeople(PeopleTable { ids_from, rows })));
    let rule = |refusal| Fault::Rule(Box::new(refusal));
    let taken = |thing| rule(Refusal::Taken(thing));
    assert_eq!(refused(SALES.0, rows()), [problem(2, "team", taken(Thing::Team(SALES)))]);
    let nobody_new = PersonRow { teams: None, ..rows().remove(0) };
    assert_eq!(refused(MEMBER.0, vec![nobody_new]), [problem(2, "", taken(Thing::Person(MEMBER)))]);
}

#[test]
fn a_team_is_the_same_in_any_letter_case_and_with_any_spaces() {
    let mut aurora = Fixture::aurora();
    let nora = PersonRow { teams: Some(vec![path("aurora/ SALES ")]), ..row(2, "Nora", "nora@aurora.example") };
    let omar = PersonRow { teams: Some(vec![path("Aurora/Field  Work/North")]), ..row(3, "Omar", "omar@aurora.example") };
    let pia = PersonRow { teams: Some(vec![path("Aurora/field work/NORTH")]), ..row(4, "Pia", "pia@aurora.example") };
    let events = aurora.does(ADMIN, table(vec![nora, omar, pia]));
    let added: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::TeamAdded(team) => Some(team.name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(added, ["Field  Work", "North"]);
    let teams = |email: &str| {
        let person = aurora.board.people.values().find(|person| person.email.as_deref() == Some(email)).unwrap();
        person.teams.clone()
    };
    assert_eq!(teams("nora@aurora.example"), [SALES].into());
    assert_eq!(teams("omar@aurora.example"), teams("pia@aurora.example"));
}

#[cfg(feature = "nfc")]
#[test]
fn a_team_is_the_same_however_its_accents_are_spelt() {
    let mut aurora = Fixture::aurora();
    let nora = PersonRow { teams: Some(vec![path("Aurora/B\u{fc}ro")]), ..row(2, "Nora", "nora@aurora.example") };
    let omar = PersonRow { teams: Some(vec![path("Aurora/bu\u{308}ro")]), ..row(3, "Omar", "omar@aurora.example") };
    let events = aurora.does(ADMIN, table(vec![nora, omar]));
    assert_eq!(events.iter().filter(|event| matches!(event, Event::TeamAdded(_))).count(), 1);
}

#[test]
fn an_address_is_the_same_where_the_database_says_so() {
    let mut aurora = Fixture::aurora();
    // Lower case character by character, as the database does: in Greek the last letter of a word has a lower-case
    // form of its own.
    let rows =
        vec![row(2, "Nora", "\u{39d}\u{39f}\u{3a3}@aurora.example"), row(3, "Nora", "\u{3bd}\u{3bf}\u{3c3}@aurora.example")];
    let twice = Fault::EmailTwice("\u{3bd}\u{3bf}\u{3c3}@aurora.example".into());
    assert_eq!(problems(aurora.refused(ADMIN, table(rows))), [problem(3, "email", twice)]);
}
