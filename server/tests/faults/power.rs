//! A power cut can't be tested; but it can be checked that a change was synced to disk before it was acknowledged.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::ground::Ground;
use crate::post::{self, Answer};
use crate::server::Served;
use crate::writers;

/// The number of acknowledged check-ins, and of those without a sync since the previous one.
#[derive(Debug)]
struct Seen {
    acknowledged: usize,
    unkept: usize,
}

fn may_look() -> bool {
    Command::new("strace").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Sends check-ins one by one, so that each is its own group, to a server whose system calls are traced.
fn watch(check_ins: u128, bug: Option<&str>) -> Seen {
    let ground = Ground::on_sqlite();
    let seen = ground.beside("seen");
    let mut served = Served::watched(&ground.location(), &seen, bug);
    let (key_result, person) = writers::targets(&ground.board)[0];
    for number in 0..check_ins {
        let (_, body) = writers::check_in(number, key_result);
        assert!(matches!(post::post(served.port, &body, person), Answer::Receipt(_)), "it was not taken");
    }
    served.stop();
    read(&seen)
}

/// Parses strace's output, in the order in which calls ended.
fn read(seen: &Path) -> Seen {
    let mut asked = Seen { acknowledged: 0, unkept: 0 };
    let mut kept = false;
    for line in fs::read_to_string(seen).unwrap().lines() {
        // An interrupted call is on two lines: `unfinished` and `resumed`.
        if line.contains("sync") && line.ends_with("= 0") {
            kept = true;
        } else if line.contains("HTTP/1.1 200 OK") && line.contains(r#"\"seq\""#) {
            asked.acknowledged += 1;
            asked.unkept += usize::from(!std::mem::take(&mut kept));
        }
    }
    asked
}

#[test]
#[ignore = "long; cargo xtask faults"]
fn the_disk_is_asked_to_keep_a_change_before_it_is_acknowledged() {
    if !may_look() {
        println!("strace isn't installed, and whether the disk is asked was not looked at.");
        return;
    }
    let asked = watch(200, None);
    println!("watched for fsync: {asked:?}");
    assert_eq!((asked.acknowledged, asked.unkept), (200, 0));
}

#[cfg(feature = "seeded-bugs")]
#[test]
#[ignore = "long; cargo xtask faults"]
fn a_disk_that_is_not_asked_is_seen() {
    if !may_look() {
        println!("strace isn't installed, and whether the disk is asked was not looked at.");
        return;
    }
    let asked = watch(200, Some("synchronous-normal"));
    println!("watched for fsync, with synchronous = NORMAL: {asked:?}");
    assert!(asked.unkept > 0, "the harness is blind: {asked:?}");
}
