//! Due check-ins of a person: a to-do list, never a grade.

use chrono::TimeDelta;

use super::silence::{expected_since, quiet_since};
use crate::{Board, Cycle, KeyResult, KeyResultId, Moment, PersonId, Phase};

/// The key results for which a check-in by `person` is due, the longest silent first: in a running cycle that has
/// begun, for this week; in a cycle being scored, for the final value.
///
/// They are those of published objectives that the person owns, or, without an owner, whose objective the person
/// owns. Key results driven by contributions are never due, because they have no reading. Nothing is due from
/// deactivated people.
pub fn due(board: &Board, person: PersonId, at: Moment) -> Vec<KeyResultId> {
    if board.people.get(&person).is_some_and(|person| person.deactivated) {
        return Vec::new();
    }
    let mut due: Vec<_> = board
        .key_results
        .values()
        // The owner is checked first, because most key results are other people's.
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

/// Since when a check-in on a key result is due, if it is.
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

/// Whether there was a check-in in the current week: the definition of *updated* everywhere. Imported readings don't
/// count.
pub(super) fn is_updated(key_result: &KeyResult, at: Moment) -> bool {
    // A wrong clock may have dated a check-in years ahead, which isn't in the current week.
    let this_week = at.week_began..at.week_began + TimeDelta::days(8);
    key_result.series.iter().rev().any(|point| !point.imported && this_week.contains(&point.at))
}

/// Whether no reading yet can be the cycle's final value: on its last day or later, or since scoring began.
pub fn lacks_final_value(key_result: &KeyResult, cycle: &Cycle, at: Moment) -> bool {
    let is_final = |point: &crate::Point| point.at >= cycle.phase_since || at.day_of(point.at) >= cycle.last_day;
    !key_result.last().is_some_and(is_final)
}
