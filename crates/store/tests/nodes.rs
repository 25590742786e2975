//! Several nodes on one database.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::time::Duration;

use store::{Ledger, Receipt, Standing};
use support::{Home, OLGA, company, envelope, founded, heard, ledger, metric_check_in};
use tokio::time::timeout;

/// Later than anything here may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until a ledger's board stands where another's does, and compares them.
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
    assert!(two.reaches(receipt.seq).await, "whoever was told so by one finds it on the other");
    assert_eq!((two.board(), two.standing()), (one.board(), Standing::InTouch));
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
        // Every connection that waits for a bell, and, because it can't be told from the others, every other one that is idle.
        home.meddle("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            .await
            .unwrap();
        one.commit(OLGA, envelope(5_000 + id, metric_check_in(500 + id, 1.0))).await.unwrap();
        catches_up(&two, &one).await;
    }
}
