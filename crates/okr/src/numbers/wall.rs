//! The wall, where teams are summed up: fewer than three people are never counted by themselves.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Board, PersonId, TeamId};

/// The fewest people whose work may be summed up together.
pub const FEWEST: usize = 3;

/// For each team, the one that it is counted in wherever teams are summed up: itself, or if it has fewer than [`FEWEST`] people, with its
/// people, the team above it, and so on. A team without an entry is counted nowhere, because there are too few people all the way up.
///
/// People are a team's members who haven't left, each once, with those of the teams that are counted in it.
pub fn counted_in(board: &Board) -> BTreeMap<TeamId, TeamId> {
    let mut people: BTreeMap<TeamId, BTreeSet<PersonId>> = BTreeMap::new();
    for person in board.people.values().filter(|person| !person.deactivated) {
        for team in &person.teams {
            people.entry(*team).or_default().insert(person.id);
        }
    }
    let mut teams: Vec<_> = board.teams.values().map(|team| (board.upwards(team.id).count(), team)).collect();
    teams.sort_by_key(|(depth, _)| Reverse(*depth));
    // From the bottom up, so that whoever is counted in a team is there before it is asked how many it has.
    let mut next = BTreeMap::new();
    for (_, team) in &teams {
        let own = people.remove(&team.id).unwrap_or_default();
        if own.len() >= FEWEST {
            next.insert(team.id, team.id);
        } else if let Some(above) = team.parent {
            people.entry(above).or_default().extend(own);
            next.insert(team.id, above);
        }
    }
    // And from the top down, so that the team above is settled before.
    let mut settled = BTreeMap::new();
    for (_, team) in teams.iter().rev() {
        let place = next.get(&team.id).and_then(|to| if *to == team.id { Some(to) } else { settled.get(to) }).copied();
        settled.extend(place.map(|place| (team.id, place)));
    }
    settled
}
