//! People to choose from in open mode. A table names owners but no roles, so each role gets at least one person.

use std::collections::{BTreeMap, BTreeSet};

use app::i18n::Words;
use okr::{Board, Command, Envelope, Person, Roles, Team, TeamId};

use crate::clock::Clock;

/// Adds a person for each role without one: executive, lead, member, programme office, admin.
pub(super) fn missing(board: &Board, clock: &Clock) -> Vec<Envelope> {
    let Some(organisation) = board.organisation.as_deref() else {
        return Vec::new();
    };
    let words = Words(organisation.language);
    let team: BTreeSet<TeamId> = busiest(board).map(|team| team.id).into_iter().collect();
    let none = BTreeSet::new;
    let nobody = |has: fn(&Person) -> bool| !board.people.values().any(|person| has(person));
    let stand_ins = [
        (
            "continue.executive",
            Roles { executive: true, ..Roles::default() },
            none(),
            none(),
            nobody(|person| person.roles.executive),
        ),
        ("continue.lead", Roles::default(), team.clone(), team.clone(), nobody(|person| !person.leads.is_empty())),
        ("continue.member", Roles::default(), team, none(), nobody(is_plain_member)),
        (
            "continue.programme_office",
            Roles { programme_office: true, ..Roles::default() },
            none(),
            none(),
            nobody(|person| person.roles.programme_office),
        ),
        ("continue.admin", Roles { admin: true, ..Roles::default() }, none(), none(), nobody(|person| person.roles.admin)),
    ];
    let wanted = stand_ins.into_iter().filter(|(.., wanted)| *wanted);
    wanted
        .map(|(name, roles, teams, leads, _)| {
            let person = Person {
                id: clock.new_id().into(),
                name: words.translate(name).to_owned(),
                email: None,
                deactivated: false,
                roles,
                teams,
                leads,
            };
            Envelope { id: clock.new_id().into(), command: Command::AddPerson(person) }
        })
        .collect()
}

fn is_plain_member(person: &Person) -> bool {
    !person.teams.is_empty() && person.leads.is_empty() && person.roles == Roles::default()
}

/// The team below the company with the most objectives, to give the lead.
fn busiest(board: &Board) -> Option<&Team> {
    let mut counts = BTreeMap::<TeamId, usize>::new();
    for objective in board.objectives.values() {
        *counts.entry(objective.team).or_default() += 1;
    }
    let teams = board.teams.values().map(AsRef::as_ref).filter(|team| team.parent.is_some());
    teams
        .max_by_key(|team| (counts.get(&team.id).copied().unwrap_or_default(), std::cmp::Reverse(team.id)))
        .or_else(|| board.company())
}
