//! The wall, where teams are summed up: fewer than three people are never counted by themselves.

use std::cmp::Reverse;

use crate::{Board, PersonId, TeamId};

/// The fewest people whose work may be summed up together.
pub const FEWEST: usize = 3;

/// For each team, the one that it is counted in wherever teams are summed up: itself, or if it has fewer than [`FEWEST`] people, with its
/// people, the team above it, and so on. A team without an entry is counted nowhere, because there are too few people all the way up. In
/// the order of ids.
///
/// People are a team's members who haven't left, each once, with those of the teams that are counted in it.
pub fn counted_in(board: &Board) -> Vec<(TeamId, TeamId)> {
    let ids: Vec<TeamId> = board.teams.keys().copied().collect();
    let place = |team: TeamId| ids.binary_search(&team).ok();
    let mut people: Vec<Vec<PersonId>> = vec![Vec::new(); ids.len()];
    for person in board.people.values().filter(|person| !person.deactivated) {
        for team in person.teams.iter().filter_map(|team| place(*team)) {
            people[team].push(person.id);
        }
    }
    // From the bottom up, so that whoever is counted in a team is there before it is asked how many it has.
    let mut bottom_up: Vec<usize> = (0..ids.len()).collect();
    bottom_up.sort_by_key(|team| Reverse(board.upwards(ids[*team]).count()));
    let mut to: Vec<Option<usize>> = vec![None; ids.len()];
    for &team in &bottom_up {
        let mut own = std::mem::take(&mut people[team]);
        own.sort_unstable();
        own.dedup();
        if own.len() >= FEWEST {
            to[team] = Some(team);
        } else if let Some(above) = board.teams.get(&ids[team]).and_then(|team| place(team.parent?)) {
            people[above].extend(own);
            to[team] = Some(above);
        }
    }
    // And from the top down, so that the team above is settled before.
    for &team in bottom_up.iter().rev() {
        to[team] = to[team].and_then(|next| if next == team { Some(next) } else { to[next] });
    }
    (0..ids.len()).filter_map(|team| Some((ids[team], ids[to[team]?]))).collect()
}
