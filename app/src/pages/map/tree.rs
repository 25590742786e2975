//! The tree of objectives.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use okr::{Board, CycleId, Objective, ObjectiveId, Parent};

use super::size::Kind;

/// The average gap between two cards, in world pixels.
const GAP: f64 = 24.0;
/// The most branches for which is tried whether they fit.
const MOST_OPEN: usize = 500;

/// The position of an objective in the tree.
pub(super) struct Hang {
    /// The parent.
    pub(super) parent: Parent,
    /// The objective that is the parent or owns it.
    pub(super) above: ObjectiveId,
}

/// The tree, before anything is folded.
pub(super) struct Tree<'a> {
    board: &'a Board,
    /// All objectives on the map, by id.
    pub(super) shown: BTreeMap<ObjectiveId, &'a Objective>,
    /// The position of each objective with a parent.
    pub(super) parents: BTreeMap<ObjectiveId, Hang>,
    /// Children in order: those aligned to the objective itself first, then by key result; then by id.
    children: BTreeMap<ObjectiveId, Vec<ObjectiveId>>,
    /// The company's objectives, then adrift branches.
    pub(super) roots: Vec<ObjectiveId>,
    adrift: BTreeSet<ObjectiveId>,
}

impl<'a> Tree<'a> {
    /// The tree of a cycle's objectives and those above them.
    pub(super) fn of(board: &'a Board, cycle: CycleId) -> Self {
        let shown: BTreeMap<_, _> = board.shown_in(cycle).map(|objective| (objective.id, objective)).collect();
        let mut parents = BTreeMap::new();
        let mut under: BTreeMap<ObjectiveId, Vec<(usize, ObjectiveId)>> = BTreeMap::new();
        for objective in shown.values() {
            let hang = objective.parents.iter().find_map(|alignment| {
                let above = board.objective_of(alignment.parent).ok()?;
                shown.contains_key(&above.id).then_some((alignment.parent, above))
            });
            let Some((parent, above)) = hang else { continue };
            let row = match parent {
                Parent::Objective(_) => 0,
                Parent::KeyResult(id) => above.key_results.iter().position(|row| *row == id).map_or(0, |row| row + 1),
            };
            under.entry(above.id).or_default().push((row, objective.id));
            parents.insert(objective.id, Hang { parent, above: above.id });
        }
        let children: BTreeMap<_, Vec<_>> = under
            .into_iter()
            .map(|(parent, mut children)| {
                children.sort_unstable();
                (parent, children.into_iter().map(|(_, child)| child).collect())
            })
            .collect();

        let loose = || shown.values().filter(|objective| !parents.contains_key(&objective.id));
        let mut roots: Vec<&Objective> = loose().copied().filter(|objective| board.is_company(objective)).collect();
        roots.sort_by_key(|root| (board.cycles_upwards(root.cycle).count(), root.pillar.is_none(), root.pillar, root.id));
        let adrift: BTreeSet<_> =
            loose().filter(|objective| !board.is_company(objective)).map(|objective| objective.id).collect();
        let branches = adrift.iter().copied().filter(|id| children.contains_key(id));
        let roots = roots.into_iter().map(|root| root.id).chain(branches).collect();
        Self { board, shown, parents, children, roots, adrift }
    }

    /// The children of an objective, from the top.
    pub(super) fn children(&self, id: ObjectiveId) -> impl DoubleEndedIterator<Item = ObjectiveId> {
        self.children.get(&id).into_iter().flatten().copied()
    }

    /// Objectives that aren't the company's and have no parent, in the order of ids.
    pub(super) fn tray(&self) -> Vec<ObjectiveId> {
        self.adrift.iter().copied().collect()
    }

    /// The initially folded branches: as few as possible, with the company's trees no higher than `height` in world
    /// pixels. Branches are unfolded one by one from the top, level by level, while they fit. Paths to the company's
    /// objectives and to `at` stay unfolded.
    pub(super) fn resting(&self, height: f64, at: Option<ObjectiveId>) -> BTreeSet<ObjectiveId> {
        let mut folded: BTreeSet<_> = self.children.keys().copied().collect();
        let company = self.shown.values().filter(|objective| self.board.is_company(objective)).map(|objective| objective.id);
        for id in company.chain(at) {
            let mut above = self.parents.get(&id);
            while let Some(hang) = above {
                folded.remove(&hang.above);
                above = self.parents.get(&hang.above);
            }
        }
        let company = |root: &ObjectiveId| !self.adrift.contains(root);
        let any = self.roots.iter().any(company);
        let roots: Vec<_> = self.roots.iter().copied().filter(|root| !any || company(root)).collect();
        let mut ahead = if self.height(&roots, &folded) <= height { VecDeque::from(roots.clone()) } else { VecDeque::new() };
        for _ in 0..MOST_OPEN {
            let Some(id) = ahead.pop_front() else { break };
            let was_folded = folded.remove(&id);
            if was_folded && self.height(&roots, &folded) > height {
                folded.insert(id);
            } else {
                ahead.extend(self.children(id));
            }
        }
        folded
    }

    /// The height of trees stacked vertically, with their unfolded branches, in world pixels; slightly less than the
    /// actual layout.
    fn height(&self, roots: &[ObjectiveId], folded: &BTreeSet<ObjectiveId>) -> f64 {
        let mut order = roots.to_vec();
        let mut next = 0;
        while let Some(&id) = order.get(next) {
            next += 1;
            if !folded.contains(&id) {
                order.extend(self.children(id));
            }
        }
        // The height beside each card visited so far.
        let mut beside: BTreeMap<ObjectiveId, f64> = BTreeMap::new();
        let mut total = -GAP;
        for (place, id) in order.iter().enumerate().rev() {
            let card =
                self.shown.get(id).map_or(0.0, |objective| Kind::of(self.board, objective).card(&objective.title).1.height);
            let height = card.max(beside.get(id).map_or(0.0, |beside| beside - GAP)) + GAP;
            if place < roots.len() {
                total += height;
            } else if let Some(hang) = self.parents.get(id) {
                *beside.entry(hang.above).or_insert(0.0) += height;
            }
        }
        total
    }

    /// The number of objectives below each that has any.
    pub(super) fn below(&self) -> BTreeMap<ObjectiveId, usize> {
        let mut order = self.roots.clone();
        let mut next = 0;
        while let Some(&id) = order.get(next) {
            next += 1;
            order.extend(self.children(id));
        }
        let mut below = BTreeMap::new();
        for id in order.into_iter().rev() {
            if let Some(hang) = self.parents.get(&id) {
                let own = below.get(&id).copied().unwrap_or(0);
                *below.entry(hang.above).or_insert(0) += own + 1;
            }
        }
        below
    }
}
