//! The wall, where teams are summed up: the work of fewer than three people is never counted by itself.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::{Board, CycleId, PersonId, TeamId};

/// The fewest people whose work may be summed up together.
pub const FEWEST: usize = 3;

/// For each team, the one that it is counted in wherever teams are summed up in a cycle: itself, or if it has fewer than [`FEWEST`] people,
/// or if what is summed up belongs to fewer, with its people and its work, the team above it, and so on. A team without an entry is
/// counted nowhere, because there are too few all the way up. In the order of ids.
///
/// People are a team's members who haven't left, each once, with those of the teams that are counted in it. What is summed up belongs to
/// the owners of the team's published objectives of that cycle and of their key results, each once: however many are in a team, a sum of
/// one person's work is about that person.
pub fn counted_in(board: &Board, cycle: CycleId) -> Vec<(TeamId, TeamId)> {
    let ids: Vec<TeamId> = board.teams.keys().copied().collect();
    let place = |team: TeamId| ids.binary_search(&team).ok();
    let mut circles = vec![Circle::default(); ids.len()];
    for person in board.people.values().filter(|person| !person.deactivated) {
        for team in person.teams.iter().filter_map(|team| place(*team)) {
            circles[team].people.insert(person.id);
        }
    }
    for objective in board.objectives.values().filter(|objective| objective.cycle == cycle && objective.is_published()) {
        let Some(team) = place(objective.team) else { continue };
        let read = board.key_results_of(objective).filter(|key_result| !key_result.driven);
        circles[team].owners.extend(read.filter_map(|key_result| key_result.owner).chain([objective.owner]));
    }
    // From the bottom up, so that whoever is counted in a team is there before it is asked how many it has.
    let mut bottom_up: Vec<usize> = (0..ids.len()).collect();
    bottom_up.sort_by_key(|team| Reverse(board.upwards(ids[*team]).count()));
    let mut to: Vec<Option<usize>> = vec![None; ids.len()];
    for &team in &bottom_up {
        let own = std::mem::take(&mut circles[team]);
        if own.is_wide() {
            to[team] = Some(team);
        } else if let Some(above) = board.teams.get(&ids[team]).and_then(|team| place(team.parent?)) {
            circles[above].people.extend(own.people);
            circles[above].owners.extend(own.owners);
            to[team] = Some(above);
        }
    }
    // And from the top down, so that the team above is settled before.
    for &team in bottom_up.iter().rev() {
        to[team] = to[team].and_then(|next| if next == team { Some(next) } else { to[next] });
    }
    (0..ids.len()).filter_map(|team| Some((ids[team], ids[to[team]?]))).collect()
}

/// Whose work a sum over a team would be about.
#[derive(Clone, Default)]
struct Circle {
    people: BTreeSet<PersonId>,
    owners: BTreeSet<PersonId>,
}

impl Circle {
    /// Whether there are enough of them.
    fn is_wide(&self) -> bool {
        self.people.len() >= FEWEST && self.owners.len() >= FEWEST
    }
}
