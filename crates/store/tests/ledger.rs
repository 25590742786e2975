//! Concurrent, repeated, invalid and cancelled commands.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::sync::Arc;

use okr::fixtures::{COMPANY, SALES, day, noon};
use okr::import::{Content, Row, Table};
use okr::{Actor, Ambition, Board, Command, Measure, Reading, Refusal, Team};
use store::{CommitError, Ledger, Receipt, Trouble};
use support::{ERIN, OLGA, TestClock, company, envelope, found, founded, heard, ledger, metric_check_in, on_both};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Sends commands from concurrent tasks, so that the writer finds all of them queued.
fn at_once(ledger: &Ledger, asked: Vec<(Actor, u128, Command)>) -> Vec<JoinHandle<Result<Receipt, CommitError>>> {
    let send = |(actor, id, command)| {
        let ledger = ledger.clone();
        tokio::spawn(async move { ledger.commit(actor, envelope(id, command)).await })
    };
    asked.into_iter().map(send).collect()
}

/// An objective with a key result and a reading.
fn table(title: &str, value: f64) -> Table {
    let objective = Content::Objective {
        parents: Vec::new(),
        team: vec!["Aurora".into()],
        owner: "Erin".into(),
        title: title.into(),
        why: "Customers leave".into(),
        ambition: Ambition::Committed,
        published: true,
        pillar: String::new(),
        weight: None,
    };
    let key_result = Content::KeyResult {
        objective: "O1".into(),
        owner: "Olga".into(),
        title: "Minutes of outage from 100 to 60".into(),
        weight: 0.1 + 0.2,
        measure: Measure::Metric { unit: "min".into(), baseline: 100.0, target: 60.0 },
        reading: Some(Reading::Number(value)),
        confidence: None,
    };
    let rows = [("O1", objective), ("K1", key_result)].into_iter().zip(2..);
    Table {
        cycle: "2026 Q4".into(),
        first_day: day(2026, 10, 1),
        last_day: day(2026, 12, 31),
        ids_from: Uuid::from_u128(1 << 64),
        reason: String::new(),
        rows: rows.map(|((reference, content), line)| Row { line, reference: reference.into(), content }).collect(),
    }
}

