//! After random commands in any order, the tables, the board in memory and the replayed journal are equal.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;
use okr::fixtures::{COMPANY, ENGINEERING, EXECUTIVE, LEAD, OWNER, QUARTER};
use okr::{
    Actor, Board, CheckInId, Command, Event, How, Language, ObjectiveId, OrganisationDraft, Parent, PersonDraft, Place, Roles,
    Team, TeamId,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::{CommitError, Ledger, Trouble};
use support::{
    ERIN, Home, OBJECTIVES, OLGA, check_in, company, draft_of, envelope, key_result, key_result_draft, objective, reading,
};
use uuid::Uuid;

/// The objectives used: the company's, and a few that don't exist at first.
const TRIED: u128 = OBJECTIVES + 3;
/// The kind of event that only imports create.
const IMPORTED: &str = "row_imported";

fn any_objective() -> impl Strategy<Value = ObjectiveId> {
    (0..TRIED).prop_map(objective)
}

fn any_parent() -> impl Strategy<Value = Parent> {
    prop_oneof![
        any_objective().prop_map(Parent::Objective),
        (0..TRIED, 0..5_u128).prop_map(|(number, kind)| Parent::KeyResult(key_result(number, kind))),
    ]
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![Just(Place::Last), (0..3_usize).prop_map(Place::At), any_parent().prop_map(Place::InsteadOf)]
}

fn any_how() -> impl Strategy<Value = How> {
    prop_oneof![Just(How::Supports), (0.0..100.0_f64).prop_map(How::Contributes)]
}

/// On objectives: write, edit, publish, delete.
fn on_objectives() -> impl Strategy<Value = Command> {
    let reason = || "Because".to_owned();
    prop_oneof![
        (0..TRIED).prop_map(|number| Command::CreateObjective { id: objective(number), cycle: QUARTER, draft: draft_of(number) }),
        (0..TRIED, 0..TRIED).prop_map(move |(number, other)| {
            let draft = okr::ObjectiveDraft { title: format!("Edited to {other}"), ..draft_of(number) };
            Command::EditObjective { base: None, id: objective(number), draft, reason: reason() }
        }),
        any_objective().prop_map(|id| Command::Publish { id }),
        any_objective().prop_map(|id| Command::Unpublish { id }),
        any_objective().prop_map(move |id| Command::DeleteObjective { id, reason: reason() }),
    ]
}

/// On key results: create, edit to another measure, delete.
fn on_key_results() -> impl Strategy<Value = Command> {
    let reason = || "Because".to_owned();
    let one = || (0..TRIED, 0..5_u128);
    prop_oneof![
        one().prop_map(move |(number, kind)| Command::CreateKeyResult {
            id: key_result(number, kind),
            objective: objective(number),
            draft: key_result_draft(kind),
            reason: reason(),
        }),
        (one(), 0..4_u128, any::<bool>()).prop_map(move |((number, kind), other, driven)| Command::EditKeyResult {
            base: None,
            id: key_result(number, kind),
            draft: okr::KeyResultDraft { driven, ..key_result_draft(other) },
            reason: reason(),
        }),
        one().prop_map(move |(number, kind)| Command::DeleteKeyResult { id: key_result(number, kind), reason: reason() }),
    ]
}

/// On alignments: align, un-align, reweigh, decline. Often to the company's own objective, so that there are
/// alignments to remove.
fn on_alignments() -> impl Strategy<Value = Command> {
    let edge = || (0..4_u128, prop_oneof![(0..4_u128).prop_map(|number| Parent::Objective(objective(number))), any_parent()]);
    prop_oneof![
        3 => (edge(), prop::option::of(any_how()), any_place())
            .prop_map(|((child, parent), how, place)| Command::Align { child: objective(child), parent, how, place }),
        1 => edge().prop_map(|(child, parent)| Command::Unalign { child: objective(child), parent }),
        1 => (edge(), any_how())
            .prop_map(|((child, parent), how)| Command::Reweigh { base: None, child: objective(child), parent, how, reason: "Because".into() }),
        1 => edge().prop_map(|(child, parent)| Command::Decline { child: objective(child), parent, reason: "No".into() }),
    ]
}

/// Check-ins and corrections, on few key results and with few ids, so that they conflict.
fn on_check_ins() -> impl Strategy<Value = Command> {
    let id = || 500..506_u128;
    let report = || (0..1_u128, 0..4_u128, -1e6..1e6_f64);
    prop_oneof![
        2 => (id(), report()).prop_map(|(id, (number, kind, value))| check_in(id, key_result(number, kind), reading(kind, value))),
        1 => (id(), id(), report()).prop_map(|(id, wrong, (number, kind, value))| Command::Correct {
            id: CheckInId(Uuid::from_u128(id)),
            wrong: CheckInId(Uuid::from_u128(wrong)),
            key_result: key_result(number, kind),
            reading: reading(kind, value),
            confidence: 3,
            note: okr::Note::default(),
        }),
    ]
}

/// On people: edited, deactivated and reactivated. Deactivated people send no commands and own nothing new.
fn on_people() -> impl Strategy<Value = Command> {
    let somebody = || prop_oneof![Just(LEAD), Just(OWNER)];
    prop_oneof![
        (somebody(), any::<bool>(), any::<bool>()).prop_map(|(id, leads, office)| {
            let roles = Roles { programme_office: office, ..Roles::default() };
            let leads = if leads { [ENGINEERING].into() } else { BTreeSet::new() };
            let (name, email) = (format!("Somebody {office}"), Some(format!("{}@aurora.example", id.0.as_u128())));
            Command::EditPerson { base: None, id, draft: PersonDraft { name, email, roles, teams: [COMPANY].into(), leads } }
        }),
        (somebody(), prop_oneof![1 => Just(None), 2 => Just(Some(EXECUTIVE)), 1 => Just(Some(LEAD))])
            .prop_map(|(id, hand_over_to)| Command::DeactivatePerson { id, hand_over_to }),
        somebody().prop_map(|id| Command::ReactivatePerson { id }),
        somebody().prop_map(|id| Command::ReactivatePerson { id }),
    ]
}

/// On teams: added, renamed, moved, removed.
fn on_teams() -> impl Strategy<Value = Command> {
    let new = || (0..3_u128).prop_map(|number| TeamId(Uuid::from_u128(700 + number)));
    let either = || prop_oneof![3 => new(), 1 => Just(ENGINEERING), 1 => Just(COMPANY)];
    prop_oneof![
        (new(), either()).prop_map(|(id, above)| Command::AddTeam(Team { id, name: format!("Team {id}"), parent: Some(above) })),
        (either(), either(), any::<bool>()).prop_map(|(id, above, named)| {
            let name = if named { format!("Team {id} anew") } else { format!("Team {id}") };
            Command::EditTeam { base: None, id, name, parent: Some(above) }
        }),
        either().prop_map(|id| Command::RemoveTeam { id }),
    ]
}

fn any_asked() -> impl Strategy<Value = (Actor, Command)> {
    let command = prop_oneof![on_objectives(), on_key_results(), on_alignments(), on_check_ins()];
    let asked = (prop_oneof![3 => Just(ERIN), 2 => Just(OLGA)], command);
    let on_all = any::<bool>().prop_map(|required| Command::RequireSecondFactor { required });
    let others = prop_oneof![4 => on_people(), 6 => on_teams(), 1 => on_all];
    prop_oneof![4 => asked, 1 => others.prop_map(|command| (Actor::CommandLine, command))]
}

/// A change of the organisation's settings.
fn on_organisation() -> (Actor, Command) {
    let (name, time_zone) = ("Aurora".to_owned(), "Asia/Shanghai".to_owned());
    let base = OrganisationDraft { name, language: Language::Chinese, time_zone, week_begins: Weekday::Mon };
    let draft =
        OrganisationDraft { name: "Polaris".into(), language: Language::English, week_begins: Weekday::Sun, ..base.clone() };
    (Actor::CommandLine, Command::EditOrganisation { base, draft })
}

#[test]
fn tables_board_and_replayed_journal_are_the_same_on_sqlite_after_whatever_was_tried() {
    are_the_same(24, Home::on_sqlite);
}

#[test]
fn tables_board_and_replayed_journal_are_the_same_on_postgres_after_whatever_was_tried() {
    are_the_same(24, Home::on_postgres);
}

fn are_the_same(cases: u32, home: fn() -> Home) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let seen = RefCell::new(BTreeMap::new());
    runner
        .run(&prop::collection::vec(any_asked(), 1..120), |asked| {
            for (kind, event) in runtime.block_on(try_all(&home(), asked)) {
                seen.borrow_mut().entry(kind).or_insert(event);
            }
            Ok(())
        })
        .unwrap();
    // serde's error for an unknown variant lists all variants.
    let kinds = serde_json::from_str::<Event>(r#"{"no_such_event":0}"#).unwrap_err().to_string();
    let kinds: BTreeSet<_> = kinds.split('`').skip(3).step_by(2).filter(|kind| *kind != IMPORTED).map(str::to_owned).collect();
    assert!(kinds.len() > 20, "{kinds:?}");
    let happened: BTreeSet<_> = seen.borrow().keys().cloned().collect();
    assert_eq!(happened, kinds, "what never happens here proves nothing about itself");
    if std::env::var_os("GOLDEN").is_some() {
        write_golden(&seen.borrow());
    }
}

/// Writes an event of each kind that has no golden file yet. Those that have one are never written again: they are what was stored.
fn write_golden(seen: &BTreeMap<String, Event>) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../okr/golden");
    std::fs::create_dir_all(&folder).unwrap();
    for (kind, event) in seen {
        let path = folder.join(format!("{kind}.jsonl"));
        if !path.exists() {
            std::fs::write(path, format!("{}\n", serde_json::to_string(event).unwrap())).unwrap();
        }
    }
}

