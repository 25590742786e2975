use layout::{Curve, End, Point, Rect, Spacing};
use proptest::prelude::*;

use crate::forests::{SPACING, any_forest, config};

const PARENT: Rect = Rect { x: 20.0, y: 98.0, width: 262.0, height: 84.0 };
const CHILD: Rect = Rect { x: 372.0, y: 96.5, width: 248.0, height: 84.0 };

fn moved_to(card: Rect, x: f64) -> Rect {
    Rect { x, ..card }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_edge_stays_within_its_box_wherever_it_starts(nodes in any_forest(), offset in -50.0..500.0, gap in 0.0..120.0) {
        let plan = layout::tidy(&nodes, &Spacing { column: gap, ..SPACING });
        for card in 0..nodes.len() {
            let (Some(parent), Some(within)) = (plan.parent(card), plan.edge_box(card)) else { continue };
            let curve = Curve::between(End::at(plan.rect(parent), offset), plan.rect(card)).bounds();
            prop_assert!(within.x <= curve.x && curve.right() <= within.right());
            prop_assert!(within.y <= curve.y && curve.bottom() <= within.bottom());
        }
    }

    #[test]
    fn an_edge_joins_the_cards_whichever_columns_they_stand_in(x in -2_000.0..2_000.0) {
        let child = moved_to(CHILD, x);
        let curve = Curve::between(PARENT, child);
        prop_assert!([PARENT.x, PARENT.right()].contains(&curve.start.x));
        prop_assert!([child.x, child.right()].contains(&curve.end.x));
        prop_assert_eq!((curve.start.y, curve.end.y), (PARENT.centre().y, child.centre().y));
        prop_assert_eq!((curve.start.y, curve.end.y), (curve.leaving.y, curve.arriving.y));
    }
}

#[test]
fn an_edge_runs_from_the_parents_right_to_the_childs_left_in_short_decimals() {
    assert_eq!(Curve::between(PARENT, CHILD).to_svg(), "M282 140C328 140 326 138.5 372 138.5");
}

#[test]
fn a_long_edge_bends_over_half_its_way() {
    let curve = Curve::between(PARENT, moved_to(CHILD, 882.0));
    assert_eq!((curve.leaving.x, curve.arriving.x), (582.0, 582.0));
}

#[test]
fn an_edge_to_a_key_result_starts_at_its_row() {
    assert_eq!(Curve::between(End::at(PARENT, 60.0), CHILD).start, Point { x: 282.0, y: 158.0 });
}

#[test]
fn a_row_beyond_the_card_counts_as_its_bottom() {
    assert_eq!(Curve::between(End::at(PARENT, 900.0), CHILD).start.y, PARENT.bottom());
}

#[test]
fn a_second_parent_further_right_is_left_at_its_left_side() {
    let curve = Curve::between(moved_to(PARENT, 900.0), CHILD);
    assert_eq!((curve.start.x, curve.end.x), (900.0, CHILD.right()));
    assert!(curve.leaving.x < curve.start.x && curve.arriving.x > curve.end.x);
}

#[test]
fn a_second_parent_in_the_same_column_is_joined_by_an_arc_at_the_right() {
    let curve = Curve::between(moved_to(PARENT, 372.0), CHILD);
    assert_eq!((curve.start.x, curve.end.x), (634.0, 620.0));
    assert_eq!((curve.leaving.x, curve.arriving.x), (680.0, 680.0));
}

#[test]
fn the_middle_of_an_edge_lies_between_its_ends() {
    assert_eq!(Curve::between(PARENT, CHILD).middle(), Point { x: 327.0, y: 139.25 });
}

#[test]
fn a_hair_below_zero_is_written_as_zero() {
    let card = Rect { x: -0.04, y: -0.04, width: 0.0, height: 0.0 };
    assert_eq!(Curve::between(card, card).to_svg(), "M0 0C0 0 0 0 0 0");
}
