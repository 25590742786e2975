//! The board of an earlier entry, with checkpoints and without.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use okr::{Board, Entry};
use store::{Inspection, Ledger, Store, Trouble};
use support::{Home, OLGA, TestClock, company, envelope, founded, ledger, metric_check_in, on_both};
use tokio::time::timeout;

/// A generous timeout, for slow machines.
const PATIENCE: Duration = Duration::from_mins(1);
/// The distance of the first checkpoints.
const EVERY: u64 = 1_000;

/// The board after each entry, from before the first one.
fn boards(entries: &[Entry]) -> Vec<Board> {
    let mut board = Board::default();
    let after = entries.iter().map(|entry| {
        board.record(entry);
        board.clone()
    });
    std::iter::once(Board::default()).chain(after).collect()
}

async fn told_by_the_journal(store: &Store) -> Vec<Board> {
    boards(&store.entries(0, u32::MAX).await.unwrap())
}

async fn is_the_same_at_every_entry(store: &Store) {
    for (seq, board) in (0..).zip(told_by_the_journal(store).await) {
        assert_eq!(store.board_at(seq).await.unwrap(), board, "at entry {seq}");
    }
}

/// Check-ins, at once; `from` is the first one's number.
async fn checks_in(ledger: &Ledger, from: u128, count: u128) {
    let at = okr::fixtures::noon(okr::fixtures::day(2026, 11, 4));
    let commands = (from..from + count).map(|id| (OLGA, envelope(10_000 + id, metric_check_in(50_000 + id, id as f64)), at));
    ledger.seed(commands.collect()).await.unwrap();
}

