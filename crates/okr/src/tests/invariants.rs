//! Invariants of every board that was built by commands.

use std::collections::{BTreeMap, BTreeSet};

use crate::fixtures::Fixture;
use crate::{Board, Event, How, Objective, ObjectiveId, Parent};

/// Panics if an invariant is violated.
pub(super) fn hold(board: &Board) {
    let mut listed = board.clone();
    listed.list_children();
    assert_eq!(board.children, listed.children, "what is aligned to what is listed as it is");
    for objective in board.objectives.values() {
        board.team(objective.team).unwrap();
        board.person(objective.owner).unwrap();
        board.cycle(objective.cycle).unwrap();
        for id in &objective.key_results {
            assert_eq!(board.key_result(*id).unwrap().objective, objective.id, "a key result belongs to who lists it");
        }
        parents_hold(board, objective);
    }
    for key_result in board.key_results.values() {
        assert!(
            board.objective(key_result.objective).unwrap().key_results.contains(&key_result.id),
            "no key result without objective"
        );
        assert!(key_result.series.is_sorted_by_key(|point| point.at), "check-ins stand in the order of time");
        assert!(key_result.measure.check().is_ok() && (0.0..=100.0).contains(&key_result.weight));
    }
    assert_eq!(objectives_in_loops(board), BTreeSet::new(), "alignments form no loop");
}

fn parents_hold(board: &Board, objective: &Objective) {
    let distinct: BTreeSet<Parent> = objective.parents.iter().map(|alignment| alignment.parent).collect();
    assert_eq!(distinct.len(), objective.parents.len(), "no parent twice");
    let contributes = |parent| matches!(objective.alignment_to(parent).map(|alignment| alignment.how), Some(How::Contributes(_)));
    for parent in distinct {
        let above = board.objective_of(parent).unwrap();
        assert!(board.cycles_upwards(objective.cycle).any(|cycle| cycle.id == above.cycle), "never sideways or downwards");
        if let Parent::KeyResult(id) = parent
            && contributes(parent)
        {
            assert!(board.key_result(id).unwrap().driven, "nothing contributes to a key result that is what it measures");
            assert!(!contributes(Parent::Objective(above.id)), "nothing is counted twice in one objective");
        }
    }
}

/// Repeatedly removes objectives without parents; what is left is in a loop.
fn objectives_in_loops(board: &Board) -> BTreeSet<ObjectiveId> {
    let mut left: BTreeMap<ObjectiveId, BTreeSet<ObjectiveId>> = board
        .objectives
        .values()
        .map(|one| (one.id, one.parents.iter().map(|alignment| board.objective_of(alignment.parent).unwrap().id).collect()))
        .collect();
    loop {
        let tops: Vec<ObjectiveId> = left.iter().filter(|(_, above)| above.is_empty()).map(|(id, _)| *id).collect();
        if tops.is_empty() {
            return left.into_keys().collect();
        }
        for top in tops {
            left.remove(&top);
            for above in left.values_mut() {
                above.remove(&top);
            }
        }
    }
}

/// A removed alignment's event has its previous value and index, and an added one is at the index given.
pub(super) fn edges_are_told_as_they_are(before: &Board, events: &[Event]) {
    let mut board = before.clone();
    for event in events {
        if let Event::Unaligned { child, before, index, .. } = event {
            assert_eq!(board.objective(*child).unwrap().parents.get(*index), Some(before));
        }
        board.apply(event);
        if let Event::Aligned { child, alignment, index } = event {
            assert_eq!(board.objective(*child).unwrap().parents.get(*index), Some(alignment));
        }
    }
}

#[test]
fn they_hold_in_aurora() {
    hold(&Fixture::aurora().board);
}
