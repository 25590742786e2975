//! Servers that are killed, or told to stop, while they work.

use std::time::Duration;

use crate::ground::{Ground, Verdict};
use crate::reader::Reader;
use crate::writers::{self, Writers};
use crate::{WRITERS, next, post};

/// How soon a killed server is ready again.
const READY: Duration = Duration::from_secs(2);

/// How soon a server that is told to stop has ended.
#[cfg(unix)]
const GONE: Duration = Duration::from_secs(5);

/// Kills a server with `WRITERS` concurrent check-ins repeatedly, each time after a random number of
/// acknowledgements.
fn kill_while_writing(ground: &Ground, times: usize, seed: u64, bug: Option<&str>) -> Verdict {
    let mut served = ground.serve(bug);
    let writers = Writers::start(WRITERS, &ground.board, &[served.port]);
    let reader = Reader::start(served.port, writers::targets(&ground.board)[0].1, ground.board.seq);
    let (mut chance, mut slowest) = (seed, Duration::ZERO);
    for _ in 0..times {
        writers.wait_for_more(1 + usize::try_from(next(&mut chance) % 200).unwrap());
        served.kill();
        served = ground.serve(bug);
        slowest = slowest.max(served.took);
        writers.go_on_at(&[served.port]);
        reader.go_on_at(served.port);
    }
    let acknowledged = writers.finish();
    if bug.is_none() {
        reader.wait_for(acknowledged.iter().map(|(_, seq)| *seq).max().unwrap_or_default());
    }
    let heard = reader.finish(|| served.kill());
    ground.judge(&acknowledged, &[heard], slowest)
}

/// Stops a server with `WRITERS` concurrent check-ins and `streams` open streams; `slowest` is how long it took.
#[cfg(unix)]
fn stop_while_writing(ground: &Ground, streams: usize) -> Verdict {
    let mut served = ground.serve(None);
    let (_, listener) = writers::targets(&ground.board)[0];
    let listening: Vec<_> = (0..streams).map(|_| post::listen(served.port, listener).unwrap()).collect();
    let writers = Writers::start(WRITERS, &ground.board, &[served.port]);
    writers.wait_for_more(200);
    let took = served.stop();
    let mut served = ground.serve(None);
    writers.go_on_at(&[served.port]);
    let acknowledged = writers.finish();
    served.kill();
    drop(listening);
    ground.judge(&acknowledged, &[], took)
}

#[test]
fn a_server_that_is_killed_while_fifty_check_in_loses_nothing_and_does_nothing_twice() {
    kill_while_writing(&Ground::on_sqlite(), 4, 0x5eed, None).assert_nothing_lost();
    kill_while_writing(&Ground::on_postgres(), 4, 0x5eed, None).assert_nothing_lost();
}

#[test]
#[ignore = "long; cargo xtask faults"]
fn a_server_that_is_killed_two_hundred_times_loses_nothing_and_does_nothing_twice() {
    for (ground, on) in [(Ground::on_sqlite(), "SQLite"), (Ground::on_postgres(), "PostgreSQL")] {
        let verdict = kill_while_writing(&ground, 200, 0xfa17, None);
        println!("killed 200 times under {WRITERS} writers on {on}: {verdict:?}");
        verdict.assert_nothing_lost();
        assert!(verdict.slowest < READY, "{verdict:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_server_that_is_asked_to_stop_goes_and_loses_nothing() {
    for ground in [Ground::on_sqlite(), Ground::on_postgres()] {
        stop_while_writing(&ground, 200).assert_nothing_lost();
    }
}

#[cfg(unix)]
#[test]
#[ignore = "it measures time; cargo xtask faults"]
fn a_server_that_is_asked_to_stop_goes_within_five_seconds() {
    for (ground, on) in [(Ground::on_sqlite(), "SQLite"), (Ground::on_postgres(), "PostgreSQL")] {
        let verdict = stop_while_writing(&ground, 200);
        println!("stopped under 200 streams and {WRITERS} writers on {on}: {verdict:?}");
        verdict.assert_nothing_lost();
        assert!(verdict.slowest < GONE, "{verdict:?}");
    }
}

#[cfg(feature = "seeded-bugs")]
#[test]
#[ignore = "long; cargo xtask faults"]
fn an_answer_that_is_given_before_the_commit_is_seen() {
    for (ground, on) in [(Ground::on_sqlite(), "SQLite"), (Ground::on_postgres(), "PostgreSQL")] {
        let verdict = kill_while_writing(&ground, 10, 0xbad, Some("answer-before-commit"));
        println!("with answers before commits on {on}: {verdict:?}");
        assert!(verdict.lost > 0, "the harness is blind: {verdict:?}");
    }
}