on_both! {
    async fn a_command_sent_many_times_at_once_happens_once_and_each_sender_gets_the_same_receipt(home: Home) {
        let ledger = company(&home).await;
        let mut receipts = Vec::new();
        for sender in at_once(&ledger, vec![(OLGA, 5_000, metric_check_in(500, 10.0)); 8]) {
            receipts.push(sender.await.unwrap().unwrap());
        }
        receipts.push(ledger.commit(OLGA, envelope(5_000, metric_check_in(500, 10.0))).await.unwrap());
        assert_eq!(receipts, vec![Receipt { seq: founded() + 1, ..receipts[0] }; 9]);
        assert_eq!(ledger.store().stats().await.unwrap().check_ins, 1);
    }

    async fn a_command_id_of_another_actor_or_another_content_is_a_conflict(home: Home) {
        let ledger = company(&home).await;
        ledger.commit(OLGA, envelope(5_000, metric_check_in(500, 10.0))).await.unwrap();
        for (actor, command) in [(ERIN, metric_check_in(500, 10.0)), (OLGA, metric_check_in(500, 10.5))] {
            let answer = ledger.commit(actor, envelope(5_000, command)).await;
            assert!(matches!(answer, Err(CommitError::Conflict(id)) if id.0.as_u128() == 5_000), "{answer:?}");
        }
        assert_eq!(ledger.board().seq, founded() + 1);
    }

    async fn a_refusal_among_others_holds_none_of_them_back_and_takes_no_place_in_the_journal(home: Home) {
        let ledger = company(&home).await;
        let not_a_number = metric_check_in(501, f64::NAN);
        let asked =
            vec![(OLGA, 5_000, metric_check_in(500, 1.0)), (OLGA, 5_001, not_a_number), (OLGA, 5_002, metric_check_in(502, 2.0))];
        let mut answers = Vec::new();
        for sender in at_once(&ledger, asked) {
            answers.push(sender.await.unwrap());
        }
        assert!(matches!(&answers[1], Err(CommitError::Refused(Refusal::NotANumber { .. }))), "{:?}", answers[1]);
        let seqs: Vec<_> = answers.into_iter().flatten().map(|receipt| receipt.seq).collect();
        assert_eq!(seqs, [founded() + 1, founded() + 2]);
        assert_eq!(ledger.store().load().await.unwrap(), *ledger.board());
    }

    async fn what_the_tables_refuse_fails_alone(home: Home) {
        let ledger = company(&home).await;
        // A row that was written without an event: the table has it, the rules don't know it.
        let (sales, company) = (home.written(SALES.0), home.written(COMPANY.0));
        home.meddle(&format!("INSERT INTO team (id, name, parent) VALUES ({sales}, 'Stowaway', {company})")).await.unwrap();
        let add = Command::AddTeam(Team { id: SALES, name: "Sales".into(), parent: Some(COMPANY) });
        let asked = vec![
            (OLGA, 5_000, metric_check_in(500, 1.0)),
            (Actor::CommandLine, 5_001, add),
            (OLGA, 5_002, metric_check_in(502, 2.0)),
        ];
        let mut answers = Vec::new();
        for sender in at_once(&ledger, asked) {
            answers.push(sender.await.unwrap());
        }
        assert!(matches!(&answers[1], Err(CommitError::Store(error)) if error.trouble() == Trouble::Rejected), "{:?}", answers[1]);
        let seqs: Vec<_> = answers.into_iter().flatten().map(|receipt| receipt.seq).collect();
        assert_eq!(seqs, [founded() + 1, founded() + 2]);
        assert!(ledger.board().team(SALES).is_err());
    }

    async fn a_command_whose_sender_goes_away_happens_all_the_same(home: Home) {
        let ledger = company(&home).await;
        let mut stream = ledger.subscribe();
        {
            let mut waiting = Box::pin(ledger.commit(OLGA, envelope(5_000, metric_check_in(500, 1.0))));
            tokio::select! {
                biased;
                _ = &mut waiting => panic!("nothing is that quick"),
                () = std::future::ready(()) => {}
            }
        }
        assert_eq!(heard(&mut stream).await, [founded() + 1]);
        assert_eq!(ledger.board().seq, founded() + 1);
    }

    async fn a_command_that_changes_nothing_is_answered_with_where_the_board_stands(home: Home) {
        let ledger = company(&home).await;
        let same = Command::EditObjective { base: None, id: support::objective(1), draft: support::draft_of(1), reason: String::new() };
        assert_eq!(ledger.commit(ERIN, envelope(5_000, same)).await.unwrap().seq, founded());
        assert_eq!(ledger.store().stats().await.unwrap().seq, founded());
    }

    async fn stopping_finishes_what_waits(home: Home) {
        let ledger = company(&home).await;
        let waiting = at_once(&ledger, (0..300).map(|id| (OLGA, 5_000 + id, metric_check_in(500 + id, 1.0))).collect());
        tokio::task::yield_now().await;
        ledger.stop().await;
        for sender in waiting {
            sender.await.unwrap().unwrap();
        }
        assert_eq!(home.open().await.stats().await.unwrap().check_ins, 300);
    }

    async fn who_listens_hears_every_entry_in_order_and_is_told_when_it_fell_behind(home: Home) {
        let ledger = company(&home).await;
        let (mut stream, mut slow) = (ledger.subscribe(), ledger.subscribe());
        for id in 0..200 {
            ledger.commit(OLGA, envelope(5_000 + id, metric_check_in(20_000 + id, 1.0))).await.unwrap();
            assert_eq!(heard(&mut stream).await, [ledger.board().seq]);
        }
        assert!(matches!(slow.recv().await, Err(RecvError::Lagged(_))));
    }

    async fn seeding_stops_at_the_first_command_that_is_refused_and_says_which_it_was(home: Home) {
        let ledger = company(&home).await;
        let at = noon(day(2026, 10, 20));
        let run = |ids: std::ops::Range<u128>| ids.map(|id| (OLGA, envelope(5_000 + id, metric_check_in(20_000 + id, 1.0)), at));
        let mut commands: Vec<_> = run(0..2_500).collect();
        commands[2_400].1 = envelope(7_400, metric_check_in(27_400, f64::INFINITY));
        let error = ledger.seed(commands).await.unwrap_err();
        assert_eq!(error.index, 2_400);
        assert!(matches!(error.source, CommitError::Refused(_)));
        assert_eq!(ledger.store().load().await.unwrap(), *ledger.board());
        let before = ledger.board().seq;
        ledger.seed(run(0..2_500).collect()).await.unwrap();
        assert_eq!(ledger.board().seq, founded() + 2_500, "sent again, only what is missing happens (there were {before} entries)");
    }

    async fn the_board_knows_no_instant_more_exactly_than_the_tables(home: Home) {
        let ledger = company(&home).await;
        for id in 0..3 {
            // The clock of these tests has nanoseconds.
            let receipt = ledger.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
            assert_eq!(receipt.at.timestamp_subsec_nanos() % 1_000, 0);
        }
        assert_eq!(ledger.store().load().await.unwrap(), *ledger.board());
    }

    async fn what_is_in_the_journal_already_is_caught_up_with_before_deciding(home: Home) {
        let ledger = company(&home).await;
        ledger.commit(OLGA, envelope(5_000, metric_check_in(500, 1.0))).await.unwrap();
        ledger.stop().await;
        let store = home.open().await;
        // Two ledgers on one store, as if another process had written.
        let one = Ledger::start(store.clone(), Arc::new(TestClock::default())).await.unwrap();
        let two = Ledger::start(store, Arc::new(TestClock::default())).await.unwrap();
        one.commit(OLGA, envelope(5_001, metric_check_in(501, 1.0))).await.unwrap();
        let mut stream = two.subscribe();
        assert_eq!(two.commit(OLGA, envelope(5_002, metric_check_in(502, 1.0))).await.unwrap().seq, founded() + 3);
        assert_eq!(heard(&mut stream).await, [founded() + 2, founded() + 3]);
        assert_eq!(two.store().load().await.unwrap(), *two.board());
    }

    async fn the_journal_can_only_grow(home: Home) {
        let ledger = company(&home).await;
        for change in ["UPDATE journal SET events = '[]' WHERE seq = 1", "DELETE FROM journal WHERE seq = 1"] {
            let error = home.meddle(change).await.unwrap_err();
            assert!(error.contains("append-only"), "{error}");
        }
        let mut replayed = Board::default();
        for entry in ledger.store().entries(0, u32::MAX).await.unwrap() {
            replayed.record(&entry);
        }
        assert_eq!(replayed, *ledger.board());
    }

    async fn importing_the_same_table_twice_changes_nothing_the_second_time_nor_after_a_restart(home: Home) {
        let ledger = ledger(&home).await;
        let first = ledger.commit(Actor::CommandLine, envelope(1, Command::Import(table("Fewer outages", 80.0)))).await.unwrap();
        assert_eq!(first.seq, 1);
        let board = ledger.board();
        assert_eq!((board.objectives.len(), board.key_results.len(), board.imported.len()), (1, 1, 2));
        ledger.stop().await;

        let store = home.open().await;
        let ledger = Ledger::start(store, Arc::new(TestClock::default())).await.unwrap();
        assert_eq!(*ledger.board(), *board);
        let second = ledger.commit(Actor::CommandLine, envelope(2, Command::Import(table("Fewer outages", 80.0)))).await.unwrap();
        assert_eq!((second.seq, ledger.store().stats().await.unwrap().seq), (1, 1), "nothing was written");

        // The cycle is running, so a change of wording needs a reason.
        let reworded = okr::import::Table { reason: "The old wording was too weak".into(), ..table("Far fewer outages", 70.0) };
        let third = ledger.commit(Actor::CommandLine, envelope(3, Command::Import(reworded))).await.unwrap();
        assert_eq!(third.seq, 2);
        assert_eq!(ledger.store().load().await.unwrap(), *ledger.board());
    }

    async fn what_comes_along_with_a_paste_is_kept_by_either_database(home: Home) {
        let ledger = company(&home).await;
        let draft = okr::ObjectiveDraft { why: "-0 \u{fffd} \u{10ffff} 准绳\u{0}\u{1b}\r\n".into(), ..support::draft_of(1) };
        let edit = Command::EditObjective { base: None, id: support::objective(1), draft, reason: "a\u{0}b".into() };
        ledger.commit(ERIN, envelope(5_000, edit)).await.unwrap();
        let extremes = [1e12, -1e-12, 5e-324, -0.0, 0.1 + 0.2];
        for (id, value) in (0..).zip(extremes) {
            ledger.commit(OLGA, envelope(5_001 + id, metric_check_in(500 + id, value))).await.unwrap();
        }
        assert_eq!(ledger.store().load().await.unwrap(), *ledger.board());
        let mut replayed = Board::default();
        for entry in ledger.store().entries(0, u32::MAX).await.unwrap() {
            replayed.record(&entry);
        }
        assert_eq!(replayed, *ledger.board());
    }

    async fn founding_twice_is_refused(home: Home) {
        let ledger = company(&home).await;
        let (actor, command) = support::founding().swap_remove(0);
        assert!(matches!(ledger.commit(actor, envelope(5_000, command)).await, Err(CommitError::Refused(Refusal::Founding))));
        found(&ledger).await;
        assert_eq!(ledger.board().seq, founded(), "the same commands, sent again, change nothing");
    }
}
