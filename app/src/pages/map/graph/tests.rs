#![allow(clippy::float_cmp, reason = "the plan lies on whole pixels, which are exact")]

use okr::fixtures::{
    self, DRAFT, EXECUTIVE, Fixture, LEAD, LISBON, MARKETS, MINUTES, MOVE, ONBOARDING, OWNER, QUARTER, REFERRALS, RELIABLE,
    RENEW, TESTED, TRUSTED, YEAR,
};
use okr::{Command, Place};

use super::*;
use crate::pages::map::walk::{Way, step};

fn none() -> BTreeSet<ObjectiveId> {
    BTreeSet::new()
}

fn graph(board: &Board) -> Graph {
    Graph::of(board, QUARTER, &none(), &none())
}

fn titles(graph: &Graph) -> Vec<ObjectiveId> {
    graph.cards.iter().map(|card| card.objective).collect()
}

#[test]
fn an_objective_stands_under_its_primary_parent_and_the_rest_waits_in_the_tray() {
    let aurora = Fixture::aurora();
    let graph = graph(&aurora.board);
    assert_eq!(titles(&graph), [TRUSTED, RENEW, RELIABLE, TESTED, MARKETS, LISBON]);
    assert_eq!(graph.tray, [REFERRALS, DRAFT]);
    assert_eq!(graph.objectives, 8);
    assert_eq!(graph.above(TESTED), Some(RELIABLE));
    let at = |id| graph.rect(id).expect("it is on the map");
    assert!(at(TRUSTED).right() < at(RENEW).x && at(RENEW).right() < at(RELIABLE).x);
}

#[test]
fn the_map_of_a_year_holds_nothing_of_its_quarters() {
    let aurora = Fixture::aurora();
    assert_eq!(titles(&Graph::of(&aurora.board, YEAR, &none(), &none())), [TRUSTED]);
}

#[test]
fn an_edge_to_a_second_parent_is_there_too_and_says_that_it_is_one() {
    let aurora = Fixture::aurora();
    let graph = graph(&aurora.board);
    let edge = |parent| graph.edge((TESTED, parent)).copied().expect("they are aligned");
    assert!(edge(Parent::Objective(RELIABLE)).primary);
    let second = edge(Parent::KeyResult(ONBOARDING));
    assert!(!second.primary);
    assert!(matches!(second.how, How::Contributes(_)));
}

#[test]
fn an_edge_leaves_from_the_row_of_its_key_result_once_that_is_folded_out() {
    let aurora = Fixture::aurora();
    let start = |opened: BTreeSet<_>| {
        let graph = Graph::of(&aurora.board, QUARTER, &none(), &opened);
        let edge = graph.edge((TESTED, Parent::KeyResult(ONBOARDING))).copied().expect("they are aligned");
        (graph.curve(&edge).start.y - graph.rect(RENEW).expect("it is there").y, graph.card(RENEW).expect("it is there").head)
    };
    let (folded_in, head) = start(none());
    let (folded_out, _) = start(BTreeSet::from([RENEW]));
    assert!(folded_in < head && head < folded_out);
}

#[test]
fn key_results_that_are_folded_out_make_room_for_themselves() {
    let aurora = Fixture::aurora();
    let height =
        |opened: BTreeSet<_>| Graph::of(&aurora.board, QUARTER, &none(), &opened).rect(RELIABLE).expect("it is there").height;
    assert_eq!(height(BTreeSet::from([RELIABLE])) - height(none()), size::rows(3));
}

#[test]
fn folding_a_branch_in_takes_all_of_it_off_the_map_and_counts_it() {
    let aurora = Fixture::aurora();
    let graph = Graph::of(&aurora.board, QUARTER, &BTreeSet::from([RENEW]), &none());
    assert_eq!(titles(&graph), [TRUSTED, RENEW, MARKETS, LISBON]);
    let card = graph.card(RENEW).expect("the branch's own card stays");
    assert!(card.folded);
    assert_eq!(card.below, 2);
    assert!(graph.edge((TESTED, Parent::KeyResult(ONBOARDING))).is_none());
}

