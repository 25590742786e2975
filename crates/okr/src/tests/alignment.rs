//! Tests of alignments.

use proptest::prelude::*;

use super::{align, align_as, because, edge, edit_key_result, invariants, key_result, key_result_draft_of, objective, parents};
use crate::fixtures::*;
use crate::{Action, Actor, Command, Event, How, KeyResultDraft, ObjectiveId, Parent, Place, Refusal};

const ONCE: How = How::Contributes(1.0);

fn how(fixture: &Fixture, child: ObjectiveId, parent: Parent) -> How {
    edge(&fixture.board, child, parent).expect("they are aligned").how
}

#[test]
fn it_contributes_to_an_objective_without_key_results() {
    let mut aurora = Fixture::aurora();
    aurora.does(OWNER, align(REFERRALS, objective(MARKETS)));
    assert_eq!(how(&aurora, REFERRALS, objective(MARKETS)), ONCE);
}

#[test]
fn it_supports_an_objective_with_key_results_unless_that_counts_contributions_already() {
    let mut aurora = Fixture::aurora();
    aurora.does(OWNER, align(REFERRALS, objective(RENEW)));
    assert_eq!(how(&aurora, REFERRALS, objective(RENEW)), How::Supports);
    aurora.does(OWNER, align_as(LISBON, objective(RENEW), How::Contributes(0.0)));
    aurora.does(LEAD, Command::Unalign { child: RELIABLE, parent: objective(RENEW) });
    aurora.does(LEAD, align(RELIABLE, objective(RENEW)));
    assert_eq!(how(&aurora, RELIABLE, objective(RENEW)), How::Supports, "weight 0 is shown and not counted");
    aurora
        .does(OWNER, Command::Reweigh { base: None, child: LISBON, parent: objective(RENEW), how: ONCE, reason: String::new() });
    aurora.does(LEAD, Command::Unalign { child: RELIABLE, parent: objective(RENEW) });
    aurora.does(LEAD, align(RELIABLE, objective(RENEW)));
    assert_eq!(how(&aurora, RELIABLE, objective(RENEW)), ONCE);
}

#[test]
fn it_contributes_to_a_key_result_that_is_driven_and_supports_another() {
    let mut aurora = Fixture::aurora();
    aurora.does(OWNER, align(REFERRALS, key_result(ONBOARDING)));
    aurora.does(OWNER, align(REFERRALS, key_result(RENEWALS)));
    assert_eq!(how(&aurora, REFERRALS, key_result(ONBOARDING)), ONCE);
    assert_eq!(how(&aurora, REFERRALS, key_result(RENEWALS)), How::Supports);
    let refusal = aurora.refused(OWNER, align_as(LISBON, key_result(RENEWALS), ONCE));
    assert_eq!(refusal, Refusal::NotDriven { key_result: RENEWALS });
}

#[test]
fn it_supports_what_lies_in_a_cycle_above_unless_somebody_says_otherwise() {
    let mut aurora = Fixture::aurora();
    aurora.does(EXECUTIVE, Command::DeleteKeyResult { id: PROMOTERS, reason: because() });
    aurora.does(OWNER, align(LISBON, objective(TRUSTED)));
    assert_eq!(how(&aurora, LISBON, objective(TRUSTED)), How::Supports);
    aurora.does(OWNER, align_as(REFERRALS, objective(TRUSTED), How::Contributes(3.0)));
    assert_eq!(how(&aurora, REFERRALS, objective(TRUSTED)), How::Contributes(3.0));
}

#[test]
fn it_runs_neither_downwards_nor_sideways() {
    let mut aurora = Fixture::aurora();
    let other = ObjectiveId(aurora.fresh());
    aurora.does(OWNER, Command::CreateObjective { id: other, cycle: NEXT_QUARTER, draft: super::sales_draft("Porto, too") });
    let refusal = aurora.refused(EXECUTIVE, align(TRUSTED, objective(MARKETS)));
    assert_eq!(refusal, Refusal::OtherCycle { child: YEAR, parent: QUARTER });
    let refusal = aurora.refused(OWNER, align(LISBON, objective(other)));
    assert_eq!(refusal, Refusal::OtherCycle { child: QUARTER, parent: NEXT_QUARTER });
}

