//! Taking back what was just done to an alignment.

use super::{align, align_as, because, key_result, objective, parents};
use crate::fixtures::*;
use crate::undo::inverse;
use crate::{Command, How, Place};

/// Does a command, takes it back, and expects everything but the journal and the age of edges to be as before.
fn comes_back(by: crate::PersonId, command: Command) {
    let mut aurora = Fixture::aurora();
    let before: Vec<_> = edges(&aurora);
    let events = aurora.does(by, command);
    assert_ne!(edges(&aurora), before, "something happened");
    aurora.does(by, inverse(&events).expect("a change of alignment can be undone"));
    assert_eq!(edges(&aurora), before);
}

fn edges(fixture: &Fixture) -> Vec<(crate::ObjectiveId, Vec<(crate::Parent, How)>)> {
    let of = |one: &crate::Objective| one.parents.iter().map(|alignment| (alignment.parent, alignment.how)).collect();
    fixture.board.objectives.values().map(|one| (one.id, of(one))).collect()
}

#[test]
fn an_alignment_is_taken_back() {
    comes_back(OWNER, align(REFERRALS, objective(MARKETS)));
    comes_back(OWNER, Command::Align { child: TESTED, parent: objective(RENEW), how: None, place: Place::At(0) });
}

#[test]
fn an_edge_comes_back_to_its_place_and_counts_as_it_did() {
    comes_back(OWNER, Command::Unalign { child: TESTED, parent: objective(RELIABLE) });
    comes_back(OWNER, Command::Unalign { child: TESTED, parent: key_result(ONBOARDING) });
    comes_back(OWNER, Command::Unalign { child: LISBON, parent: objective(MARKETS) });
}

#[test]
fn a_move_is_taken_back() {
    let place = Place::InsteadOf(objective(RELIABLE));
    comes_back(OWNER, Command::Align { child: TESTED, parent: objective(MARKETS), how: Some(How::Contributes(2.0)), place });
}

#[test]
fn a_weight_is_taken_back_with_the_reason_it_was_given_with() {
    let reweigh =
        |reason| Command::Reweigh { base: None, child: LISBON, parent: objective(MARKETS), how: How::Contributes(4.0), reason };
    comes_back(OWNER, reweigh(String::new()));
    comes_back(EXECUTIVE, reweigh(because()));
}

#[test]
fn what_is_not_about_alignment_has_no_inverse() {
    let mut aurora = Fixture::aurora();
    let events = aurora.does(EXECUTIVE, Command::Publish { id: DRAFT });
    assert_eq!(inverse(&events), None);
    assert_eq!(inverse(&[]), None);
    assert_eq!(parents(&aurora.board, DRAFT), []);
    let events = aurora.does(LEAD, align_as(DRAFT, objective(RELIABLE), How::Supports));
    assert!(inverse(&events).is_some());
}
