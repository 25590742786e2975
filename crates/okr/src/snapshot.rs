//! Serialised boards.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::board::Map;
use crate::{Board, Cycle, CycleId, KeyResult, Objective, ObjectiveId, Organisation, Parent, Person, Pillar, Team};

/// A [`Board`](crate::Board) without derived data, as the initial state of a browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The sequence number of the last journal entry.
    pub seq: u64,
    /// The mark of that entry.
    pub mark: u64,
    /// The organisation.
    pub organisation: Option<Organisation>,
    /// Its people.
    pub people: Vec<Person>,
    /// Its teams.
    pub teams: Vec<Team>,
    /// Its pillars.
    pub pillars: Vec<Pillar>,
    /// Its cycles.
    pub cycles: Vec<Cycle>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// Key results.
    pub key_results: Vec<KeyResult>,
}

impl Snapshot {
    /// What pages about `cycle` need: all people, teams, pillars and cycles; the objectives of it and of the cycles
    /// above it with their key results; and all objectives below those, in any cycle, because they count in them.
    pub fn of(board: &Board, cycle: CycleId) -> Self {
        let mut held = BTreeSet::new();
        let mut ahead: Vec<ObjectiveId> = board.shown_in(cycle).map(|objective| objective.id).collect();
        while let Some(id) = ahead.pop() {
            let Some(objective) = board.objectives.get(&id).filter(|_| held.insert(id)) else { continue };
            let key_results = objective.key_results.iter().copied().map(Parent::KeyResult);
            let parents = std::iter::once(Parent::Objective(id)).chain(key_results);
            ahead.extend(parents.flat_map(|parent| board.aligned_to(parent)).map(|child| child.id));
        }
        Self::holding(board, |id| held.contains(&id))
    }

    fn holding(board: &Board, holds: impl Fn(ObjectiveId) -> bool) -> Self {
        Self {
            seq: board.seq,
            mark: board.mark,
            organisation: board.organisation.as_deref().cloned(),
            people: values(&board.people),
            teams: values(&board.teams),
            pillars: values(&board.pillars),
            cycles: values(&board.cycles),
            objectives: board.objectives.values().filter(|objective| holds(objective.id)).map(|one| (**one).clone()).collect(),
            key_results: board
                .key_results
                .values()
                .filter(|key_result| holds(key_result.objective))
                .map(|one| (**one).clone())
                .collect(),
        }
    }
}

/// The whole board, without the stored state of imports.
impl From<&Board> for Snapshot {
    fn from(board: &Board) -> Self {
        Self::holding(board, |_| true)
    }
}

impl From<Snapshot> for Board {
    fn from(snapshot: Snapshot) -> Self {
        let mut board = Self {
            seq: snapshot.seq,
            mark: snapshot.mark,
            organisation: snapshot.organisation.map(Arc::new),
            people: by_id(snapshot.people, |person| person.id),
            teams: by_id(snapshot.teams, |team| team.id),
            pillars: by_id(snapshot.pillars, |pillar| pillar.id),
            cycles: by_id(snapshot.cycles, |cycle| cycle.id),
            objectives: by_id(snapshot.objectives, |objective| objective.id),
            key_results: by_id(snapshot.key_results, |key_result| key_result.id),
            ..Self::default()
        };
        board.list_children();
        board
    }
}

fn values<K: Ord, V: Clone>(map: &Map<K, V>) -> Vec<V> {
    map.values().map(|value| (**value).clone()).collect()
}

fn by_id<K: Ord + Clone, V>(values: Vec<V>, id: impl Fn(&V) -> K) -> Map<K, V> {
    values.into_iter().map(|value| (id(&value), Arc::new(value))).collect()
}
