//! "Continue as": in open mode, users choose who they are.

use leptos::prelude::*;
use okr::{Board, Person, PersonId};

use crate::components::person::initials;
use crate::i18n::{Words, t};
use crate::order::sort_by_name;

/// The list of people; `back` is the path to return to, `reader` the current person.
pub fn continue_as(words: Words, board: &Board, reader: Option<PersonId>, back: String) -> AnyView {
    let organisation = board
        .organisation
        .as_ref()
        .map_or_else(|| words.translate("product.name").to_owned(), |organisation| organisation.name.clone());
    let offered = one_of_each(board).into_iter().map(|(role, person)| (person, words.translate(role.key()).to_owned())).collect();
    let teams = by_team(board).into_iter().map(|(team, people)| {
        let people = people.into_iter().map(|person| (person, roles(words, board, person))).collect();
        group(team.unwrap_or_else(|| words.translate("continue.no_team").to_owned()), people, reader)
    });
    view! {
        <div class="page continue-as">
            <header>
                <h1>{words.translate("continue.title")}</h1>
                <p>{t!(words, "continue.why", organisation = organisation)}</p>
                <p class="dim">{words.translate("continue.loopback")}</p>
            </header>
            <form method="post" action="/continue-as">
                <input r#type="hidden" name="back" value=back/>
                {group(words.translate("continue.roles").to_owned(), offered, reader)}
                {teams.collect_view()}
            </form>
        </div>
    }
    .into_any()
}

/// People under a heading, each with their roles.
fn group(heading: String, people: Vec<(&Person, String)>, reader: Option<PersonId>) -> AnyView {
    let rows = people.into_iter().map(|(person, role)| {
        let is_reader = reader == Some(person.id);
        view! {
            <li>
                <button name="person" value=person.id.to_string() aria-current=is_reader.then_some("true")>
                    <span class="avatar" aria-hidden="true">{initials(&person.name)}</span>
                    <span>{person.name.clone()}</span>
                    <small>{role}</small>
                </button>
            </li>
        }
        .into_any()
    });
    view! {
        <section>
            <h2>{heading}</h2>
            <ul>{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The five roles that see the product differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Executive,
    Lead,
    Member,
    ProgrammeOffice,
    Admin,
}

impl Role {
    pub(super) const ALL: [Self; 5] = [Self::Executive, Self::Lead, Self::Member, Self::ProgrammeOffice, Self::Admin];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Executive => "continue.executive",
            Self::Lead => "continue.lead",
            Self::Member => "continue.member",
            Self::ProgrammeOffice => "continue.programme_office",
            Self::Admin => "continue.admin",
        }
    }

    pub(super) fn is_of(self, person: &Person) -> bool {
        match self {
            Self::Executive => person.roles.executive,
            Self::Lead => !person.leads.is_empty(),
            Self::Member => !person.teams.is_empty() && Self::ALL.iter().all(|role| *role == self || !role.is_of(person)),
            Self::ProgrammeOffice => person.roles.programme_office,
            Self::Admin => person.roles.admin,
        }
    }
}

/// One person per role, if there is one; people with only that role are preferred.
fn one_of_each(board: &Board) -> Vec<(Role, &Person)> {
    let pick = |role: Role| {
        let people = there(board).filter(|person| role.is_of(person));
        people
            .min_by_key(|person| (Role::ALL.iter().filter(|role| role.is_of(person)).count(), person.id))
            .map(|person| (role, person))
    };
    Role::ALL.into_iter().filter_map(pick).collect()
}

/// The active people.
fn there(board: &Board) -> impl Iterator<Item = &Person> {
    board.people.values().map(AsRef::as_ref).filter(|person| !person.deactivated)
}

