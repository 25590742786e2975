//! What is due from somebody: a to-do list, never a grade.

use chrono::TimeDelta;

use super::silence::{expected_since, quiet_since};
use crate::{Board, Cycle, KeyResult, KeyResultId, Moment, PersonId, Phase};

/// The key results that wait for a check-in from `person`, the longest silent first: in a cycle that runs, and has begun, for this week's;
/// in one that is being scored for the final value.
///
/// They are those of published objectives that the person owns, or, where nobody owns the key result, whose objective the person owns.
/// One that is driven by contributions waits for nobody: there is nothing to read off. Nothing waits for whoever has left.
pub fn due(board: &Board, person: PersonId, at: Moment) -> Vec<KeyResultId> {
    if board.people.get(&person).is_some_and(|person| person.deactivated) {
        return Vec::new();
    }
    let mut due: Vec<_> = board
        .key_results
        .values()
        // What the key result says by itself is asked first: most are somebody else's.
        .filter(|key_result| key_result.owner.is_none_or(|owner| owner == person) && !key_result.driven)
        .filter_map(|key_result| {
            let objective = board.objectives.get(&key_result.objective)?;
            let cycle = board.cycles.get(&objective.cycle)?;
            let mine = key_result.owner.unwrap_or(objective.owner) == person;
            let since = (mine && objective.is_published()).then(|| waits_since(key_result, cycle, at)).flatten()?;
            Some((since, key_result.id))
        })
        .collect();
    due.sort_unstable();
    due.into_iter().map(|(_, id)| id).collect()
}

/// Since when a key result has waited for a check-in, if it does.
fn waits_since(key_result: &KeyResult, cycle: &Cycle, at: Moment) -> Option<chrono::DateTime<chrono::Utc>> {
    let last = key_result.last().map(|point| point.at);
    match cycle.phase {
        Phase::Running if !is_updated(key_result, at) => {
            expected_since(cycle, at).map(|expected| quiet_since(key_result.since, last, expected, at.now))
        }
        Phase::Scoring if lacks_final_value(key_result, cycle, at) => Some(last.unwrap_or(key_result.since)),
        _ => None,
    }
}

/// Whether somebody checked in during the current week: the one meaning of *updated*, wherever it is counted. What came with an import was
/// nobody's check-in.
pub(super) fn is_updated(key_result: &KeyResult, at: Moment) -> bool {
    // A clock that was ahead for a while may have dated one years from now, which is no week of ours.
    let this_week = at.week_began..at.week_began + TimeDelta::days(8);
    key_result.series.iter().rev().any(|point| !point.imported && this_week.contains(&point.at))
}

/// Whether nothing was reported yet that can be a cycle's final value: on its last day or later, or since its scoring began.
pub fn lacks_final_value(key_result: &KeyResult, cycle: &Cycle, at: Moment) -> bool {
    let is_final = |point: &crate::Point| point.at >= cycle.phase_since || at.day_of(point.at) >= cycle.last_day;
    !key_result.last().is_some_and(is_final)
}