/// An objective published by mistake: it can be unpublished only for a few minutes, and before it is reported on.
async fn publish_and_take_back(ledger: &Ledger) {
    let id = objective(900);
    let create = Command::CreateObjective { id, cycle: QUARTER, draft: draft_of(900) };
    for (number, command) in (4_900..).zip([create, Command::Publish { id }, Command::Unpublish { id }]) {
        ledger.commit(ERIN, envelope(number, command)).await.unwrap();
    }
}

/// Sends all commands concurrently; returns the kinds of events that resulted.
async fn try_all(home: &Home, asked: Vec<(Actor, Command)>) -> Vec<(String, Event)> {
    let ledger = company(home).await;
    publish_and_take_back(&ledger).await;
    let mut senders = Vec::new();
    for ((actor, command), id) in asked.into_iter().chain([on_organisation()]).zip(5_000..) {
        let ledger = ledger.clone();
        senders.push(tokio::spawn(async move { ledger.commit(actor, envelope(id, command)).await }));
    }
    for sender in senders {
        match sender.await.unwrap() {
            // Check-in ids used before on another key result are known to the tables only.
            Err(CommitError::Store(error)) => assert_eq!(error.trouble(), Trouble::Rejected, "{error:?}"),
            Ok(_) | Err(CommitError::Refused(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }

    let board = ledger.board();
    assert_eq!(ledger.store().load().await.unwrap(), *board);
    let entries = ledger.store().entries(0, u32::MAX).await.unwrap();
    assert!(entries.iter().map(|entry| entry.seq).eq(1..=board.seq), "the journal has a gap");
    assert_eq!(ledger.store().checkpoints().await.unwrap(), [] as [u64; 0]);
    // From the journal alone, and then from a checkpoint that was made of another one.
    for checkpoints in [[].as_slice(), &[board.seq / 3, board.seq / 2, board.seq]] {
        for seq in checkpoints {
            ledger.store().make_checkpoint(*seq).await.unwrap();
        }
        assert_eq!(ledger.store().checkpoints().await.unwrap(), checkpoints);
        let mut replayed = Board::default();
        for entry in &entries {
            replayed.record(entry);
            // The founding is the same in every case. Without checkpoints each board takes a whole replay.
            if entry.seq > support::founded() && (!checkpoints.is_empty() || entry.seq.is_multiple_of(5)) {
                assert_eq!(ledger.store().board_at(entry.seq).await.unwrap(), replayed);
            }
        }
        assert_eq!(replayed, *board);
    }
    entries.into_iter().flat_map(|entry| entry.events).map(|event| (kind(&event), event)).collect()
}

fn kind(event: &Event) -> String {
    serde_json::to_value(event).unwrap().as_object().unwrap().keys().next().unwrap().clone()
}
