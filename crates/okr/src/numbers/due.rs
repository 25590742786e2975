//! What is due from somebody: a to-do list, never a grade.

use super::silence::quiet_since;
use crate::{Board, KeyResult, KeyResultId, Moment, PersonId, Phase};

/// The key results that wait for a check-in from `person` this week, the longest silent first.
///
/// They are those of published objectives in running cycles that the person owns, or, where nobody owns the key result, whose objective
/// the person owns. One that is driven by contributions waits for nobody: there is nothing to read off.
/// Nothing waits for whoever has left.
pub fn due(board: &Board, person: PersonId, at: Moment) -> Vec<KeyResultId> {
    if board.people.get(&person).is_some_and(|person| person.deactivated) {
        return Vec::new();
    }
    let mut due: Vec<_> = board
        .key_results
        .values()
        // What the key result says by itself is asked first: most are somebody else's.
        .filter(|key_result| {
            key_result.owner.is_none_or(|owner| owner == person) && !key_result.driven && !is_updated(key_result, at)
        })
        .filter_map(|key_result| {
            let objective = board.objectives.get(&key_result.objective)?;
            let cycle = board.cycles.get(&objective.cycle)?;
            let mine = key_result.owner.unwrap_or(objective.owner) == person;
            let last = key_result.last().map(|point| point.at);
            let waits = mine && objective.is_published() && cycle.phase == Phase::Running;
            waits.then(|| (quiet_since(key_result.since, last, cycle), key_result.id))
        })
        .collect();
    due.sort_unstable();
    due.into_iter().map(|(_, id)| id).collect()
}

/// Whether somebody checked in since the current week began. What came with an import was nobody's check-in.
pub(super) fn is_updated(key_result: &KeyResult, at: Moment) -> bool {
    key_result.series.iter().rev().take_while(|point| point.at >= at.week_began).any(|point| !point.imported)
}
