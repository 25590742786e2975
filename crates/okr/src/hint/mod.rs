//! Quality hints while writing: they never block, and always give the reason.

mod numeral;
mod target;
mod task;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{Board, CycleId, KeyResultDraft, KeyResultId, Measure, ObjectiveDraft, ObjectiveId};

pub use numeral::number_in;
pub use task::task_in;

/// The recommended maximum of objectives of a team in a cycle, and of key results of an objective.
pub const ENOUGH: usize = 5;

/// A possible improvement, with what it was detected by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hint", rename_all = "snake_case")]
pub enum Hint {
    /// A number in an objective; numbers belong in its key results.
    NumberInObjective {
        /// The number as written.
        number: String,
    },
    /// A key result without a number: its progress couldn't be measured.
    NoNumberInKeyResult,
    /// A key result that describes a task: an activity rather than a result. An initiative may suit it better.
    TaskInsteadOfResult {
        /// The word that indicates a task, as written.
        word: String,
    },
    /// A team with more than [`ENOUGH`] objectives in a cycle has no focus.
    TooManyObjectives {
        /// The resulting number.
        count: usize,
    },
    /// An objective with more than [`ENOUGH`] key results, likewise.
    TooManyKeyResults {
        /// The resulting number.
        count: usize,
    },
    /// The title contains numbers, but not the target: the target was changed, and the title wasn't.
    OtherNumberInTitle {
        /// The number as written.
        number: String,
    },
    /// It isn't the company's, and isn't aligned to anything.
    AlignedToNothing,
}

/// Hints for an objective that is being written. `id` is `None` for a new one, which can't be aligned yet.
pub fn hints_for_objective(board: &Board, id: Option<ObjectiveId>, cycle: CycleId, draft: &ObjectiveDraft) -> Vec<Hint> {
    let mut hints = Vec::new();
    if let Some(number) = number_in(&draft.title) {
        hints.push(Hint::NumberInObjective { number: number.to_owned() });
    }
    let others =
        board.objectives.values().filter(|other| other.team == draft.team && other.cycle == cycle && Some(other.id) != id);
    let count = others.count() + 1;
    if count > ENOUGH {
        hints.push(Hint::TooManyObjectives { count });
    }
    if let Some(objective) = id.and_then(|id| board.objectives.get(&id)) {
        let count = objective.key_results.len();
        if count > ENOUGH {
            hints.push(Hint::TooManyKeyResults { count });
        }
        let is_company = board.teams.get(&draft.team).is_some_and(|team| team.parent.is_none());
        if objective.parents.is_empty() && !is_company {
            hints.push(Hint::AlignedToNothing);
        }
    }
    hints
}

/// Hints for a key result of `objective` that is being written. `id` is `None` for a new one.
pub fn hints_for_key_result(board: &Board, objective: ObjectiveId, id: Option<KeyResultId>, draft: &KeyResultDraft) -> Vec<Hint> {
    let mut hints = Vec::new();
    // A numeric measure contains a number, whatever the title says.
    let measured = draft.driven || matches!(draft.measure, Measure::Metric { .. } | Measure::Keep { .. });
    if !measured && number_in(&draft.title).is_none() {
        hints.push(Hint::NoNumberInKeyResult);
    }
    if let Some(word) = task_in(&draft.title) {
        hints.push(Hint::TaskInsteadOfResult { word: word.to_owned() });
    }
    if let Some(number) = target::other_number_in(&draft.title, &draft.measure).filter(|_| !draft.driven) {
        hints.push(Hint::OtherNumberInTitle { number: number.to_owned() });
    }
    let siblings = board.objectives.get(&objective).map_or(&[][..], |objective| &objective.key_results);
    let count = siblings.iter().filter(|sibling| Some(**sibling) != id).count() + 1;
    if count > ENOUGH {
        hints.push(Hint::TooManyKeyResults { count });
    }
    hints
}