/// Waits for the ledger's own checkpoints.
async fn has_checkpoints_at(store: &Store, expected: &[u64]) {
    let made = async {
        while store.checkpoints().await.unwrap() != expected {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let in_time = timeout(PATIENCE, made).await.is_ok();
    assert!(in_time, "{:?} instead of {expected:?}", store.checkpoints().await);
}

/// A stopped company with checkpoints at the entries 20, 40 and 60.
async fn with_checkpoints(home: &Home) {
    let ledger = company(home).await;
    for seq in [20, 40, 60] {
        ledger.store().make_checkpoint(seq).await.unwrap();
    }
    ledger.stop().await;
}

async fn findings(home: &Home) -> store::Findings {
    Inspection::open(&home.location()).await.unwrap().examine().await.unwrap()
}

/// Every row of the database's tables that matter here, to see whether anything was changed.
async fn content(store: &Store) -> (Board, Vec<u64>, u64) {
    (store.load().await.unwrap(), store.checkpoints().await.unwrap(), store.stats().await.unwrap().seq)
}

on_both! {
    async fn the_board_of_every_entry_is_what_the_journal_leads_to_with_checkpoints_and_without(home: Home) {
        let ledger = company(&home).await;
        let store = ledger.store();
        is_the_same_at_every_entry(store).await;
        let last = founded();
        for seq in [1, 2, 37, last - 1, last] {
            store.make_checkpoint(seq).await.unwrap();
            store.make_checkpoint(seq).await.unwrap();
        }
        assert_eq!(store.checkpoints().await.unwrap(), [1, 2, 37, last - 1, last]);
        is_the_same_at_every_entry(store).await;
        assert_eq!(store.board_at(last).await.unwrap(), store.load().await.unwrap());
        assert!(findings(&home).await.is_healthy());
        store.remove_checkpoints().await.unwrap();
        assert_eq!(store.checkpoints().await.unwrap(), [] as [u64; 0]);
    }

    async fn there_is_no_board_after_the_last_entry_and_an_empty_one_before_the_first(home: Home) {
        let ledger = company(&home).await;
        let store = ledger.store();
        assert_eq!(store.board_at(0).await.unwrap(), Board::default());
        let refused = store.board_at(founded() + 1).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::NoEntry);
        assert!(refused.to_string().contains(&(founded() + 1).to_string()), "{refused}");
        for seq in [0, founded() + 1] {
            let _ = store.make_checkpoint(seq).await;
        }
        assert_eq!(store.checkpoints().await.unwrap(), [] as [u64; 0]);
    }

    async fn the_board_of_an_instant_has_the_last_entry_made_by_then(home: Home) {
        let ledger = company(&home).await;
        // The clock was set back before the last of these.
        let day = |day| okr::fixtures::noon(okr::fixtures::day(2026, 11, day));
        for (id, at) in [(1, day(10)), (2, day(20)), (3, day(15))] {
            ledger.commit_as_of(OLGA, envelope(9_000 + id, metric_check_in(900 + id, 1.0)), at).await.unwrap();
        }
        let store = ledger.store();
        let seq = async |at: DateTime<chrono::Utc>| store.board_on(at).await.unwrap().seq;
        let (founding, moment) = (founded(), TimeDelta::microseconds(1));
        assert_eq!(store.board_on(DateTime::UNIX_EPOCH).await.unwrap(), Board::default());
        assert_eq!(seq(day(10).now - moment).await, founding);
        assert_eq!(seq(day(10).now).await, founding + 1);
        assert_eq!(seq(day(14).now).await, founding + 1);
        assert_eq!(seq(day(15).now).await, founding + 3, "the newest is what comes last in the journal");
        assert_eq!(store.board_on(day(30).now).await.unwrap(), *ledger.board());
    }

    async fn a_damaged_checkpoint_is_named_with_its_entry_and_nothing_is_changed(home: Home) {
        for damage in ["board", "checksum", "mark"] {
            let (zeros, cut) = if home.is_on_a_server() {
                (r"decode(repeat('00', 32), 'hex')", "substring(board from 1 for length(board) - 1)")
            } else {
                ("zeroblob(32)", "substr(board, 1, length(board) - 1)")
            };
            let value = match damage {
                "board" => cut,
                "checksum" => zeros,
                _ => "mark + 1",
            };
            let home = if home.is_on_a_server() { Home::on_postgres() } else { Home::on_sqlite() };
            with_checkpoints(&home).await;
            home.meddle(&format!("UPDATE checkpoint SET {damage} = {value} WHERE seq = 40")).await.unwrap();

            let store = home.open().await;
            let before = content(&store).await;
            let boards = told_by_the_journal(&store).await;
            for seq in [40, 41, 59] {
                let refused = store.board_at(seq).await.unwrap_err();
                assert_eq!(refused.trouble(), Trouble::Checkpoint, "{damage}");
                assert!(refused.to_string().contains("the checkpoint at entry 40:"), "{refused}");
            }
            assert_eq!(store.make_checkpoint(50).await.unwrap_err().trouble(), Trouble::Checkpoint);
            assert_eq!(store.board_at(39).await.unwrap(), boards[39], "those before it aren't affected");
            assert_eq!(store.board_at(60).await.unwrap(), boards[60], "nor those after the next one");
            let found = findings(&home).await;
            assert!(matches!(&found.checkpoints[..], [one] if one.contains("entry 40 ")), "{found:?}");
            assert!(!found.is_healthy() && found.differences.is_empty());
            assert_eq!(content(&store).await, before);

            store.remove_checkpoints().await.unwrap();
            assert_eq!(store.board_at(40).await.unwrap(), boards[40]);
            assert!(findings(&home).await.is_healthy());
            store.close().await;
        }
    }

    async fn a_checkpoint_that_is_not_what_the_journal_leads_to_is_named(home: Home) {
        with_checkpoints(&home).await;
        // The journal was edited: all checksums are right, and the board isn't.
        let without_triggers = if home.is_on_a_server() {
            "SET session_replication_role = replica"
        } else {
            "DROP TRIGGER journal_is_never_changed"
        };
        home.meddle(&format!("{without_triggers}; UPDATE journal SET events = '[]' WHERE seq = 30")).await.unwrap();
        let found = findings(&home).await;
        assert_eq!(found.checkpoints.len(), 2, "{found:?}");
        assert!(found.checkpoints[0].contains("entry 40 is damaged: the journal leads to something else"), "{found:?}");
    }

    async fn checkpoints_of_another_format_count_as_missing(home: Home) {
        with_checkpoints(&home).await;
        home.meddle("UPDATE checkpoint SET format = 2, board = checksum WHERE seq = 40").await.unwrap();
        home.meddle("UPDATE checkpoint SET format = 9, board = checksum WHERE seq = 60").await.unwrap();
        let store = home.open().await;
        assert_eq!(store.checkpoints().await.unwrap(), [20]);
        is_the_same_at_every_entry(&store).await;
        store.make_checkpoint(60).await.unwrap();
        assert_eq!(store.checkpoints().await.unwrap(), [20, 60]);
        assert!(findings(&home).await.is_healthy());
    }

    async fn a_ledger_makes_the_checkpoints_that_are_due_and_those_that_are_missing(home: Home) {
        let ledger = company(&home).await;
        checks_in(&ledger, 0, u128::from(EVERY - founded() - 1)).await;
        assert_eq!(ledger.store().checkpoints().await.unwrap(), [] as [u64; 0]);
        ledger.commit(OLGA, envelope(9_000, metric_check_in(900, 1.0))).await.unwrap();
        has_checkpoints_at(ledger.store(), &[EVERY]).await;
        checks_in(&ledger, 5_000, u128::from(2 * EVERY)).await;
        has_checkpoints_at(ledger.store(), &[EVERY, 2 * EVERY, 3 * EVERY]).await;
        ledger.stop().await;

        let store = home.open().await;
        let told = told_by_the_journal(&store).await;
        for seq in [EVERY - 1, EVERY, EVERY + 1, 2 * EVERY + 77, 3 * EVERY] {
            assert_eq!(store.board_at(seq).await.unwrap(), told[usize::try_from(seq).unwrap()]);
        }
        assert!(findings(&home).await.is_healthy());
        store.remove_checkpoints().await.unwrap();
        let ledger = Ledger::start(store, Arc::new(TestClock::default())).await.unwrap();
        has_checkpoints_at(ledger.store(), &[EVERY, 2 * EVERY, 3 * EVERY]).await;
        ledger.stop().await;
    }
}

#[tokio::test]
async fn two_nodes_make_the_same_checkpoints() {
    let home = Home::on_postgres();
    let one = company(&home).await;
    let two = ledger(&home).await;
    checks_in(&one, 0, u128::from(2 * EVERY)).await;
    has_checkpoints_at(two.store(), &[EVERY, 2 * EVERY]).await;
    let made = tokio::join!(one.store().make_checkpoint(70), two.store().make_checkpoint(70));
    assert!(made.0.is_ok() && made.1.is_ok(), "{made:?}");
    assert_eq!(one.store().checkpoints().await.unwrap(), [70, EVERY, 2 * EVERY]);
    assert_eq!(two.store().board_at(EVERY).await.unwrap(), one.store().board_at(EVERY).await.unwrap());
    assert!(findings(&home).await.is_healthy());
}

#[tokio::test]
async fn checkpoints_of_a_journal_that_was_replaced_are_removed() {
    let home = Home::on_postgres();
    let node = company(&home).await;
    for id in 0..5 {
        node.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
    }
    let last = founded() + 5;
    for seq in [10, last - 2, last] {
        node.store().make_checkpoint(seq).await.unwrap();
    }
    // As after a failover to a replica that lagged by two entries, but had these checkpoints all the same.
    let mut reloads = node.reloads();
    home.meddle(&format!(
        "SET session_replication_role = replica; DELETE FROM check_in WHERE seq > {kept}; \
         DELETE FROM journal_subject WHERE seq > {kept}; DELETE FROM journal WHERE seq > {kept}",
        kept = last - 2
    ))
    .await
    .unwrap();
    for id in 0..3 {
        node.commit(OLGA, envelope(6_000 + id, metric_check_in(600 + id, 2.0))).await.unwrap();
    }
    timeout(PATIENCE, reloads.wait_for(|reloads| reloads.count == 1)).await.unwrap().unwrap();
    has_checkpoints_at(node.store(), &[10, last - 2]).await;
    is_the_same_at_every_entry(node.store()).await;
    assert!(findings(&home).await.is_healthy());
}

#[tokio::test]
async fn a_damaged_checkpoint_in_a_backup_is_not_restored() {
    let home = Home::on_sqlite();
    with_checkpoints(&home).await;
    home.meddle("UPDATE checkpoint SET board = zeroblob(9) WHERE seq = 40").await.unwrap();
    let (backup, to) = (home.beside("backup.db"), home.beside("restored.db"));
    Inspection::open(&home.location()).await.unwrap().back_up(&backup).await.unwrap();
    assert!(!Inspection::open(backup.to_str().unwrap()).await.unwrap().examine().await.unwrap().is_healthy());
    let restored = store::restore(&backup, to.to_str().unwrap()).await.unwrap();
    assert!(restored.is_healthy(), "{restored:?}");
    let store = Store::open(to.to_str().unwrap()).await.unwrap();
    assert_eq!(store.checkpoints().await.unwrap(), [] as [u64; 0]);
    is_the_same_at_every_entry(&store).await;
}
