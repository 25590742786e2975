//! Real servers, broken on purpose. What was acknowledged must be there, once and whole.
//!
//! `cargo xtask test` runs the short form, `cargo xtask faults` the long one, and the bugs that it has to see.

#![allow(clippy::unwrap_used, reason = "a test that can’t get what it needs has failed")]

mod server;
mod writers;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use okr::CommandId;
use server::Served;
use store::{Inspection, Store};
use tempfile::TempDir;
use writers::Writers;

/// How many check in at once.
const WRITERS: usize = 50;

/// How soon a server that was killed is ready again.
const READY: Duration = Duration::from_secs(2);

/// What became of what was acknowledged.
#[derive(Debug, Default)]
struct Verdict {
    acknowledged: usize,
    /// Acknowledged, and not in the journal, or under another number than was said.
    lost: usize,
    /// What is wrong with the database.
    findings: Vec<String>,
    /// The longest that a server took until it was ready again.
    slowest: Duration,
}

/// A server of `WRITERS` check-ins at once is killed so many times, each after a number of acknowledgements that chance chooses.
fn kill_while_writing(times: usize, seed: u64, bug: Option<&str>) -> Verdict {
    let folder = TempDir::new().unwrap();
    server::demo(folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let board = runtime.block_on(async {
        let store = Store::open(&database(folder.path())).await.unwrap();
        let board = store.load().await.unwrap();
        store.close().await;
        board
    });

    let mut served = Served::start(folder.path(), bug);
    let writers = Writers::start(WRITERS, &board, served.port);
    let mut chance = seed;
    let mut slowest = Duration::ZERO;
    for _ in 0..times {
        // Xorshift: G. Marsaglia, *Xorshift RNGs* (2003).
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        writers.wait_for_more(1 + usize::try_from(chance % 200).unwrap());
        served.kill();
        served = Served::start(folder.path(), bug);
        slowest = slowest.max(served.took);
        writers.go_on_at(served.port);
    }
    let acknowledged = writers.finish();
    served.kill();

    runtime.block_on(async {
        let findings = Inspection::open(&database(folder.path())).await.unwrap().examine().await.unwrap();
        let store = Store::open(&database(folder.path())).await.unwrap();
        let entries = store.entries(0, u32::MAX).await.unwrap();
        let mut journal: BTreeMap<CommandId, Vec<u64>> = BTreeMap::new();
        for entry in &entries {
            journal.entry(entry.command).or_default().push(entry.seq);
        }
        let lost = acknowledged.iter().filter(|(command, seq)| journal.get(command) != Some(&vec![*seq])).count();
        let findings = [findings.damage, findings.dangling, findings.differences].concat();
        Verdict { acknowledged: acknowledged.len(), lost, findings, slowest }
    })
}

fn database(folder: &Path) -> String {
    folder.join("plumbline.db").to_string_lossy().into_owned()
}

fn assert_nothing_lost(verdict: &Verdict) {
    assert!(verdict.acknowledged > 0);
    assert_eq!(verdict.lost, 0, "{verdict:?}");
    assert_eq!(verdict.findings, Vec::<String>::new(), "{verdict:?}");
}

#[test]
fn a_server_that_is_killed_while_fifty_check_in_loses_nothing_and_does_nothing_twice() {
    assert_nothing_lost(&kill_while_writing(4, 0x5eed, None));
}

#[test]
#[ignore = "long; cargo xtask faults"]
fn a_server_that_is_killed_two_hundred_times_loses_nothing_and_does_nothing_twice() {
    let verdict = kill_while_writing(200, 0xfa17, None);
    println!("killed 200 times under {WRITERS} writers: {verdict:?}");
    assert_nothing_lost(&verdict);
    assert!(verdict.slowest < READY, "{verdict:?}");
}

#[cfg(feature = "seeded-bugs")]
#[test]
#[ignore = "long; cargo xtask faults"]
fn an_answer_that_is_given_before_the_commit_is_seen() {
    let verdict = kill_while_writing(10, 0xbad, Some("answer-before-commit"));
    println!("with answers before commits: {verdict:?}");
    assert!(verdict.lost > 0, "the harness is blind: {verdict:?}");
}
