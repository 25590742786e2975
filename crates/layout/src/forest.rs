//! The cards in breadth-first order, in which a subtree is a contiguous range of each level.

use std::ops::Range;

use crate::Size;

/// A card to be laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Node {
    /// The index of its primary parent; `None` for a root.
    ///
    /// Parents may come before or after their children. An index that is out of range or the card's own counts as
    /// `None`, and a cycle of parents is cut at its first card in the input, which becomes a root.
    pub parent: Option<usize>,
    /// World pixels, rounded up to whole ones. Negative values and NaN count as 0.
    pub size: Size,
}

/// Cards by *rank*: their position in breadth-first order. The children of a card, and each level, are a range of
/// ranks.
pub(crate) struct Forest {
    /// The input index by rank.
    pub(crate) order: Vec<usize>,
    /// The children of rank `r` have the ranks `kids[r]..kids[r + 1]`: empty for a leaf, but in the right position.
    pub(crate) kids: Vec<usize>,
    /// Ranges of ranks, roots first; none is empty.
    pub(crate) levels: Vec<Range<usize>>,
    /// The effective parent, by input index.
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

/// Each node's parent, without cycles.
fn without_rings(nodes: &[Node]) -> Vec<Option<usize>> {
    let is_another = |index, parent| parent < nodes.len() && parent != index;
    let mut parents: Vec<_> =
        nodes.iter().enumerate().map(|(index, node)| node.parent.filter(|&parent| is_another(index, parent))).collect();

    // Each walk upwards ends at a card visited before, so each card is visited once.
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

/// Makes a root of the first card, in input order, of the cycle through `member`.
fn cut_ring(parents: &mut [Option<usize>], member: usize) {
    let mut first = member;
    let mut at = parents[member];
    while let Some(index) = at.filter(|&index| index != member) {
        first = first.min(index);
        at = parents[index];
    }
    parents[first] = None;
}

/// A counting sort: the children of `p` are `children[starts[p]..starts[p + 1]]`, in input order.
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
