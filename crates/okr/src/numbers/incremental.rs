//! Standings that follow a board: after a change, only what changed and what is above it is rolled up again.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::ops::Deref;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use imbl::ordmap::DiffItem;
use uuid::Uuid;

use super::Standings;
use super::graph::Graph;
use super::roll_up::RollUp;
use super::silence::{expected_since, next_change, patience};
use super::standing::ById;
use crate::{Board, KeyResult, KeyResultId, Moment, Objective, ObjectiveId};

/// The standings of a board, kept up to date with it. Always equal to [`Standings::of`] the same board and moment.
///
/// It finds what changed by comparing the board with the one before, which share most of their memory. So it doesn't
/// depend on events, and a browser may also take changes back. A clone is cheap.
#[derive(Clone, Debug)]
pub struct Incremental {
    board: Board,
    at: Moment,
    standings: Standings,
    wakes: Wakes,
}

/// When time alone may change key results: they fall silent. A check-in leaves its key result's earlier wake where it
/// is, because a wake that changes nothing costs little.
#[derive(Clone, Debug, Default)]
struct Wakes {
    /// Those of the full roll-up, the earliest last.
    planned: Arc<[Wake]>,
    /// How many of them are still ahead.
    ahead: usize,
    /// Those of key results that have changed since: one for each change, until the next day's full roll-up.
    later: BinaryHeap<Reverse<Wake>>,
}

type Wake = (DateTime<Utc>, KeyResultId);

impl Wakes {
    fn new(mut planned: Vec<Wake>) -> Self {
        planned.sort_unstable_by(|a, b| b.cmp(a));
        Self { ahead: planned.len(), planned: planned.into(), later: BinaryHeap::new() }
    }

    /// Takes the key results whose time has come.
    fn take_until(&mut self, now: DateTime<Utc>) -> Vec<KeyResultId> {
        let mut woken = Vec::new();
        while let Some((_, id)) = self.planned[..self.ahead].last().filter(|(wake, _)| *wake <= now) {
            woken.push(*id);
            self.ahead -= 1;
        }
        while self.later.peek().is_some_and(|Reverse((wake, _))| *wake <= now) {
            woken.extend(self.later.pop().map(|Reverse((_, id))| id));
        }
        woken
    }
}

/// Whose standings changed, or are gone. In the order of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Objectives.
    pub objectives: Vec<ObjectiveId>,
    /// Key results.
    pub key_results: Vec<KeyResultId>,
}

impl Changed {
    /// Whether nothing changed.
    pub const fn is_empty(&self) -> bool {
        self.objectives.is_empty() && self.key_results.is_empty()
    }
}

impl Incremental {
    /// The full roll-up of a board.
    pub fn of(board: &Board, at: Moment) -> Self {
        let mut this = Self { board: board.clone(), at, standings: Standings::of(board, at), wakes: Wakes::default() };
        this.wakes = Wakes::new(this.wakes_of(this.standings.key_results().map(|(id, _)| id)));
        this
    }

    /// The standings.
    pub const fn standings(&self) -> &Standings {
        &self.standings
    }

    /// Takes over the board as it is at `at`.
    ///
    /// A new day, another clock or zone, and a changed cycle or rhythm change everything: these cost a full roll-up. All
    /// else costs the objectives that changed, those above them, and what is aligned directly to these.
    pub fn follow(&mut self, board: &Board, at: Moment) -> Changed {
        if self.begins_again(board, at) {
            let before = std::mem::replace(self, Self::of(board, at)).standings;
            return Changed {
                objectives: different(&before.objectives, &self.standings.objectives).map(ObjectiveId).collect(),
                key_results: different(&before.key_results, &self.standings.key_results).map(KeyResultId).collect(),
            };
        }
        let before = std::mem::replace(&mut self.board, board.clone());
        self.at = at;
        let mut changed = Changed::default();
        let (mut touched, mut plan_again) = self.changes_since(&before, &mut changed);
        let woken = self.wakes.take_until(at.now);
        touched.extend(woken.iter().filter_map(|id| Some(self.board.key_results.get(id)?.objective)));
        plan_again.extend(woken);
        let wakes = self.wakes_of(plan_again.into_iter());
        self.wakes.later.extend(wakes.into_iter().map(Reverse));
        let above = self.and_above(touched);
        if !above.is_empty() {
            self.roll_up(&above, &mut changed);
        }
        changed.objectives.sort_unstable();
        changed.key_results.sort_unstable();
        changed
    }

    fn begins_again(&self, board: &Board, at: Moment) -> bool {
        self.at.today != at.today
            || self.at.now > at.now
            || self.at.offsets != at.offsets
            || patience(&self.board) != patience(board)
            || self.board.cycles != board.cycles
    }

