//! Shapes with a known result.

use layout::{Node, Point, Rect, Size, Spacing};

use crate::forests::{SPACING, plan};

fn card(parent: Option<usize>, height: f64) -> Node {
    Node { parent, size: Size { width: 100.0, height } }
}

#[test]
fn no_cards_make_an_empty_plan() {
    let plan = plan(&[]);
    assert!(plan.is_empty() && plan.columns().is_empty());
    assert_eq!(plan.bounds(), Rect::default());
    assert_eq!(plan.hit(Point::default()), None);
    assert_eq!(plan.crossing(Rect { x: -9.0, y: -9.0, width: 99.0, height: 99.0 }).count(), 0);
}

#[test]
fn a_single_card_stands_at_the_origin() {
    let plan = plan(&[card(None, 40.0)]);
    assert_eq!(plan.rect(0), Rect { x: 0.0, y: 0.0, width: 100.0, height: 40.0 });
    assert_eq!(plan.bounds(), plan.rect(0));
}

#[test]
fn a_chain_of_20_000_is_a_straight_line() {
    let nodes: Vec<_> = (0..20_000_usize).map(|index| card(index.checked_sub(1), 40.0)).collect();
    let plan = plan(&nodes);
    assert_eq!(plan.columns().len(), 20_000);
    assert!((0..20_000).all(|index| plan.at(index).y == 0.0));
}

#[test]
fn a_chain_given_from_its_end_is_the_same_line() {
    let nodes: Vec<_> = (0..20_000_usize).map(|index| card(Some(index + 1).filter(|&next| next < 20_000), 40.0)).collect();
    assert_eq!(plan(&nodes).at(0).x, 19_999.0 * (100.0 + SPACING.column));
}

#[test]
fn two_chains_of_10_000_run_side_by_side() {
    let nodes: Vec<_> = (0..20_000_usize).map(|index| card(index.checked_sub(2), 40.0)).collect();
    assert_eq!(plan(&nodes).bounds().height, 80.0 + SPACING.cousin);
}

#[test]
fn a_card_with_20_000_children_stands_at_their_middle() {
    let nodes: Vec<_> = (0..=20_000).map(|index| card((index > 0).then_some(0), 40.0)).collect();
    let plan = plan(&nodes);
    assert_eq!(plan.bounds().height, 20_000.0 * 40.0 + 19_999.0 * SPACING.sibling);
    assert!((plan.rect(0).centre().y - plan.bounds().centre().y).abs() <= 0.5);
}

#[test]
fn small_siblings_share_the_room_between_two_large_ones() {
    let mut nodes = vec![card(None, 40.0)];
    nodes.extend([card(Some(0), 40.0); 5]);
    nodes.extend([card(Some(1), 400.0), card(Some(5), 400.0)]);
    let plan = plan(&nodes);
    let tops: Vec<_> = (1..=5).map(|index| plan.at(index).y).collect();
    let steps: Vec<_> = tops.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(tops[4] - tops[0], 400.0 + SPACING.cousin);
    assert!(steps.iter().all(|step| (105.0..=110.0).contains(step)), "{steps:?}");
}

#[test]
fn siblings_of_every_depth_share_the_room_that_the_deepest_two_need() {
    let mut nodes = vec![card(None, 40.0)];
    nodes.extend([card(Some(0), 40.0); 5]);
    nodes.extend([1, 2, 3, 5].map(|parent| card(Some(parent), 10.0)));
    nodes.extend([6, 7, 9].map(|parent| card(Some(parent), 10.0)));
    nodes.extend([10, 12].map(|parent| card(Some(parent), 800.0)));
    let plan = plan(&nodes);
    let steps: Vec<_> = (1..5).map(|index| plan.at(index + 1).y - plan.at(index).y).collect();
    assert_eq!(steps.iter().sum::<f64>(), 800.0 + SPACING.cousin);
    assert!(steps.iter().all(|step| (200.0..=210.0).contains(step)), "{steps:?}");
}

#[test]
fn a_leaf_tucks_in_beside_a_deep_subtree() {
    let nodes = [card(None, 40.0), card(Some(0), 40.0), card(Some(0), 40.0), card(Some(1), 300.0)];
    let plan = plan(&nodes);
    assert_eq!(plan.at(2).y, plan.rect(1).bottom() + SPACING.sibling);
    assert!(plan.at(2).y < plan.rect(3).bottom());
}

#[test]
fn a_ring_is_cut_at_its_first_card() {
    let parents = [Some(2), Some(3), Some(1), Some(2)];
    let plan = plan(&parents.map(|parent| card(parent, 40.0)));
    assert_eq!([0, 1, 2, 3].map(|index| plan.parent(index)), [Some(2), None, Some(1), Some(2)]);
}

#[test]
fn a_card_that_is_its_own_parent_is_a_root() {
    assert_eq!(plan(&[card(Some(0), 40.0)]).parent(0), None);
}

#[test]
fn sizes_and_gaps_that_are_no_lengths_count_as_nothing() {
    let nodes =
        [f64::NAN, -5.0, f64::NEG_INFINITY].map(|length| Node { parent: None, size: Size { width: length, height: length } });
    let plan = layout::tidy(&nodes, &Spacing { column: f64::NAN, sibling: -1.0, cousin: f64::NAN });
    assert_eq!(plan.bounds(), Rect::default());
}

#[test]
fn an_endless_card_still_gets_a_place() {
    let plan = plan(&[card(None, f64::INFINITY), card(None, 40.0)]);
    assert!(plan.at(1).y.is_finite() && plan.at(1).y > 0.0);
}
