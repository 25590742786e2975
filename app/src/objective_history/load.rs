//! Loads an objective's history from the store.

use std::collections::BTreeSet;

use okr::import::Target;
use okr::{Board, Entry, Event, KeyResultId, ObjectiveId, Thing};
use store::{Store, StoreError};

use crate::objective_history::{ObjectiveHistory, Told};

/// How many entries are read for a history, and how many are returned.
const LOOKED_THROUGH: u32 = 600;
const TOLD: usize = 100;

/// Loads the history of an objective: its check-ins in full, and the other events, both newest first. The limits are
/// separate, so that many check-ins don't hide a change of target.
///
/// # Errors
/// The store can't be read.
pub async fn tell(board: &Board, store: &Store, id: ObjectiveId) -> Result<ObjectiveHistory, StoreError> {
    let mut check_ins = Vec::new();
    if let Ok(objective) = board.objective(id) {
        for key_result in board.key_results_of(objective) {
            for recorded in store.check_ins(key_result.id).await? {
                let told = Told { key_result: key_result.id, corrected: !recorded.stands, check_in: recorded.check_in };
                check_ins.push((recorded.place, told));
            }
        }
    }
    // A stable sort: a corrected check-in stays right before its correction; after that, newest first.
    check_ins.sort_by_key(|(place, _)| *place);
    let check_ins = check_ins.into_iter().rev().map(|(_, told)| told).collect();
    let mut history = store.history(Thing::Objective(id), LOOKED_THROUGH).await?;
    keep_what_is_about(board, id, &mut history);
    history.retain(|entry| !entry.events.iter().all(|event| matches!(event, Event::CheckedIn { .. })));
    history.truncate(TOLD);
    Ok(ObjectiveHistory { objective: id, check_ins, history })
}

/// Removes the events that aren't about the objective and its key results. An import or a handover is about many
/// others, too, and holds data about people that not every reader may see.
fn keep_what_is_about(board: &Board, id: ObjectiveId, history: &mut [Entry]) {
    let now = board.objective(id).map(|objective| objective.key_results.as_slice()).unwrap_or_default();
    let mut key_results: BTreeSet<KeyResultId> = now.iter().copied().collect();
    // Deleted key results are no longer on the board.
    key_results.extend(history.iter().flat_map(|entry| &entry.events).filter_map(|event| match event {
        Event::KeyResultCreated { key_result, .. } | Event::KeyResultDeleted { before: key_result, .. } => {
            (key_result.objective == id).then_some(key_result.id)
        }
        _ => None,
    }));
    for entry in history {
        entry.events.retain_mut(|event| match event {
            Event::HandedOver { objectives, key_results: handed, pillars, .. } => {
                objectives.retain(|objective| *objective == id);
                handed.retain(|key_result| key_results.contains(key_result));
                pillars.clear();
                !objectives.is_empty() || !handed.is_empty()
            }
            Event::RowImported { row, .. } => {
                *row = row.hidden();
                match row.target {
                    Target::Objective(objective) => objective == id,
                    Target::KeyResult(key_result) => key_results.contains(&key_result),
                }
            }
            event => is_about(event, id, &key_results),
        });
    }
}

fn is_about(event: &Event, id: ObjectiveId, key_results: &BTreeSet<KeyResultId>) -> bool {
    event.subjects().into_iter().any(|thing| match thing {
        Thing::Objective(objective) => objective == id,
        Thing::KeyResult(key_result) => key_results.contains(&key_result),
        _ => false,
    })
}