#[test]
fn a_branch_that_hangs_on_nothing_waits_in_the_tray_and_stands_beside_the_company() {
    let mut aurora = Fixture::aurora();
    aurora.does(EXECUTIVE, Command::Unalign { child: RELIABLE, parent: Parent::Objective(RENEW) });
    let graph = graph(&aurora.board);
    assert_eq!(graph.tray, [RELIABLE, REFERRALS, DRAFT]);
    let card = graph.card(RELIABLE).expect("its branch is not lost");
    assert!(card.adrift);
    let at = |id| graph.rect(id).expect("it is on the map");
    assert_eq!(at(RELIABLE).x, at(RENEW).x, "in the second column");
    assert!(at(RELIABLE).y > at(LISBON).bottom(), "below everything else");
    assert_eq!(graph.above(TESTED), Some(RELIABLE));
    assert_eq!(graph.visible(graph.bounds()).len(), graph.cards.len(), "what it hangs on is never drawn");
}

#[test]
fn what_is_aligned_to_key_results_stands_in_their_order() {
    let mut aurora = Fixture::aurora();
    let align = |child, parent| Command::Align { child, parent, how: None, place: Place::Last };
    aurora.does(OWNER, align(REFERRALS, Parent::KeyResult(MOVE)));
    aurora.does(LEAD, align(DRAFT, Parent::Objective(RELIABLE)));
    let graph = graph(&aurora.board);
    let under: Vec<_> = titles(&graph).into_iter().filter(|id| graph.above(*id) == Some(RELIABLE)).collect();
    assert_eq!(under, [TESTED, DRAFT, REFERRALS], "those on the objective itself first");
    assert!(aurora.board.key_result(MINUTES).is_ok());
}

#[test]
fn only_what_is_in_view_is_drawn() {
    let aurora = Fixture::aurora();
    let graph = graph(&aurora.board);
    let first = graph.rect(TRUSTED).expect("it is there");
    assert_eq!(graph.visible(first), BTreeSet::from([TRUSTED]));
    assert!(graph.edges_in(Rect { x: first.x - 900.0, ..first }).is_empty());
    assert_eq!(graph.edges_in(graph.bounds()).len(), 5);
}

#[test]
fn each_column_says_what_it_holds() {
    let aurora = Fixture::aurora();
    let graph = graph(&aurora.board);
    let captions: Vec<_> = graph.captions().into_iter().map(|(_, caption)| caption).collect();
    assert_eq!(captions, [Caption::Company, Caption::Company, Caption::Teams, Caption::TeamsOfTeams]);
    assert_eq!(Graph::of(&Board::default(), fixtures::QUARTER, &none(), &none()).captions(), []);
}

#[test]
fn arrow_keys_walk_the_tree() {
    let aurora = Fixture::aurora();
    let graph = graph(&aurora.board);
    for (from, way, to) in [
        (TRUSTED, Way::Right, Some(RENEW)),
        (RENEW, Way::Left, Some(TRUSTED)),
        (TRUSTED, Way::Down, Some(MARKETS)),
        (MARKETS, Way::Up, Some(TRUSTED)),
        (RENEW, Way::Down, Some(LISBON)),
        (TRUSTED, Way::Up, None),
        (TRUSTED, Way::Left, None),
        (TESTED, Way::Right, None),
    ] {
        assert_eq!(step(&graph, from, way), to, "{from} {way:?}");
    }
}

#[test]
fn a_map_that_nobody_has_folded_shows_all_of_the_company_and_of_the_teams_what_has_room() {
    let aurora = Fixture::aurora();
    let tree = Tree::of(&aurora.board, QUARTER);
    assert_eq!(tree.resting(4000.0, None), none(), "all of it has room");
    let folded = tree.resting(1.0, None);
    let graph = Graph::of(&aurora.board, QUARTER, &folded, &none());
    let company = aurora.board.shown_in(QUARTER).filter(|objective| aurora.board.is_company(objective));
    assert!(company.map(|objective| objective.id).all(|id| graph.card(id).is_some()), "what leads to the company's stays open");
    assert!(graph.card(RELIABLE).is_none() && graph.card(LISBON).is_none());
    assert!(!tree.resting(1.0, Some(TESTED)).contains(&RELIABLE), "what is looked at shows");
    let around = Graph::of(&aurora.board, QUARTER, &tree.resting(600.0, None), &none());
    assert!(around.company().expect("there are some").height <= 600.0);
}
