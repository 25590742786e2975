//! Gathers an objective's story from the store.

use okr::{Board, Event, ObjectiveId, Thing};
use store::{Store, StoreError};

use crate::story::{Story, Told};

/// How many entries a history looks through, and how many it tells.
const LOOKED_THROUGH: u32 = 600;
const TOLD: usize = 100;

/// Tells the story of an objective: its check-ins in full, and what else happened to it, both newest first. No number of check-ins pushes
/// out that somebody moved a target.
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
    let mut history = store.history(Thing::Objective(id), LOOKED_THROUGH).await?;
    history.retain(|entry| !entry.events.iter().all(|event| matches!(event, Event::CheckedIn { .. })));
    history.truncate(TOLD);
    Ok(Story { objective: id, check_ins, history })
}
