//! Forests for tests.

use layout::{Node, Plan, Size, Spacing};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// All gaps differ, so that mistaking one for another is detected.
pub(crate) const SPACING: Spacing = Spacing { column: 70.0, sibling: 9.0, cousin: 23.0 };

/// A fixed seed, so that failures are reproducible.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(1981), failure_persistence: None, ..ProptestConfig::default() }
}

/// Up to 60 cards of many sizes, with parents earlier in the list: from a chain to many roots.
pub(crate) fn any_forest() -> impl Strategy<Value = Vec<Node>> {
    let back = prop_oneof![3 => Just(1), 6 => 1..8_usize, 3 => 1..60_usize, 1 => Just(1000)];
    let height = prop_oneof![1.0..400.0, Just(40.0)];
    prop::collection::vec((back, 1.0..300.0, height), 0..60).prop_map(|cards| {
        let node = |(index, (back, width, height)): (usize, (usize, f64, f64))| Node {
            parent: index.checked_sub(back),
            size: Size { width, height },
        };
        cards.into_iter().enumerate().map(node).collect()
    })
}

/// Arbitrary parents: later ones, the card itself, cycles, out of range.
pub(crate) fn any_parents() -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec(prop::option::weighted(0.9, 0..30_usize), 0..28).prop_map(|parents| {
        let size = Size { width: 100.0, height: 40.0 };
        parents.into_iter().map(|parent| Node { parent, size }).collect()
    })
}

pub(crate) fn plan(nodes: &[Node]) -> Plan {
    layout::tidy(nodes, &SPACING)
}

/// Each card's children, in order.
pub(crate) fn children(nodes: &[Node]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(index);
        }
    }
    children
}

pub(crate) fn roots(nodes: &[Node]) -> Vec<usize> {
    (0..nodes.len()).filter(|&index| nodes[index].parent.is_none()).collect()
}

/// A card and its descendants, parents before their children.
pub(crate) fn subtree(nodes: &[Node], root: usize) -> Vec<usize> {
    let children = children(nodes);
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&card) = found.get(next) {
        found.extend(&children[card]);
        next += 1;
    }
    found
}