#[test]
fn a_loop_is_refused_with_the_way_back() {
    let mut aurora = Fixture::aurora();
    let refusal = aurora.refused(EXECUTIVE, align(RENEW, objective(RENEW)));
    assert_eq!(refusal, Refusal::WouldLoop { path: vec![RENEW] });
    let refusal = aurora.refused(EXECUTIVE, align(RENEW, key_result(ONBOARDING)));
    assert_eq!(refusal, Refusal::WouldLoop { path: vec![RENEW] }, "a key result is its objective's");
    let refusal = aurora.refused(LEAD, align(RELIABLE, key_result(CASES)));
    assert_eq!(refusal, Refusal::WouldLoop { path: vec![TESTED, RELIABLE] });
    aurora.does(OWNER, Command::Unalign { child: TESTED, parent: key_result(ONBOARDING) });
    let refusal = aurora.refused(EXECUTIVE, align(RENEW, objective(TESTED)));
    assert_eq!(refusal, Refusal::WouldLoop { path: vec![TESTED, RELIABLE, RENEW] });
}

#[test]
fn nothing_is_counted_twice_in_one_objective() {
    let mut aurora = Fixture::aurora();
    let refusal = aurora.refused(OWNER, align_as(TESTED, objective(RENEW), ONCE));
    assert_eq!(refusal, Refusal::CountedTwice { objective: RENEW, key_result: ONBOARDING });
    aurora.does(OWNER, align_as(LISBON, objective(RENEW), ONCE));
    aurora.does(OWNER, align(LISBON, key_result(ONBOARDING)));
    assert_eq!(how(&aurora, LISBON, key_result(ONBOARDING)), How::Supports, "what nobody decided gives way");
    let both = Command::Reweigh { base: None, child: LISBON, parent: key_result(ONBOARDING), how: ONCE, reason: String::new() };
    assert_eq!(aurora.refused(OWNER, both), Refusal::CountedTwice { objective: RENEW, key_result: ONBOARDING });
}

#[test]
fn two_are_aligned_once() {
    let mut aurora = Fixture::aurora();
    let (child, parent) = (LISBON, objective(MARKETS));
    assert_eq!(aurora.refused(OWNER, align(child, parent)), Refusal::AlreadyAligned { child, parent });
    let (child, parent) = (REFERRALS, objective(MARKETS));
    assert_eq!(aurora.refused(OWNER, Command::Unalign { child, parent }), Refusal::NotAligned { child, parent });
}

#[test]
fn closed_cycles_keep_their_alignments() {
    let mut aurora = Fixture::aurora();
    super::cycle::close(&mut aurora, YEAR);
    let closed = Refusal::CycleClosed { cycle: YEAR };
    assert_eq!(aurora.refused(OWNER, align(LISBON, objective(TRUSTED))), closed);
    assert_eq!(aurora.refused(EXECUTIVE, Command::Unalign { child: RENEW, parent: objective(TRUSTED) }), closed);
    assert_eq!(aurora.refused(EXECUTIVE, Command::DeleteObjective { id: RENEW, reason: because() }), closed);
    let place = Place::InsteadOf(objective(TRUSTED));
    let away = Command::Align { child: RENEW, parent: objective(MARKETS), how: None, place };
    assert_eq!(aurora.refused(EXECUTIVE, away), closed);
}

#[test]
fn a_new_parent_takes_the_place_it_is_given() {
    let mut aurora = Fixture::aurora();
    let mut place = |parent, place| {
        aurora.does(OWNER, Command::Align { child: TESTED, parent, how: None, place });
        parents(&aurora.board, TESTED)
    };
    let (first, second) = (objective(RELIABLE), key_result(ONBOARDING));
    assert_eq!(place(objective(MARKETS), Place::At(0)), [objective(MARKETS), first, second]);
    assert_eq!(place(objective(RENEW), Place::At(99)), [objective(MARKETS), first, second, objective(RENEW)]);
    assert_eq!(
        place(key_result(UPTIME), Place::InsteadOf(first)),
        [objective(MARKETS), key_result(UPTIME), second, objective(RENEW)]
    );
}

#[test]
fn a_move_is_two_events_at_one_index() {
    let mut aurora = Fixture::aurora();
    let place = Place::InsteadOf(objective(RELIABLE));
    let events = aurora.does(OWNER, Command::Align { child: TESTED, parent: objective(MARKETS), how: None, place });
    let [Event::Unaligned { index: from, .. }, Event::Aligned { index: to, alignment, .. }] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!((*from, *to, alignment.how), (0, 0, ONCE));
    let place = Place::InsteadOf(objective(RELIABLE));
    let refusal = aurora.refused(OWNER, Command::Align { child: TESTED, parent: objective(RENEW), how: None, place });
    assert_eq!(refusal, Refusal::NotAligned { child: TESTED, parent: objective(RELIABLE) });
}