/// All active people, under the first team that they lead or belong to: the company first, then by name. People
/// without a team come last.
fn by_team(board: &Board) -> Vec<(Option<String>, Vec<&Person>)> {
    let mut groups: Vec<_> = board
        .teams
        .values()
        .map(|team| (Some(team.id), team.parent.is_some(), Some(team.name.clone()), Vec::new()))
        .chain([(None, true, None, Vec::new())])
        .collect();
    sort_by_name(&mut groups, |group| group.2.as_deref().unwrap_or_default(), |group| group.0);
    groups.sort_by_key(|group| (group.0.is_none(), group.1));
    let mut people: Vec<&Person> = there(board).collect();
    sort_by_name(&mut people, |person| &person.name, |person| person.id);
    for person in people {
        let team = person.leads.iter().chain(&person.teams).find(|team| board.teams.contains_key(*team)).copied();
        if let Some(group) = groups.iter_mut().find(|group| group.0 == team) {
            group.3.push(person);
        }
    }
    groups.into_iter().filter(|group| !group.3.is_empty()).map(|(_, _, name, people)| (name, people)).collect()
}

/// A person's roles in words: organisation-wide ones, then the teams they lead.
pub(super) fn roles(words: Words, board: &Board, person: &Person) -> String {
    let held = [Role::Executive, Role::ProgrammeOffice, Role::Admin].into_iter().filter(|role| role.is_of(person));
    let leads =
        person.leads.iter().filter_map(|team| board.team(*team).ok()).map(|team| t!(words, "continue.leads", team = team.name));
    let all: Vec<String> = held.map(|role| words.translate(role.key()).to_owned()).chain(leads).collect();
    all.join(" · ")
}

#[cfg(test)]
mod tests {
    use okr::{Roles, Snapshot, Team, TeamId};
    use uuid::Uuid;

    use super::*;

    fn team(n: u128, name: &str, parent: Option<u128>) -> Team {
        Team { id: TeamId(Uuid::from_u128(n)), name: name.into(), parent: parent.map(|parent| TeamId(Uuid::from_u128(parent))) }
    }

    fn person(n: u128, name: &str, roles: Roles, team: Option<u128>, leads: Option<u128>) -> Person {
        let ids = |n: Option<u128>| n.map(|n| TeamId(Uuid::from_u128(n))).into_iter().collect();
        Person {
            id: PersonId(Uuid::from_u128(n)),
            name: name.into(),
            email: None,
            deactivated: false,
            roles,
            teams: ids(team),
            leads: ids(leads),
        }
    }

    fn board() -> Board {
        let none = Roles::default();
        Board::from(Snapshot {
            seq: 0,
            mark: 0,
            organisation: None,
            people: vec![
                person(10, "Both", Roles { executive: true, admin: true, ..none }, Some(1), Some(2)),
                person(11, "Executive", Roles { executive: true, ..none }, None, None),
                person(12, "Lead", none, Some(2), Some(2)),
                person(13, "Member", none, Some(2), None),
                person(14, "Office", Roles { programme_office: true, ..none }, None, None),
                Person { deactivated: true, ..person(9, "Gone", Roles { executive: true, ..none }, Some(2), None) },
            ],
            teams: vec![team(1, "Company", None), team(2, "Clinic", Some(1)), team(3, "Empty", Some(1))],
            pillars: Vec::new(),
            cycles: Vec::new(),
            objectives: Vec::new(),
            key_results: Vec::new(),
        })
    }

    #[test]
    fn somebody_of_every_role_who_has_not_left_is_offered_first_and_rather_one_with_no_other_role() {
        let board = board();
        let offered: Vec<_> = one_of_each(&board).into_iter().map(|(role, person)| (role, person.name.as_str())).collect();
        let expected = [
            (Role::Executive, "Executive"),
            (Role::Lead, "Lead"),
            (Role::Member, "Member"),
            (Role::ProgrammeOffice, "Office"),
            (Role::Admin, "Both"),
        ];
        assert_eq!(offered, expected);
    }

    #[test]
    fn everybody_who_has_not_left_stands_in_one_group_and_no_group_is_empty() {
        let board = board();
        let groups: Vec<_> = by_team(&board)
            .into_iter()
            .map(|(team, people)| {
                (team.unwrap_or_default(), people.into_iter().map(|person| person.name.clone()).collect::<Vec<_>>())
            })
            .collect();
        let expected = [("Clinic", vec!["Both", "Lead", "Member"]), ("", vec!["Executive", "Office"])];
        assert_eq!(
            groups
                .iter()
                .map(|(team, people)| (team.as_str(), people.iter().map(String::as_str).collect()))
                .collect::<Vec<(_, Vec<_>)>>(),
            expected
        );
    }
}
