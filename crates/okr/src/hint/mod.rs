//! Quality hints while writing: never a block, always with the reason.

mod numeral;
mod target;
mod task;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{Board, CycleId, KeyResultDraft, KeyResultId, Measure, ObjectiveDraft, ObjectiveId};

pub use numeral::number_in;
pub use task::task_in;

/// More objectives than this are too many for a team in a cycle, and more key results for an objective.
pub const ENOUGH: usize = 5;

/// Something that could be better, with what it was seen by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "hint", rename_all = "snake_case")]
pub enum Hint {
    /// An objective says where to go; numbers belong to its key results.
    NumberInObjective {
        /// The number, as it is written.
        number: String,
    },
    /// A key result without a number: nobody could tell how far it has come.
    NoNumberInKeyResult,
    /// A key result that reads as a task: it says what is done, not what is better afterwards. An initiative may suit it better.
    TaskInsteadOfResult {
        /// The word that makes it a task, as it is written.
        word: String,
    },
    /// A team with more than [`ENOUGH`] objectives in a cycle has no focus.
    TooManyObjectives {
        /// How many it would have.
        count: usize,
    },
    /// An objective with more than [`ENOUGH`] key results, likewise.
    TooManyKeyResults {
        /// How many it would have.
        count: usize,
    },
    /// The title holds numbers, and none of them is the target: it was moved, and the title wasn't.
    OtherNumberInTitle {
        /// The number, as it is written.
        number: String,
    },
    /// It isn't the company's, and nothing says what it is good for.
    AlignedToNothing,
}

/// Hints for an objective as it is being written. `id` is `None` for a new one, which can't be aligned yet.
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

/// Hints for a key result of `objective` as it is being written. `id` is `None` for a new one.
pub fn hints_for_key_result(board: &Board, objective: ObjectiveId, id: Option<KeyResultId>, draft: &KeyResultDraft) -> Vec<Hint> {
    let mut hints = Vec::new();
    // What is measured by a number holds one, whatever its title says.
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
