use layout::{Hit, Point, Rect};
use proptest::prelude::*;

use crate::forests::{any_forest, config, plan};

/// Rectangles of any size, also slightly outside the map.
fn any_view() -> impl Strategy<Value = Rect> {
    (-200.0..2_000.0, -200.0..3_000.0, 0.0..1_500.0, 0.0..1_500.0).prop_map(|(x, y, width, height)| Rect { x, y, width, height })
}

fn sorted(cards: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut cards: Vec<_> = cards.collect();
    cards.sort_unstable();
    cards
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn visible_finds_what_looking_at_every_card_finds(nodes in any_forest(), view in any_view()) {
        let plan = plan(&nodes);
        let looked: Vec<_> = (0..nodes.len()).filter(|&card| plan.rect(card).intersects(&view)).collect();
        prop_assert_eq!(sorted(plan.visible(view)), looked);
    }

    #[test]
    fn crossing_finds_what_looking_at_every_edge_finds(nodes in any_forest(), view in any_view()) {
        let plan = plan(&nodes);
        let crosses = |card: &usize| plan.edge_box(*card).is_some_and(|edge| edge.intersects(&view));
        let looked: Vec<_> = (0..nodes.len()).filter(crosses).collect();
        prop_assert_eq!(sorted(plan.crossing(view)), looked);
    }

    #[test]
    fn a_hit_is_the_card_that_looking_at_every_card_finds(nodes in any_forest(), x in -50.0..1_500.0, y in -50.0..2_000.0) {
        let plan = plan(&nodes);
        let looked = (0..nodes.len()).find(|&card| plan.rect(card).contains(Point { x, y }));
        prop_assert_eq!(plan.hit(Point { x, y }).map(|hit| hit.card), looked);
    }

    #[test]
    fn every_card_is_hit_at_its_corner_and_not_beyond_its_last_pixel(nodes in any_forest()) {
        let plan = plan(&nodes);
        for card in 0..nodes.len() {
            prop_assert_eq!(plan.hit(plan.at(card)), Some(Hit { card, within: Point::default() }));
            let Rect { x, .. } = plan.rect(card);
            prop_assert_ne!(plan.hit(Point { x, y: plan.rect(card).bottom() }).map(|hit| hit.card), Some(card));
        }
    }
}
