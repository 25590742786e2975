//! Every public method of the store, on every database that it runs on.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::sync::Arc;

use okr::fixtures::{EXECUTIVE, QUARTER, day, noon};
use okr::{Actor, Board, CheckInId, Command, Parent, Place, Position, Reading, Thing};
use store::{CommitError, Inspection, Ledger, Standing, Stats, Store, Trouble};
use support::{ERIN, Home, OBJECTIVES, OLGA, TestClock, draft_of, envelope, found, founded, founding, key_result, objective};
use uuid::Uuid;

#[tokio::test]
async fn the_store_does_on_sqlite_what_it_promises() {
    let home = Home::on_sqlite();
    conformance(&home).await;
    copied(&home).await;
}

#[tokio::test]
async fn the_store_does_on_postgres_what_it_promises() {
    let home = Home::on_postgres();
    conformance(&home).await;

    let file = home.beside("backup.db");
    let mut inspection = Inspection::open(&home.location()).await.unwrap();
    for refused in [inspection.back_up(&file).await, store::restore(&file, &home.location()).await.map(drop)] {
        let refused = refused.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::NotAFile);
        assert!(refused.to_string().contains("pg_dump"), "{refused}");
    }
}

/// Inspects a database while a ledger uses it.
async fn looked_at(home: &Home, ledger: &Ledger) {
    let findings = Inspection::open(&home.location()).await.unwrap().examine().await.unwrap();
    assert!(findings.is_healthy(), "{findings:?}");
    assert_eq!(findings.seq, ledger.board().seq);
}

/// Backs up a file while a ledger uses it, and restores it.
async fn copied(at: &Home) {
    let place = &at.location();
    let ledger = support::ledger(at).await;
    let then = ledger.board();
    let mut inspection = Inspection::open(place).await.unwrap();
    let findings = inspection.examine().await.unwrap();

    let backup = at.beside("backup.db");
    inspection.back_up(&backup).await.unwrap();
    assert_eq!(inspection.back_up(&backup).await.unwrap_err().trouble(), Trouble::Taken, "a backup is never overwritten");
    ledger.commit(OLGA, envelope(8_000, support::metric_check_in(8_000, 50.0))).await.unwrap();
    assert_eq!(store::restore(&backup, place).await.unwrap_err().trouble(), Trouble::Locked, "a server runs on it");
    ledger.stop().await;
    assert_eq!(store::restore(&backup, place).await.unwrap_err().trouble(), Trouble::Taken, "a database is never overwritten");

    let elsewhere = at.beside("restored.db");
    let elsewhere = elsewhere.to_str().unwrap();
    assert_eq!(store::restore(&backup, elsewhere).await.unwrap(), findings);
    let restored = Store::open(elsewhere).await.unwrap();
    assert_eq!(restored.load().await.unwrap(), *then, "it is as it stood when it was backed up");
    restored.close().await;
}

/// Runs every public method that all databases support.
async fn conformance(home: &Home) {
    let store = home.open().await;
    assert_eq!(store.mended().len(), 0, "others could never read it");
    store.probe().await.unwrap();
    assert_eq!(store.load().await.unwrap(), Board::default(), "there is nothing on a new database");
    assert_eq!(store.stats().await.unwrap(), Stats::default());

    let ledger = Ledger::start(store, Arc::new(TestClock::default())).await.unwrap();
    found(&ledger).await;
    writes(&ledger).await;
    reads(&ledger).await;
    looked_at(home, &ledger).await;
    assert_eq!(ledger.standing(), Standing::InTouch);
    assert_eq!(*ledger.standings().borrow(), Standing::InTouch);
    assert!(ledger.reaches(founded() + 6).await && !ledger.reaches(founded() + 7).await);

    let before = ledger.board();
    ledger.stop().await;
    let late = ledger.commit(OLGA, envelope(9_999, support::metric_check_in(9_999, 1.0))).await;
    assert!(matches!(late, Err(CommitError::Stopped)));
    assert_eq!(ledger.store().stats().await.unwrap_err().trouble(), Trouble::Unavailable);

    let ledger = Ledger::start_with_groups_of(1, home.open().await, Arc::new(TestClock::default())).await.unwrap();
    assert_eq!(*ledger.board(), *before, "what was there is there again");
    ledger.store().close().await;
}