#[test]
fn whoever_aligned_may_change_how_it_counts_and_the_parents_owner_owes_a_reason() {
    let mut aurora = Fixture::aurora();
    aurora.does(OWNER, align(LISBON, objective(RELIABLE)));
    let reweigh = |how, reason| Command::Reweigh { base: None, child: LISBON, parent: objective(RELIABLE), how, reason };
    aurora.does(OWNER, reweigh(How::Contributes(2.0), String::new()));
    assert_eq!(aurora.refused(LEAD, reweigh(How::Contributes(1.0), String::new())), Refusal::ReasonOwed);
    aurora.does(LEAD, reweigh(How::Contributes(0.0), because()));
    assert_eq!(how(&aurora, LISBON, objective(RELIABLE)), How::Contributes(0.0));
    let refusal = aurora.refused(MEMBER, reweigh(ONCE, because()));
    assert_eq!(refusal, Refusal::NotAllowed { action: Action::Adjust });
}

#[test]
fn the_parents_owner_declines_with_a_reason() {
    let mut aurora = Fixture::aurora();
    let decline = |reason| Command::Decline { child: TESTED, parent: objective(RELIABLE), reason };
    assert_eq!(aurora.refused(LEAD, decline("  ".into())), Refusal::ReasonOwed);
    assert_eq!(aurora.refused(MEMBER, decline(because())), Refusal::NotAllowed { action: Action::Adjust });
    aurora.does(LEAD, decline(because()));
    assert_eq!(parents(&aurora.board, TESTED), [key_result(ONBOARDING)]);
}

#[test]
fn what_contributed_to_a_driven_key_result_supports_it_once_it_is_measured() {
    let mut aurora = Fixture::aurora();
    let driven = |aurora: &mut Fixture, driven| {
        let draft = KeyResultDraft { driven, ..key_result_draft_of(&aurora.board, ONBOARDING) };
        aurora.does(EXECUTIVE, edit_key_result(ONBOARDING, draft, &because()))
    };
    assert_eq!(driven(&mut aurora, false).len(), 2);
    assert_eq!(how(&aurora, TESTED, key_result(ONBOARDING)), How::Supports);
    driven(&mut aurora, true);
    assert_eq!(how(&aurora, TESTED, key_result(ONBOARDING)), How::Supports, "the edge stays as it is");
}

const OBJECTIVES: [ObjectiveId; 7] = [RENEW, MARKETS, RELIABLE, TESTED, LISBON, REFERRALS, DRAFT];
const KEY_RESULTS: [crate::KeyResultId; 8] = [RENEWALS, ONBOARDING, OUTAGES, MOVE, CASES, CUSTOMERS, REFERRED, MINUTES];

fn any_parent() -> impl Strategy<Value = Parent> {
    prop_oneof![
        prop::sample::select(&OBJECTIVES[..]).prop_map(Parent::Objective),
        prop::sample::select(&KEY_RESULTS[..]).prop_map(Parent::KeyResult),
    ]
}

/// Any change of alignments within the quarter.
fn any_change() -> impl Strategy<Value = Command> {
    let how =
        prop_oneof![Just(None), Just(Some(How::Supports)), (0_u8..4).prop_map(|weight| Some(How::Contributes(weight.into())))];
    let place =
        prop_oneof![3 => Just(Place::Last), 1 => (0_usize..3).prop_map(Place::At), 1 => any_parent().prop_map(Place::InsteadOf)];
    let child = prop::sample::select(&OBJECTIVES[..]);
    prop_oneof![
        8 => (child.clone(), any_parent(), how, place).prop_map(|(child, parent, how, place)| Command::Align { child, parent, how, place }),
        1 => (child, any_parent()).prop_map(|(child, parent)| Command::Unalign { child, parent }),
    ]
}

proptest! {
    #![proptest_config(super::always_the_same(512))]

    #[test]
    fn no_order_of_alignments_makes_a_loop(changes in prop::collection::vec(any_change(), 1..60)) {
        let mut aurora = Fixture::aurora();
        for change in changes {
            let before = aurora.board.clone();
            if aurora.ask(Actor::Person(EXECUTIVE), change).is_err() {
                prop_assert_eq!(&aurora.board, &before);
            }
            invariants::hold(&aurora.board);
        }
    }
}
