//! Who stands under whom.

use std::collections::{BTreeMap, BTreeSet};

use okr::{Board, CycleId, Objective, ObjectiveId, Parent};

/// How many rows a map has at most when it opens: about six views, one below the other.
pub(super) const ROWS: usize = 48;

/// Where an objective stands in the tree.
pub(super) struct Hang {
    /// What it is aligned to.
    pub(super) parent: Parent,
    /// The objective that this is or belongs to.
    pub(super) above: ObjectiveId,
}

/// Who stands under whom, before anything is folded.
pub(super) struct Tree<'a> {
    /// Everything that the map is about, by id.
    pub(super) shown: BTreeMap<ObjectiveId, &'a Objective>,
    /// Where each stands that stands under another.
    pub(super) parents: BTreeMap<ObjectiveId, Hang>,
    /// In the order in which they stand: those aligned to the objective itself first, then by key result; then by id.
    children: BTreeMap<ObjectiveId, Vec<ObjectiveId>>,
    /// The company's first, then the branches that are adrift.
    pub(super) roots: Vec<ObjectiveId>,
    adrift: BTreeSet<ObjectiveId>,
}

impl<'a> Tree<'a> {
    /// Of the objectives of a cycle and of those above it.
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
        Self { shown, parents, children, roots, adrift }
    }

    /// What stands under an objective, from the top.
    pub(super) fn children(&self, id: ObjectiveId) -> impl DoubleEndedIterator<Item = ObjectiveId> {
        self.children.get(&id).into_iter().flatten().copied()
    }

    /// What isn't the company's and stands under nothing, in the order of ids.
    pub(super) fn tray(&self) -> Vec<ObjectiveId> {
        self.adrift.iter().copied().collect()
    }

    /// What is folded in on a map that nobody has folded yet: as few levels as leave at most so many `rows`, from the deepest
    /// up. What leads to `at` stays open.
    pub(super) fn resting(&self, rows: usize, at: Option<ObjectiveId>) -> BTreeSet<ObjectiveId> {
        let mut level = self.roots.clone();
        let mut leaves = 0;
        loop {
            let next: Vec<ObjectiveId> = level.iter().flat_map(|id| self.children(*id)).collect();
            leaves += level.iter().filter(|id| !self.children.contains_key(id)).count();
            if next.is_empty() || leaves + next.len() > rows {
                break;
            }
            level = next;
        }
        let mut folded: BTreeSet<_> = level.into_iter().filter(|id| self.children.contains_key(id)).collect();
        let mut above = at.and_then(|id| self.parents.get(&id));
        while let Some(hang) = above {
            folded.remove(&hang.above);
            above = self.parents.get(&hang.above);
        }
        folded
    }

    /// How many objectives stand below each that has any.
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
