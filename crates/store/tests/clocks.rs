//! Clocks that jump between commands, and differ between two nodes: the order of the journal determines the newest
//! entry, and tables, board and replayed journal agree on it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::sync::Arc;

use chrono::TimeDelta;
use okr::fixtures::{day, noon};
use okr::{Board, CheckInId, Command, Moment, Note, Organisation, Reading};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::{Clock, Ledger};
use support::{Home, OLGA, company, envelope, key_result, metric_check_in};
use uuid::Uuid;

/// A check-in, or a correction of the one this many positions before the last.
#[derive(Clone, Copy, Debug)]
enum Attempt {
    CheckIn,
    Correct(usize),
}

/// The clock's error, and the command.
fn any_asked() -> impl Strategy<Value = (i64, Attempt)> {
    let asked = prop_oneof![3 => Just(Attempt::CheckIn), 1 => (0..4_usize).prop_map(Attempt::Correct)];
    let off = prop_oneof![-60..60_i64, -200_000..200_000_i64, -60_000_000..60_000_000_i64];
    (off, asked)
}

/// Noon of 4 November 2026 by a clock with this error in seconds.
fn by_a_clock_off(seconds: i64) -> Moment {
    let at = noon(day(2026, 11, 4));
    let now = at.now + TimeDelta::seconds(seconds);
    Moment { now, today: now.date_naive(), week_began: now - TimeDelta::days(2), ..at }
}

fn agree_whatever_the_clock(home: fn() -> Home, cases: u32) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runner
        .run(&prop::collection::vec(any_asked(), 1..20), |asked| {
            runtime.block_on(tried(&home(), &asked));
            Ok(())
        })
        .unwrap();
}

async fn tried(home: &Home, asked: &[(i64, Attempt)]) {
    let ledger = company(home).await;
    let (on, mut expected) = (key_result(0, 0), Vec::new());
    for (number, (off, asked)) in (5_000_u128..).zip(asked) {
        let id = CheckInId(Uuid::from_u128(number));
        let command = match *asked {
            Attempt::Correct(back) if back < expected.len() => {
                let place = expected.len() - 1 - back;
                let wrong = std::mem::replace(&mut expected[place], id);
                let (reading, note) = (Reading::Number(7.0), Note::default());
                Command::Correct { id, wrong, key_result: on, reading, confidence: 5, note }
            }
            _ => {
                expected.push(id);
                metric_check_in(number, 3.0)
            }
        };
        ledger.commit_as_of(OLGA, envelope(number, command), by_a_clock_off(*off)).await.unwrap();
    }
    let series = |board: &Board| -> Vec<_> { board.key_result(on).unwrap().series.iter().map(|point| point.check_in).collect() };
    let board = ledger.board();
    assert_eq!(series(&board), expected, "in the order of the journal, a correction where the wrong one stood");
    assert_eq!(ledger.store().load().await.unwrap(), *board);
    let mut replayed = Board::default();
    for entry in ledger.store().entries(0, u32::MAX).await.unwrap() {
        replayed.record(&entry);
    }
    assert_eq!(replayed, *board);
    let told = ledger.store().check_ins(on).await.unwrap();
    let standing: Vec<_> = told.iter().filter(|told| told.stands).map(|told| told.check_in.point.check_in).collect();
    assert_eq!(standing, expected, "and they are told in that order");
}

#[test]
fn the_journals_order_decides_what_is_the_newest_on_sqlite_however_clocks_jump() {
    agree_whatever_the_clock(Home::on_sqlite, 24);
}

#[test]
fn the_journals_order_decides_what_is_the_newest_on_postgres_however_clocks_jump() {
    agree_whatever_the_clock(Home::on_postgres, 12);
}

/// The seeded bug of this suite: a board that sorts by the clock instead of the journal.
#[tokio::test]
async fn a_series_that_goes_by_the_clock_would_be_seen() {
    let ledger = company(&Home::on_sqlite()).await;
    for (number, off) in [(5_000, 30), (5_001, 0)] {
        ledger.commit_as_of(OLGA, envelope(number, metric_check_in(number, 3.0)), by_a_clock_off(off)).await.unwrap();
    }
    let board = ledger.board();
    let by_journal = board.key_result(key_result(0, 0)).unwrap().series.clone();
    let mut by_clock = by_journal.clone();
    by_clock.sort_by_key(|point| point.at);
    assert_ne!(by_clock, by_journal);
}

/// A node's clock with an error in seconds.
struct Off(i64);

impl Clock for Off {
    fn moment(&self, _: Option<&Organisation>) -> Moment {
        by_a_clock_off(self.0)
    }
}

#[tokio::test]
async fn of_two_nodes_thirty_seconds_apart_each_shows_what_was_accepted_last() {
    let home = Home::on_postgres();
    company(&home).await.stop().await;
    let node = async |off| Ledger::start(home.open().await, Arc::new(Off(off))).await.unwrap();
    let nodes = [node(0).await, node(30).await];
    for number in 0..10_u128 {
        let [one, other] = if number % 3 == 0 { [0, 1] } else { [1, 0] };
        let id = 5_000 + number;
        let receipt = nodes[one].commit(OLGA, envelope(id, metric_check_in(id, 1.0))).await.unwrap();
        // It returns `false` after a reader's timeout; this test doesn't depend on the duration.
        while !nodes[other].reaches(receipt.seq).await {}
        for node in &nodes {
            let last = node.board().key_result(key_result(0, 0)).unwrap().last().unwrap().check_in;
            assert_eq!(last, CheckInId(Uuid::from_u128(id)));
        }
    }
    assert_eq!(nodes[0].store().load().await.unwrap(), *nodes[1].board());
}