    /// The objectives whose own inputs have changed, and the key results that may fall silent at another time. Removes
    /// the standings of what is gone.
    fn changes_since(&mut self, before: &Board, changed: &mut Changed) -> (Vec<ObjectiveId>, BTreeSet<KeyResultId>) {
        let (mut touched, mut plan_again) = (Vec::new(), BTreeSet::new());
        let now = self.board.clone();
        let differences = before.key_results.diff(&now.key_results).map(sides);
        for (old, new) in differences {
            touched.extend(old.iter().chain(&new).map(|key_result: &&Arc<KeyResult>| key_result.objective));
            plan_again.extend(new.map(|key_result| key_result.id));
            if let (Some(old), None) = (old, new) {
                self.drop_key_result(old.id, changed);
            }
        }
        for (old, new) in before.objectives.diff(&now.objectives).map(sides) {
            for (objective, board) in old.map(|old| (old, before)).into_iter().chain(new.map(|new| (new, &now))) {
                touched.push(objective.id);
                touched.extend(parents(board, objective));
            }
            plan_again.extend(new.into_iter().flat_map(|objective| &objective.key_results));
            if let (Some(old), None) = (old, new) {
                if self.standings.objectives.remove(&old.id.0).is_some() {
                    changed.objectives.push(old.id);
                }
                for key_result in &old.key_results {
                    self.drop_key_result(*key_result, changed);
                }
            }
        }
        (touched, plan_again)
    }

    fn drop_key_result(&mut self, id: KeyResultId, changed: &mut Changed) {
        if self.standings.key_results.remove(&id.0).is_some() {
            changed.key_results.push(id);
        }
    }

    /// Objectives and all above them, along both kinds of edges.
    fn and_above(&self, mut left: Vec<ObjectiveId>) -> BTreeSet<ObjectiveId> {
        let mut found = BTreeSet::new();
        while let Some(id) = left.pop() {
            if let Some(objective) = self.board.objectives.get(&id)
                && found.insert(id)
            {
                left.extend(parents(&self.board, objective));
            }
        }
        found
    }

    fn roll_up(&mut self, above: &BTreeSet<ObjectiveId>, changed: &mut Changed) {
        let (board, at) = (self.board.clone(), self.at);
        let graph = Graph::around(&board, above);
        let known = |id| (!above.contains(&id)).then(|| self.standings.objective(id));
        let RollUp { objectives, key_results, .. } = RollUp::above(&board, &graph, at, None, known);
        for (id, standing) in objectives.into_iter().filter(|(id, _)| above.contains(id)) {
            if self.standings.objectives.insert(id.0, standing) != Some(standing) {
                changed.objectives.push(id);
            }
        }
        for (id, standing) in key_results {
            if self.standings.key_results.insert(id.0, standing) != Some(standing) {
                changed.key_results.push(id);
            }
        }
    }

    /// When time alone will change some key results next.
    fn wakes_of(&self, key_results: impl Iterator<Item = KeyResultId>) -> Vec<Wake> {
        let patience = patience(&self.board);
        key_results.filter_map(|id| Some((self.wake(id, patience)?, id))).collect()
    }

    fn wake(&self, id: KeyResultId, patience: TimeDelta) -> Option<DateTime<Utc>> {
        let key_result = self.board.key_results.get(&id)?;
        let objective = self.board.objectives.get(&key_result.objective).filter(|objective| objective.is_published())?;
        let expected = expected_since(self.board.cycles.get(&objective.cycle)?, self.at)?;
        let last = key_result.last().map(|point| point.at);
        next_change(key_result.since, last, expected, self.at.now, patience)
    }
}

/// Whether the numbers are the same, of the same board at the same time.
impl PartialEq for Incremental {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.standings == other.standings && self.board == other.board
    }
}

impl Deref for Incremental {
    type Target = Standings;

    fn deref(&self) -> &Standings {
        &self.standings
    }
}

/// The objectives that an objective is aligned to, or to whose key results.
fn parents<'a>(board: &'a Board, objective: &'a Objective) -> impl Iterator<Item = ObjectiveId> + 'a {
    objective.parents.iter().filter_map(|alignment| board.objective_of(alignment.parent).ok()).map(|parent| parent.id)
}

/// The value before and after a difference.
fn sides<'d, K, V>(difference: DiffItem<'d, 'd, K, V>) -> (Option<&'d V>, Option<&'d V>) {
    match difference {
        DiffItem::Add(_, new) => (None, Some(new)),
        DiffItem::Update { old, new } => (Some(old.1), Some(new.1)),
        DiffItem::Remove(_, old) => (Some(old), None),
    }
}

/// The ids whose standings differ.
fn different<'a>(before: &'a ById, now: &'a ById) -> impl Iterator<Item = Uuid> + 'a {
    before.diff(now).map(|difference| match difference {
        DiffItem::Add(id, _) | DiffItem::Remove(id, _) | DiffItem::Update { new: (id, _), .. } => *id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reading;
    use crate::fixtures::{CUSTOMERS, Fixture, OWNER};

    #[test]
    fn a_check_in_plans_one_wake_and_not_one_for_all_that_is_rolled_up() {
        let mut aurora = Fixture::aurora();
        let mut incremental = Incremental::of(&aurora.board, aurora.at);
        for value in 1..=5 {
            aurora.report(OWNER, CUSTOMERS, Reading::Number(f64::from(value)), 6);
            incremental.follow(&aurora.board, aurora.at);
        }
        assert_eq!(incremental.wakes.later.len(), 5);
    }
}