async fn writes(ledger: &Ledger) {
    let mut stream = ledger.subscribe();
    assert_eq!(ledger.listeners(), 1);
    let receipt = ledger.commit(OLGA, envelope(5_001, support::metric_check_in(501, 12.5))).await.unwrap();
    assert_eq!(receipt.seq, founded() + 1);
    assert_eq!(ledger.board().seq, receipt.seq, "whoever has a receipt sees the change");
    let heard = stream.recv().await.unwrap();
    assert_eq!(heard.entries().iter().map(|entry| entry.command.0.as_u128()).collect::<Vec<_>>(), [5_001]);
    assert_eq!(heard.written(|entries| format!("{} entry", entries.len()).into()), "1 entry");
    assert_eq!(heard.written(|_| unreachable!("it is written once for all")), "1 entry");

    let back_then = noon(day(2026, 10, 10));
    let receipt = ledger.commit_as_of(OLGA, envelope(5_002, support::metric_check_in(502, 3.0)), back_then).await.unwrap();
    assert_eq!(receipt.at, back_then.now);
    let board = ledger.board();
    let series = &board.key_result(key_result(0, 0)).unwrap().series;
    assert_eq!(
        series.iter().map(|point| point.check_in.0.as_u128()).collect::<Vec<_>>(),
        [501, 502],
        "a series is in the order of the journal, whatever the instants"
    );

    let correct = |id: u128, wrong: u128, value: f64| Command::Correct {
        id: CheckInId(Uuid::from_u128(id)),
        wrong: CheckInId(Uuid::from_u128(wrong)),
        key_result: key_result(0, 0),
        reading: Reading::Number(value),
        confidence: 4,
        note: okr::Note::default(),
    };
    ledger.commit(OLGA, envelope(5_003, correct(503, 502, 30.0))).await.unwrap();
    ledger.commit(OLGA, envelope(5_004, correct(504, 503, 31.0))).await.unwrap();

    let align = Command::Align { child: objective(1), parent: Parent::Objective(objective(0)), how: None, place: Place::Last };
    let delete = Command::DeleteObjective { id: objective(2), reason: "Not ours".into() };
    let run = [(5_005, align), (5_006, delete)].map(|(id, command)| (ERIN, envelope(id, command), noon(day(2026, 11, 3))));
    assert_eq!(ledger.seed(run.to_vec()).await.unwrap().unwrap().seq, founded() + 6);
    assert_eq!(ledger.seed(Vec::new()).await.unwrap(), None);
}

