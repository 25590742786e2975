//! The graph for roll-ups, with dense indices instead of ids.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::index::Index;
use super::lists::Lists;
use crate::{Board, Cycle, How, KeyResult, KeyResultId, Objective, ObjectiveId, Parent};

/// Objectives and key results in the order of ids, and the edges between them.
///
/// An edge ends at a *place*: the index of an objective, or [`Graph::place_of`] a key result.
pub(super) struct Graph<'a> {
    pub(super) cycles: Vec<&'a Cycle>,
    pub(super) objectives: Vec<Node<'a>>,
    pub(super) key_results: Vec<Own<'a>>,
    /// Topological order: each objective after all objectives below it. Objectives in a loop, which the rules
    /// prevent, are omitted.
    pub(super) bottom_up: Vec<usize>,
    own: Lists<usize>,
    below: Lists<Edge>,
}

/// An objective.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) id: ObjectiveId,
    pub(super) objective: &'a Objective,
    /// The index of its cycle.
    pub(super) cycle: usize,
}

/// A key result.
#[derive(Clone, Copy)]
pub(super) struct Own<'a> {
    pub(super) id: KeyResultId,
    pub(super) key_result: &'a KeyResult,
    /// The index of its objective.
    pub(super) objective: usize,
}

/// An alignment, seen from its parent.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    /// The index of the child.
    pub(super) child: usize,
    /// Its weight; 0 if it only supports.
    pub(super) weight: f64,
    /// When it was made.
    pub(super) since: DateTime<Utc>,
}

impl<'a> Graph<'a> {
    /// The graph of a whole board.
    pub(super) fn of(board: &'a Board) -> Self {
        Self::new(
            board,
            board.objectives.iter().map(|(id, objective)| (*id, objective.as_ref())),
            board.key_results.iter().map(|(id, key_result)| (*id, key_result.as_ref())),
        )
    }

    /// One objective and everything below it, along both kinds of edges.
    pub(super) fn below(board: &'a Board, top: ObjectiveId) -> Self {
        let mut found = BTreeSet::from([top]);
        let mut left = vec![top];
        while let Some(objective) = left.pop().and_then(|id| board.objectives.get(&id)) {
            let key_results = objective.key_results.iter().map(|id| Parent::KeyResult(*id));
            for place in key_results.chain([Parent::Objective(objective.id)]) {
                left.extend(board.aligned_to(place).map(|child| child.id).filter(|child| found.insert(*child)));
            }
        }
        let objectives: Vec<_> = found.iter().filter_map(|id| Some((*id, board.objectives.get(id)?.as_ref()))).collect();
        let of_objective = |(_, objective)| board.key_results_of(objective).map(|key_result| (key_result.id, key_result));
        let mut key_results: Vec<_> = objectives.iter().copied().flat_map(of_objective).collect();
        key_results.sort_unstable_by_key(|(id, _)| *id);
        Self::new(board, objectives, key_results)
    }

    /// Some objectives with their key results, and what is aligned to either.
    pub(super) fn around(board: &'a Board, middle: &BTreeSet<ObjectiveId>) -> Self {
        let mut key_results = Vec::new();
        let mut found = middle.clone();
        for objective in middle.iter().filter_map(|id| board.objectives.get(id)) {
            key_results.extend(board.key_results_of(objective).map(|key_result| (key_result.id, key_result)));
            let places = objective.key_results.iter().map(|id| Parent::KeyResult(*id)).chain([Parent::Objective(objective.id)]);
            found.extend(places.flat_map(|place| board.aligned_to(place)).map(|child| child.id));
        }
        key_results.sort_unstable_by_key(|(id, _)| *id);
        let objectives = found.iter().filter_map(|id| Some((*id, board.objectives.get(id)?.as_ref())));
        Self::new(board, objectives, key_results)
    }

    /// Built from objectives and key results in the order of ids. Edges to anything else are omitted.
    fn new(
        board: &'a Board,
        objectives: impl IntoIterator<Item = (ObjectiveId, &'a Objective)>,
        key_results: impl IntoIterator<Item = (KeyResultId, &'a KeyResult)>,
    ) -> Self {
        let cycles: Vec<_> = board.cycles.values().map(AsRef::as_ref).collect();
        let cycle_index = Index::new(cycles.iter().map(|cycle| cycle.id.0));
        let objectives: Vec<_> = objectives
            .into_iter()
            .filter_map(|(id, objective)| Some(Node { id, objective, cycle: cycle_index.of(objective.cycle.0)? }))
            .collect();
        let objective_index = Index::new(objectives.iter().map(|node| node.id.0));
        let key_results: Vec<_> = key_results
            .into_iter()
            .filter_map(|(id, key_result)| Some(Own { id, key_result, objective: objective_index.of(key_result.objective.0)? }))
            .collect();

        let mut edges = Vec::new();
        let mut ups = Vec::new();
        for (child, node) in objectives.iter().enumerate() {
            for alignment in &node.objective.parents {
                let (place, parent, counts) = match alignment.parent {
                    Parent::Objective(id) => {
                        let Some(parent) = objective_index.of(id.0) else { continue };
                        (parent, parent, true)
                    }
                    Parent::KeyResult(id) => {
                        let Ok(index) = key_results.binary_search_by_key(&id, |own| own.id) else { continue };
                        let Own { key_result, objective, .. } = key_results[index];
                        (objectives.len() + index, objective, key_result.driven)
                    }
                };
                let weight = match alignment.how {
                    How::Contributes(weight) if counts => weight,
                    How::Contributes(_) | How::Supports => 0.0,
                };
                edges.push((place, Edge { child, weight, since: alignment.since }));
                ups.push((child, parent));
            }
        }
        let own: Vec<_> = key_results.iter().map(|own| own.objective).zip(0..).collect();
        Self {
            own: Lists::new(objectives.len(), &own),
            below: Lists::new(objectives.len() + key_results.len(), &edges),
            bottom_up: bottom_up(objectives.len(), &ups),
            cycles,
            objectives,
            key_results,
        }
    }

    /// The indices of an objective's key results, in the order of ids.
    pub(super) fn key_results_of(&self, objective: usize) -> &[usize] {
        self.own.of(objective)
    }

    /// The edges to a place, in the order of ids.
    pub(super) fn aligned_to(&self, place: usize) -> &[Edge] {
        self.below.of(place)
    }

    /// The place of a key result, after those of all objectives.
    pub(super) const fn place_of(&self, key_result: usize) -> usize {
        self.objectives.len() + key_result
    }

    /// The index of an objective.
    pub(super) fn index_of(&self, id: ObjectiveId) -> Option<usize> {
        self.objectives.binary_search_by_key(&id, |node| node.id).ok()
    }
}

/// Kahn's algorithm over pairs of child and parent. It isn't recursive, so depth is unlimited.
fn bottom_up(objectives: usize, ups: &[(usize, usize)]) -> Vec<usize> {
    let mut waits_for = vec![0_usize; objectives];
    for (_, parent) in ups {
        waits_for[*parent] += 1;
    }
    let ups = Lists::new(objectives, ups);
    let mut order: Vec<_> = (0..objectives).filter(|objective| waits_for[*objective] == 0).collect();
    let mut next = 0;
    while let Some(&child) = order.get(next) {
        next += 1;
        for parent in ups.of(child) {
            waits_for[*parent] -= 1;
            if waits_for[*parent] == 0 {
                order.push(*parent);
            }
        }
    }
    order
}
