//! Undo.

use super::{align, because, key_result, objective};
use crate::fixtures::*;
use crate::merge::Theirs;
use crate::undo::{inverse, undo};
use crate::{Command, Field, How, Place, Refusal};

impl Fixture {
    /// Undoes a person's command.
    fn takes_back(&mut self, by: crate::PersonId, events: &[crate::Event]) {
        let commands = undo(&self.board, crate::Actor::Person(by), events, self.at);
        assert!(!commands.is_empty(), "it can be undone");
        for command in commands {
            self.does(by, command);
        }
    }
}

/// Applies a command, undoes it, and expects everything but the journal and the age of alignments to be as before.
fn comes_back(by: crate::PersonId, command: Command) {
    let mut aurora = Fixture::aurora();
    let before: Vec<_> = edges(&aurora);
    let events = aurora.does(by, command);
    assert_ne!(edges(&aurora), before, "something happened");
    aurora.takes_back(by, &events);
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
fn a_weight_that_another_has_changed_since_is_not_taken_back_silently() {
    let mut aurora = Fixture::aurora();
    let reweigh = |how| Command::Reweigh { base: None, child: LISBON, parent: objective(MARKETS), how, reason: because() };
    let mine = aurora.does(EXECUTIVE, reweigh(How::Contributes(4.0)));
    aurora.does(OWNER, reweigh(How::Supports));
    let refused = aurora.refused(EXECUTIVE, inverse(&mine).remove(0));
    let theirs = Box::new(Theirs::How(How::Supports));
    assert_eq!(refused, Refusal::EditedMeanwhile { fields: vec![Field::Weight], theirs });
}

#[test]
fn what_was_written_is_taken_back_with_the_reason_it_was_given_with() {
    let mut aurora = Fixture::aurora();
    let before = aurora.board.clone();
    let draft =
        |title: &str| crate::ObjectiveDraft { title: title.into(), ..crate::ObjectiveDraft::of(&before.objectives[&RENEW]) };
    let edited = aurora.does(
        EXECUTIVE,
        Command::EditObjective { base: None, id: RENEW, draft: draft("Customers come back"), reason: because() },
    );
    aurora.takes_back(EXECUTIVE, &edited);
    assert_eq!(aurora.board.objectives[&RENEW], before.objectives[&RENEW]);

    let written = crate::KeyResultDraft { weight: 3.0, ..crate::KeyResultDraft::of(&before.key_results[&RENEWALS]) };
    let edited =
        aurora.does(EXECUTIVE, Command::EditKeyResult { base: None, id: RENEWALS, draft: written.clone(), reason: because() });
    aurora.takes_back(EXECUTIVE, &edited);
    assert_eq!(aurora.board.key_results[&RENEWALS], before.key_results[&RENEWALS]);

    let id = crate::KeyResultId(uuid::Uuid::from_u128(77));
    let made = aurora.does(EXECUTIVE, Command::CreateKeyResult { id, objective: RENEW, draft: written, reason: because() });
    aurora.takes_back(EXECUTIVE, &made);
    assert_eq!(aurora.board.objectives, before.objectives);
}

#[test]
fn what_was_published_is_a_draft_again_until_somebody_counts_on_it() {
    let mut aurora = Fixture::aurora();
    let published = aurora.does(EXECUTIVE, Command::Publish { id: DRAFT });
    let [undo] = <[Command; 1]>::try_from(inverse(&published)).expect("a publication can be undone");
    assert!(aurora.board.objectives[&DRAFT].is_published());
    assert!(matches!(aurora.refused(MEMBER, undo.clone()), crate::Refusal::NotAllowed { .. }));
    aurora.does(EXECUTIVE, undo.clone());
    assert!(!aurora.board.objectives[&DRAFT].is_published());
    assert_eq!(aurora.refused(EXECUTIVE, undo), crate::Refusal::StillDraft { objective: DRAFT });
    // Objectives with check-ins, or published for some time in a running cycle, can't be unpublished as a mistake.
    assert_eq!(aurora.refused(EXECUTIVE, Command::Unpublish { id: RENEW }), crate::Refusal::CountedOn { objective: RENEW });
    assert_eq!(
        aurora.refused(EXECUTIVE, Command::Unpublish { id: REFERRALS }),
        crate::Refusal::CountedOn { objective: REFERRALS }
    );
}

#[test]
fn what_was_deleted_comes_back_with_its_key_results_and_alignments() {
    for (id, by) in [(DRAFT, EXECUTIVE), (REFERRALS, EXECUTIVE)] {
        let mut aurora = Fixture::aurora();
        let silent: Vec<_> = aurora.board.objectives[&id]
            .key_results
            .iter()
            .filter(|id| !aurora.board.key_results[*id].series.is_empty())
            .copied()
            .collect();
        for id in silent {
            aurora.does(EXECUTIVE, Command::DeleteKeyResult { id, reason: because() });
        }
        // Everything but the instants of creation.
        let written = |aurora: &Fixture| -> Vec<_> {
            aurora.board.key_results.values().map(|one| (one.id, crate::KeyResultDraft::of(one))).collect()
        };
        let before = (aurora.board.objectives[&id].clone(), written(&aurora), edges(&aurora));
        let events = aurora.does(by, Command::DeleteObjective { id, reason: because() });
        aurora.takes_back(by, &events);
        let objective = &aurora.board.objectives[&id];
        assert_eq!(crate::ObjectiveDraft::of(objective), crate::ObjectiveDraft::of(&before.0));
        assert_eq!((objective.is_published(), &objective.key_results), (before.0.is_published(), &before.0.key_results));
        assert_eq!((written(&aurora), edges(&aurora)), (before.1, before.2));
    }
}

#[test]
fn a_key_result_with_check_ins_does_not_come_back_without_them() {
    let mut aurora = Fixture::aurora();
    let with = aurora.board.key_results.values().find(|key_result| !key_result.series.is_empty()).unwrap().clone();
    let events = aurora.does(EXECUTIVE, Command::DeleteKeyResult { id: with.id, reason: because() });
    assert_eq!(inverse(&events), []);
    let mut aurora = Fixture::aurora();
    let events = aurora.does(EXECUTIVE, Command::DeleteObjective { id: with.objective, reason: because() });
    assert_eq!(inverse(&events), []);
    assert_eq!(inverse(&[]), []);
}
