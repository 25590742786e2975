//! Durable check-ins: grouped into shared transactions, and one transaction each. On a real file, with `synchronous =
//! FULL`.
//!
//! After the table it prints the ratio of check-ins per second with and without grouping, measured alternately in the
//! same run.

#![allow(clippy::unwrap_used, reason = "a bench that can't be set up may stop")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use store::{Ledger, Store};
use support::{OBJECTIVES, OLGA, TestClock, check_in, envelope, found, key_result, reading};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Concurrent writers, each waiting for the answer before the next check-in.
const WRITERS: u64 = 50;
/// Check-ins per writer.
const EACH: u64 = 20;
const GROUPED: usize = 256;
const ALONE: usize = 1;
/// Runs for the ratio.
const TURNS: usize = 15;

/// A ledger on disk without check-ins. A new one for every run, because key results with hundreds of check-ins would
/// be a different measurement.
struct Company {
    runtime: Runtime,
    ledger: Ledger,
    _folder: TempDir,
}

impl Company {
    fn new(most: usize) -> Self {
        let runtime = Runtime::new().unwrap();
        // In the target folder, because the temporary folder may be in memory.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let ledger = runtime.block_on(async {
            let store = Store::open(&format!("sqlite:{}", folder.path().join("okr.db").display())).await.unwrap();
            let ledger = Ledger::start_with_groups_of(most, store, Arc::new(TestClock::default())).await.unwrap();
            found(&ledger).await;
            ledger
        });
        Self { runtime, ledger, _folder: folder }
    }

    /// Lets all writers check in; returns after the last answer.
    fn check_in(&self) {
        self.runtime.block_on(async {
            let writers: Vec<_> =
                (0..WRITERS).map(|writer| tokio::spawn(write(self.ledger.clone(), u128::from(writer)))).collect();
            for writer in writers {
                writer.await.unwrap();
            }
        });
    }

    fn timed(&self) -> Duration {
        let begun = Instant::now();
        self.check_in();
        begun.elapsed()
    }
}

/// Each writer reports on its own key result.
async fn write(ledger: Ledger, writer: u128) {
    let (number, kind) = (writer % OBJECTIVES, writer / OBJECTIVES);
    let key_result = key_result(number, kind);
    for number in 0..u128::from(EACH) {
        let id = 1_000_000 + writer * 1_000 + number;
        let command = check_in(id, key_result, reading(kind, 42.0));
        ledger.commit(OLGA, envelope(id, command)).await.unwrap();
    }
}

#[divan::bench(args = [GROUPED, ALONE], sample_count = 10, sample_size = 1)]
fn check_ins_with_at_most_in_a_transaction(bencher: Bencher<'_, '_>, most: usize) {
    bencher
        .counter(ItemsCount::new(WRITERS * EACH))
        .with_inputs(|| Company::new(most))
        .bench_local_refs(|company| company.check_in());
}

fn main() {
    divan::main();
    // `cargo test` and `--list` only check whether it would run.
    if std::env::args().any(|argument| argument == "--bench") {
        print_ratio();
    }
}

fn print_ratio() {
    let turn = |_| (Company::new(GROUPED).timed(), Company::new(ALONE).timed());
    let (mut of_grouped, mut of_alone): (Vec<_>, Vec<_>) = (0..TURNS).map(turn).unzip();
    let a_second = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        (WRITERS * EACH) as f64 / times[TURNS / 2].as_secs_f64()
    };
    let (grouped, alone) = (a_second(&mut of_grouped), a_second(&mut of_alone));
    println!(
        "{WRITERS} writers: {grouped:.0} durable check-ins a second grouped, {alone:.0} in one transaction each: {:.1} times",
        grouped / alone
    );
}