async fn reads(ledger: &Ledger) {
    let store = ledger.store();
    assert_eq!(store.load().await.unwrap(), *ledger.board(), "the tables hold what the board holds");

    let all = store.entries(0, u32::MAX).await.unwrap();
    assert_eq!(
        all.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        (1..=founded() + 6).collect::<Vec<_>>(),
        "there are no gaps"
    );
    assert_eq!(store.entries(3, 2).await.unwrap(), all[3..5]);
    assert_eq!(store.entries(u64::MAX, 10).await.unwrap(), []);
    let (asked, _) = &founding()[0];
    assert_eq!((*asked, all[0].actor), (Actor::CommandLine, None));
    assert_eq!(all.last().unwrap().actor, Some(EXECUTIVE));

    let newest: Vec<_> = all.iter().rev().take(4).cloned().collect();
    assert_eq!(store.newest(None, 4).await.unwrap(), newest);
    assert_eq!(store.newest(Some(newest[1].seq), 2).await.unwrap(), newest[2..4]);

    let commands = |entries: Vec<okr::Entry>| entries.iter().map(|entry| entry.command.0.as_u128()).collect::<Vec<_>>();
    let of_key_result = commands(store.history(Thing::KeyResult(key_result(0, 0)), 4).await.unwrap());
    assert_eq!(of_key_result, [5_004, 5_003, 5_002, 5_001]);
    let of_objective = commands(store.history(Thing::Objective(objective(0)), 3).await.unwrap());
    assert_eq!(of_objective, [5_005, 5_004, 5_003], "an objective's history holds its key results' and what is aligned to it");
    let of_deleted = commands(store.history(Thing::Objective(objective(2)), 1).await.unwrap());
    assert_eq!(of_deleted, [5_006], "what is gone has a history");
    assert_eq!(store.history(Thing::Cycle(QUARTER), 9).await.unwrap().len(), 2, "it was opened, and it began");

    let recorded = store.check_ins(key_result(0, 0)).await.unwrap();
    let told: Vec<_> =
        recorded.iter().map(|one| (one.check_in.point.check_in.0.as_u128(), one.corrects.is_some(), one.stands)).collect();
    assert_eq!(told, [(501, false, true), (502, false, false), (503, true, false), (504, true, true)]);
    assert_eq!(recorded[3].check_in.point.at, recorded[1].check_in.point.at);
    assert_eq!(recorded[0].check_in.note.next, "继续");
    assert_eq!(store.check_ins(key_result(2, 0)).await.unwrap(), [], "a key result that is gone has none");

    let (objectives, others) =
        (u64::try_from(OBJECTIVES).unwrap() - 1, Stats { teams: 2, people: 3, cycles: 2, ..Stats::default() });
    let expected = Stats { seq: founded() + 6, objectives, key_results: 4 * objectives, alignments: 1, check_ins: 4, ..others };
    assert_eq!(store.stats().await.unwrap(), expected);
    store.make_checkpoint(founded()).await.unwrap();
    assert_eq!(store.checkpoints().await.unwrap(), [founded()]);
    assert_eq!(store.board_at(founded() + 6).await.unwrap(), *ledger.board());
    assert_eq!(store.board_on(all[4].at).await.unwrap().seq, founded(), "the founding is one instant");
    store.remove_checkpoints().await.unwrap();
    let position = ledger.board().position();
    assert!(store.holds(position).await.unwrap());
    assert!(!store.holds(Position { mark: !position.mark, ..position }).await.unwrap());
    assert_eq!(ledger.reloads().borrow().count, 0);
    assert_eq!(draft_of(1).title, ledger.board().objective(objective(1)).unwrap().title);
}

#[test]
fn the_suite_runs_every_public_method() {
    let suite = concat!(include_str!("conformance.rs"), include_str!("accounts.rs"), include_str!("administrators.rs"));
    for source in [
        include_str!("../src/accounts/access.rs"),
        include_str!("../src/accounts/handle.rs"),
        include_str!("../src/accounts/mfa_challenge.rs"),
        include_str!("../src/accounts/pass.rs"),
        include_str!("../src/accounts/password.rs"),
        include_str!("../src/accounts/second_factor.rs"),
        include_str!("../src/accounts/session.rs"),
        include_str!("../src/devices.rs"),
        include_str!("../src/identities.rs"),
        include_str!("../src/store.rs"),
        include_str!("../src/ledger/handle.rs"),
        include_str!("../src/ledger/published.rs"),
        include_str!("../src/inspection.rs"),
    ] {
        let public = source.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("pub "));
        let methods = public.filter_map(|line| line.split_once("fn ")).map(|(_, rest)| rest.split(['(', '<']).next().unwrap());
        for method in methods {
            assert!([".", "::"].iter().any(|by| suite.contains(&format!("{by}{method}("))), "{method} isn't in the suite");
        }
    }
}
