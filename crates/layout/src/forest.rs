//! The cards in breadth-first order, in which a subtree is one run of each level.

use std::ops::Range;

use crate::Size;

/// A card before it has a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Node {
    /// The index of its primary parent; a root has none.
    ///
    /// Parents may come before or after their children. An index that is out of range or the card's own counts as none, and
    /// a ring of parents is cut open at its first card in the input, which becomes a root.
    pub parent: Option<usize>,
    /// World pixels, rounded up to whole ones. What is negative or not a number counts as nothing.
    pub size: Size,
}

/// Cards by *rank*: their place in breadth-first order. The children of one card are a run of ranks, and so is a level.
pub(crate) struct Forest {
    /// The index in the input, by rank.
    pub(crate) order: Vec<usize>,
    /// The children of rank `r` have the ranks `kids[r]..kids[r + 1]`: a leaf's run is empty, yet in the right place.
    pub(crate) kids: Vec<usize>,
    /// Runs of ranks, roots first; none is empty.
    pub(crate) levels: Vec<Range<usize>>,
    /// The parent that counts, by index in the input.
    pub(crate) parents: Vec<Option<usize>>,
}

impl Forest {
    pub(crate) fn new(nodes: &[Node]) -> Self {
        let parents = without_rings(nodes);
        let (starts, children) = children_by_parent(&parents);

        let mut order = Vec::with_capacity(nodes.len());
        order.extend((0..nodes.len()).filter(|&index| parents[index].is_none()));
        let roots = order.len();
        let mut kids = Vec::with_capacity(nodes.len() + 1);
        while let Some(&index) = order.get(kids.len()) {
            kids.push(order.len());
            order.extend_from_slice(&children[starts[index]..starts[index + 1]]);
        }
        kids.push(order.len());

        let mut levels = Vec::new();
        let mut level = 0..roots;
        while !level.is_empty() {
            let next = level.end..kids[level.end];
            levels.push(level);
            level = next;
        }
        Self { order, kids, levels, parents }
    }

    /// The ranks of a card's children.
    pub(crate) fn kids_of(&self, rank: usize) -> Range<usize> {
        self.kids[rank]..self.kids[rank + 1]
    }
}

/// Each node's parent, if that leads to a root.
fn without_rings(nodes: &[Node]) -> Vec<Option<usize>> {
    let is_another = |index, parent| parent < nodes.len() && parent != index;
    let mut parents: Vec<_> =
        nodes.iter().enumerate().map(|(index, node)| node.parent.filter(|&parent| is_another(index, parent))).collect();

    // Every walk upwards ends where an earlier one has been, so that each card is stepped on once.
    let mut walked_by = vec![usize::MAX; nodes.len()];
    for start in 0..nodes.len() {
        let mut at = start;
        while walked_by[at] == usize::MAX {
            walked_by[at] = start;
            match parents[at] {
                Some(parent) if walked_by[parent] == start => {
                    cut_ring(&mut parents, parent);
                    break;
                }
                Some(parent) => at = parent,
                None => break,
            }
        }
    }
    parents
}

/// Makes a root of the first card, in the order of the input, of the ring through `member`.
fn cut_ring(parents: &mut [Option<usize>], member: usize) {
    let mut first = member;
    let mut at = parents[member];
    while let Some(index) = at.filter(|&index| index != member) {
        first = first.min(index);
        at = parents[index];
    }
    parents[first] = None;
}

/// A counting sort: the children of `p` are `children[starts[p]..starts[p + 1]]`, in the order of the input.
fn children_by_parent(parents: &[Option<usize>]) -> (Vec<usize>, Vec<usize>) {
    let mut starts = vec![0; parents.len() + 1];
    for &parent in parents.iter().flatten() {
        starts[parent + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    let mut next = starts.clone();
    let mut children = vec![0; starts[parents.len()]];
    for (index, parent) in parents.iter().enumerate() {
        if let Some(parent) = *parent {
            children[next[parent]] = index;
            next[parent] += 1;
        }
    }
    (starts, children)
}
