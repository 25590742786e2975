use layout::{Node, Plan};
use proptest::prelude::*;

use crate::forests::{SPACING, any_forest, any_parents, children, config, plan, roots, subtree};

fn assert_no_overlap(plan: &Plan) -> Result<(), TestCaseError> {
    for a in 0..plan.len() {
        for b in 0..a {
            prop_assert!(!plan.rect(a).intersects(&plan.rect(b)), "{b} {:?} and {a} {:?}", plan.rect(b), plan.rect(a));
        }
    }
    Ok(())
}

/// A copy of a subtree as a separate forest.
fn alone(nodes: &[Node], cards: &[usize]) -> Vec<Node> {
    let place = |card| cards.iter().position(|&other| other == card);
    cards.iter().map(|&card| Node { parent: nodes[card].parent.and_then(place), ..nodes[card] }).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_two_cards_overlap(nodes in any_forest()) {
        assert_no_overlap(&plan(&nodes))?;
    }

    #[test]
    fn every_card_holds_its_content_and_stands_on_whole_pixels(nodes in any_forest()) {
        let plan = plan(&nodes);
        for (index, node) in nodes.iter().enumerate() {
            let card = plan.rect(index);
            prop_assert!(card.width >= node.size.width && card.height >= node.size.height);
            for length in [card.x, card.y, card.width, card.height] {
                prop_assert_eq!(length, length.round());
            }
        }
    }

    #[test]
    fn a_parent_is_a_column_gap_to_the_left_of_its_children(nodes in any_forest()) {
        let plan = plan(&nodes);
        for (index, node) in nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                prop_assert!(plan.rect(parent).right() + SPACING.column <= plan.at(index).x);
            }
        }
    }

    #[test]
    fn a_parent_is_centred_beside_its_children(nodes in any_forest()) {
        let plan = plan(&nodes);
        for (parent, kids) in children(&nodes).iter().enumerate() {
            if let (Some(&first), Some(&last)) = (kids.first(), kids.last()) {
                let middle = f64::midpoint(plan.at(first).y, plan.rect(last).bottom());
                prop_assert!((plan.rect(parent).centre().y - middle).abs() <= 0.5);
            }
        }
    }

    #[test]
    fn siblings_keep_their_order_and_their_gap(nodes in any_forest()) {
        let plan = plan(&nodes);
        for kids in children(&nodes) {
            for pair in kids.windows(2) {
                prop_assert!(plan.rect(pair[0]).bottom() + SPACING.sibling <= plan.at(pair[1]).y);
            }
        }
    }

    #[test]
    fn cousins_and_roots_keep_the_larger_gap(nodes in any_forest()) {
        let plan = plan(&nodes);
        for column in plan.columns() {
            for pair in plan.cards_in(column).windows(2) {
                let siblings = nodes[pair[0]].parent.is_some() && nodes[pair[0]].parent == nodes[pair[1]].parent;
                let gap = if siblings { SPACING.sibling } else { SPACING.cousin };
                prop_assert!(plan.rect(pair[0]).bottom() + gap <= plan.at(pair[1]).y);
            }
        }
    }

    #[test]
    fn a_column_is_one_level_as_wide_as_its_widest_card(nodes in any_forest()) {
        let plan = plan(&nodes);
        let mut level = roots(&nodes);
        for column in plan.columns() {
            prop_assert_eq!(plan.cards_in(column), &level[..]);
            prop_assert!(level.iter().all(|&card| plan.at(card).x == column.x));
            let widest = level.iter().map(|&card| plan.rect(card).width).fold(0.0, f64::max);
            prop_assert_eq!(widest, column.width);
            let children = children(&nodes);
            level = level.iter().flat_map(|&card| children[card].clone()).collect();
        }
        prop_assert!(level.is_empty());
    }

    #[test]
    fn the_bounds_touch_cards_on_every_side(nodes in any_forest()) {
        let plan = plan(&nodes);
        let cards = || (0..nodes.len()).map(|index| plan.rect(index));
        if !nodes.is_empty() {
            prop_assert_eq!(cards().map(|card| card.x).fold(f64::MAX, f64::min), 0.0);
            prop_assert_eq!(cards().map(|card| card.y).fold(f64::MAX, f64::min), 0.0);
            prop_assert_eq!(cards().map(|card| card.right()).fold(0.0, f64::max), plan.bounds().width);
            prop_assert_eq!(cards().map(|card| card.bottom()).fold(0.0, f64::max), plan.bounds().height);
        }
    }

    #[test]
    fn a_subtree_has_the_same_shape_as_when_it_stands_alone(nodes in any_forest(), pick in any::<prop::sample::Index>()) {
        prop_assume!(!nodes.is_empty());
        let cards = subtree(&nodes, pick.index(nodes.len()));
        let (among_others, alone) = (plan(&nodes), plan(&alone(&nodes, &cards)));
        let moved = among_others.at(cards[0]).y - alone.at(0).y;
        for (place, &card) in cards.iter().enumerate() {
            prop_assert_eq!(among_others.at(card).y, alone.at(place).y + moved);
        }
    }

    #[test]
    fn the_same_forest_always_gets_the_same_plan(nodes in any_forest()) {
        prop_assert_eq!(plan(&nodes), plan(&nodes));
    }

    #[test]
    fn any_parents_whatever_make_a_forest(nodes in any_parents()) {
        let plan = plan(&nodes);
        assert_no_overlap(&plan)?;
        prop_assert_eq!(plan.columns().iter().map(|column| plan.cards_in(column).len()).sum::<usize>(), nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            if let Some(parent) = plan.parent(index) {
                prop_assert_eq!(node.parent, Some(parent));
                prop_assert!(plan.at(parent).x < plan.at(index).x);
            }
        }
    }
}
