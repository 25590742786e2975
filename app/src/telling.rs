//! Gathers an objective's story from the store.

use okr::{Board, ObjectiveId, Thing};
use store::{Store, StoreError};

use crate::story::{Story, Told};

/// How many entries a history shows.
const HISTORY: u32 = 60;

/// Tells the story of an objective: its check-ins in full, and its history, both newest first.
///
/// # Errors
/// The store can't be read.
pub async fn tell(board: &Board, store: &Store, id: ObjectiveId) -> Result<Story, StoreError> {
    let mut check_ins = Vec::new();
    if let Ok(objective) = board.objective(id) {
        for key_result in board.key_results_of(objective) {
            for recorded in store.check_ins(key_result.id).await? {
                check_ins.push(Told { key_result: key_result.id, corrected: !recorded.stands, check_in: recorded.check_in });
            }
        }
    }
    check_ins.sort_by_key(|told| std::cmp::Reverse((told.check_in.point.at, told.check_in.point.check_in)));
    Ok(Story { objective: id, check_ins, history: store.history(Thing::Objective(id), HISTORY).await? })
}
