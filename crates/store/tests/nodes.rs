//! Several nodes on one database.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::time::Duration;

use okr::Board;
use store::{Inspection, Ledger, Receipt, Standing};
use support::{Home, OLGA, company, envelope, founded, heard, ledger, metric_check_in};
use tokio::time::timeout;

/// A generous timeout, for slow machines.
const PATIENCE: Duration = Duration::from_mins(5);

/// Waits until a ledger's board reaches another's position, and compares them.
async fn catches_up(behind: &Ledger, ahead: &Ledger) {
    let mut stream = behind.subscribe();
    let there = ahead.board().seq;
    while behind.board().seq < there {
        timeout(PATIENCE, stream.recv()).await.expect("it hears of what the other wrote").unwrap();
    }
    assert_eq!(behind.board(), ahead.board());
}

#[tokio::test]
async fn what_one_node_writes_is_heard_on_the_other_in_order() {
    let home = Home::on_postgres();
    let one = company(&home).await;
    let two = ledger(&home).await;
    let mut stream = two.subscribe();
    for id in 0..50 {
        one.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
    }
    let mut all = Vec::new();
    while all.len() < 50 {
        all.extend(timeout(PATIENCE, heard(&mut stream)).await.expect("it hears of what the other wrote"));
    }
    assert_eq!(all, (founded() + 1..=founded() + 50).collect::<Vec<_>>());
    let receipt = one.commit(OLGA, envelope(6_000, metric_check_in(600, 1.0))).await.unwrap();
    let found = timeout(PATIENCE, async { while !two.reaches(receipt.seq).await {} }).await;
    found.expect("whoever was told so by one finds it on the other");
    assert_eq!(two.board(), one.board());
    let mut standings = two.standings();
    timeout(PATIENCE, standings.wait_for(|standing| *standing == Standing::InTouch)).await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_write_at_once_take_turns_and_the_same_command_on_both_happens_once() {
    let home = Home::on_postgres();
    let nodes = [company(&home).await, ledger(&home).await];
    let mut senders = Vec::new();
    for id in 0..200 {
        for node in nodes.clone() {
            let command = envelope(5_000 + id, metric_check_in(500 + id, 1.0));
            senders.push((id, tokio::spawn(async move { node.commit(OLGA, command).await.unwrap() })));
        }
    }
    let mut receipts: Vec<Option<Receipt>> = vec![None; 200];
    for (id, sender) in senders {
        let receipt = timeout(PATIENCE, sender).await.unwrap().unwrap();
        let first = receipts[usize::try_from(id).unwrap()].get_or_insert(receipt);
        assert_eq!(*first, receipt, "both senders are told the same");
    }
    let mut places: Vec<u64> = receipts.into_iter().flatten().map(|receipt| receipt.seq).collect();
    places.sort_unstable();
    assert_eq!(places, (founded() + 1..=founded() + 200).collect::<Vec<_>>());
    catches_up(&nodes[0], &nodes[1]).await;
    catches_up(&nodes[1], &nodes[0]).await;
    assert_eq!(nodes[0].store().load().await.unwrap(), *nodes[0].board());
}

#[tokio::test]
async fn a_node_whose_ear_is_cut_off_listens_anew_and_misses_nothing() {
    let home = Home::on_postgres();
    let one = company(&home).await;
    let two = ledger(&home).await;
    for id in 0..5 {
        // Closes all listening connections, and, because they can't be distinguished, all other idle ones.
        home.meddle("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            .await
            .unwrap();
        one.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
        catches_up(&two, &one).await;
    }
}

/// Rewinds the database to the state of a replica that lagged behind the last entries, which must be check-ins.
async fn fails_over(home: &Home, lost: u64) {
    let kept = founded() + 5 - lost;
    // As the superuser, without triggers and foreign keys, in one transaction: as if it were another server's
    // database.
    let replica = format!(
        "SET session_replication_role = replica; DELETE FROM check_in WHERE seq > {kept}; \
         DELETE FROM journal_subject WHERE seq > {kept}; DELETE FROM journal WHERE seq > {kept}"
    );
    home.meddle(&replica).await.unwrap();
}

/// Waits until a node shows the content of the database.
async fn shows_what_is_there(node: &Ledger) -> Board {
    let there = node.store().load().await.unwrap();
    timeout(PATIENCE, async {
        while *node.board() != there {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it takes in what is there");
    there
}

#[tokio::test]
async fn after_a_failover_to_a_replica_that_lagged_nodes_go_on_from_what_it_holds_without_a_gap() {
    for lost in [1, 3] {
        let home = Home::on_postgres();
        let one = company(&home).await;
        let two = ledger(&home).await;
        for id in 0..5 {
            one.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
        }
        catches_up(&two, &one).await;
        let mut streams = [one.subscribe(), two.subscribe()];

        fails_over(&home, lost).await;
        // One more than were lost: the journal passes the position that the nodes knew.
        for id in 0..=lost {
            let receipt = two.commit(OLGA, envelope(u128::from(6_000 + id), metric_check_in(u128::from(600 + id), 2.0))).await;
            assert_eq!(receipt.unwrap().seq, founded() + 5 - lost + 1 + id);
        }
        let board = shows_what_is_there(&one).await;
        assert_eq!(board, shows_what_is_there(&two).await);
        for (node, stream) in [&one, &two].into_iter().zip(&mut streams) {
            assert_eq!(node.reloads().borrow().count, 1);
            let told = timeout(PATIENCE, stream.recv()).await.unwrap().unwrap();
            assert!(told.entries().is_empty(), "who listens is told to begin again before anything else: {told:?}");
        }
        // A lost command that was acknowledged is sent again, and is applied.
        let again = one.commit(OLGA, envelope(5_004, metric_check_in(504, 1.0))).await.unwrap();
        assert_eq!(again.seq, founded() + 7);
        assert_eq!(shows_what_is_there(&one).await, shows_what_is_there(&two).await);
        let findings = Inspection::open(&home.location()).await.unwrap().examine().await.unwrap();
        assert!(findings.is_healthy(), "{findings:?}");
    }
}

#[tokio::test]
async fn a_node_notices_a_shorter_journal_and_another_entry_at_its_place_though_nothing_is_written() {
    let other_entry = format!(
        "SET session_replication_role = replica; UPDATE journal SET at = at + INTERVAL '1 second' WHERE seq = {}",
        founded() + 5
    );
    for shorter in [true, false] {
        let home = Home::on_postgres();
        let node = company(&home).await;
        for id in 0..5 {
            node.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
        }
        let mut reloads = node.reloads();
        let knew = node.board().position();
        if shorter {
            fails_over(&home, 2).await;
        } else {
            home.meddle(&other_entry).await.unwrap();
        }
        timeout(PATIENCE, reloads.changed()).await.expect("it notices by itself").unwrap();
        assert_eq!(reloads.borrow().knew, knew);
        assert_eq!(*node.board(), node.store().load().await.unwrap());
    }
}

#[tokio::test]
async fn entries_that_are_missing_from_the_journal_are_named() {
    let home = Home::on_postgres();
    let node = company(&home).await;
    for id in 0..5 {
        node.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
    }
    node.stop().await;
    let gap = founded() + 2;
    let missing = format!(
        "SET session_replication_role = replica; DELETE FROM journal_subject WHERE seq IN (1, {gap}, {gap} + 1); \
         DELETE FROM journal WHERE seq IN (1, {gap}, {gap} + 1)"
    );
    home.meddle(&missing).await.unwrap();
    let findings = Inspection::open(&home.location()).await.unwrap().examine().await.unwrap();
    assert_eq!(findings.gaps, ["1 is missing".to_owned(), format!("{gap} to {} are missing", gap + 1)]);
    assert!(!findings.is_healthy());
}
