//! A reference implementation in quadratic time: every subtree has its whole contour as a list. It doesn't spread
//! small siblings.

use layout::Node;
use proptest::prelude::*;

use crate::forests::{SPACING, any_forest, children, config, plan, roots};

/// The first top and the last bottom on each level, from the top of the subtree's root (or of the first root).
type Contour = Vec<(f64, f64)>;

/// Stacks the contours; returns the result, and the last one's position.
fn stacked(contours: &[Contour], gap: f64) -> (Contour, f64) {
    let mut joined = Contour::new();
    let mut last = 0.0;
    for contour in contours {
        let gaps = std::iter::once(gap).chain(std::iter::repeat(SPACING.cousin));
        let needs = joined.iter().zip(contour).zip(gaps).map(|((above, below), gap)| above.1 + gap - below.0);
        last = needs.reduce(f64::max).unwrap_or(0.0);
        for (level, &(top, bottom)) in contour.iter().enumerate() {
            match joined.get_mut(level) {
                Some(above) => above.1 = bottom + last,
                None => joined.push((top + last, bottom + last)),
            }
        }
    }
    (joined, last)
}

fn contour(nodes: &[Node], children: &[Vec<usize>], card: usize) -> Contour {
    let height = nodes[card].size.height.ceil();
    let kids: Vec<_> = children[card].iter().map(|&kid| contour(nodes, children, kid)).collect();
    let Some(bottom_of_last) = kids.last().map(|last| last[0].1) else { return vec![(0.0, height)] };
    let (below, last) = stacked(&kids, SPACING.sibling);
    let top = ((last + bottom_of_last - height) / 2.0).floor();
    let moved = below.iter().map(|(first, last)| (first - top, last - top));
    std::iter::once((0.0, height)).chain(moved).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_plan_is_exactly_as_tight_as_the_quadratic_method(nodes in any_forest()) {
        prop_assume!(!nodes.is_empty());
        let children = children(&nodes);
        let trees: Vec<_> = roots(&nodes).iter().map(|&root| contour(&nodes, &children, root)).collect();
        let (outline, _) = stacked(&trees, SPACING.cousin);
        let topmost = outline.iter().map(|level| level.0).fold(f64::INFINITY, f64::min);

        let plan = plan(&nodes);
        let mine: Contour = plan.columns().iter().map(|column| {
            let cards = plan.cards_in(column);
            (plan.at(cards[0]).y + topmost, plan.rect(cards[cards.len() - 1]).bottom() + topmost)
        }).collect();
        prop_assert_eq!(mine, outline);
    }
}
