//! Privacy of team totals: the work of fewer than three people is never shown as a total.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::{Board, CycleId, PersonId, TeamId};

/// The fewest people in a total.
pub const FEWEST: usize = 3;

/// For each team, the team in whose totals it is counted in a cycle: itself; or, if it has fewer than [`FEWEST`]
/// people, or its work belongs to fewer owners, its parent team together with its people and its work, and so on
/// upwards. A team without an entry is counted nowhere, because there are too few people up to the company. In the
/// order of ids.
///
/// People are a team's active members, with those of the teams counted in it, each counted once. Owners are those of
/// the team's published objectives of that cycle and of their key results, each counted once: whatever the size of
/// the team, a total of one person's work would describe that person.
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
    // Bottom-up, so that merged people are present before a team's size is checked.
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
    // Then top-down, so that the parent team is resolved first.
    for &team in bottom_up.iter().rev() {
        to[team] = to[team].and_then(|next| if next == team { Some(next) } else { to[next] });
    }
    (0..ids.len()).filter_map(|team| Some((ids[team], ids[to[team]?]))).collect()
}

/// The people whom a team's total describes.
#[derive(Clone, Default)]
struct Circle {
    people: BTreeSet<PersonId>,
    owners: BTreeSet<PersonId>,
}

impl Circle {
    /// Whether they are enough.
    fn is_wide(&self) -> bool {
        self.people.len() >= FEWEST && self.owners.len() >= FEWEST
    }
}
