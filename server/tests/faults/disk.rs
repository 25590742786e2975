//! A full disk.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use okr::PersonId;
use tempfile::TempDir;

use crate::ground::{Ground, Verdict};
use crate::post::{self, Answer};
use crate::{server, writers};

/// A generous timeout.
const PATIENCE: Duration = Duration::from_mins(1);
/// How soon a check-in is accepted after space was freed.
const RECOVERED: Duration = Duration::from_secs(5);

/// A tmpfs, unmounted after the test.
struct Disk(TempDir);

/// Whether this user may mount file systems.
fn may_mount() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n")
}

impl Disk {
    fn of_megabytes(size: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let size = format!("size={size}m");
        assert!(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).status().unwrap().success());
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Makes it read-only.
    fn seal(&self) {
        assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(self.path()).status().unwrap().success());
    }

    /// Fills the remaining space until the ballast is dropped.
    fn fill(&self) -> Ballast {
        let path = self.path().join("ballast");
        let mut file = File::create(&path).unwrap();
        for chunk in [1 << 20, 4096] {
            while file.write_all(&vec![0; chunk]).is_ok() {}
        }
        Ballast(path)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

/// The file that fills the disk.
struct Ballast(PathBuf);

impl Drop for Ballast {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Waits until a server reports that it is ready, or that it isn't because the disk is full.
fn becomes_ready(port: u16, person: PersonId, ready: bool) {
    let began = Instant::now();
    loop {
        let said = post::page(port, "/readyz", person);
        if said.starts_with("HTTP/1.1 200") == ready {
            return assert!(ready || said.contains("the disk is full"), "{said}");
        }
        assert!(began.elapsed() < PATIENCE, "{said}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Fills and frees the disk under a server repeatedly. `slowest` is the longest time until it could write again.
fn fill_the_disk(times: usize) -> Verdict {
    let disk = Disk::of_megabytes(32);
    let ground = Ground::in_folder(TempDir::new_in(disk.path()).unwrap());
    let mut served = ground.serve(None);
    let (key_result, person) = writers::targets(&ground.board)[0];
    let (mut number, mut acknowledged, mut slowest) = (0, Vec::new(), Duration::ZERO);
    // One more check-in; returns whether it was acknowledged.
    let mut check_in = |acknowledged: &mut Vec<_>| {
        number += 1;
        let (id, body) = writers::check_in(number, key_result);
        match post::post(served.port, &body, person) {
            Answer::Receipt(seq) => acknowledged.push((id, seq)),
            Answer::NotNow(507) => return false,
            other => panic!("a full disk is told as such, and not as {other:?}"),
        }
        true
    };
    for _ in 0..times {
        assert!(check_in(&mut acknowledged), "there is room");
        let ballast = disk.fill();
        // Space that the database reserved earlier may still be written.
        let before = acknowledged.len();
        while check_in(&mut acknowledged) {
            assert!(acknowledged.len() - before < 100_000, "the disk never ran full");
        }
        assert_eq!(post::read(served.port, "/", person), 200, "reading goes on");
        becomes_ready(served.port, person, false);
        drop(ballast);
        let began = Instant::now();
        while !check_in(&mut acknowledged) {
            assert!(began.elapsed() < RECOVERED, "it doesn't recover");
        }
        slowest = slowest.max(began.elapsed());
        becomes_ready(served.port, person, true);
    }
    served.stop();
    ground.judge(&acknowledged, &[], slowest)
}

#[test]
#[ignore = "long, and for root, who may mount a small disk; cargo xtask faults"]
fn a_disk_that_runs_full_twenty_times_loses_nothing_and_writing_goes_on_by_itself() {
    if !may_mount() {
        println!("Not root: a small disk can't be mounted, and this fault was left out.");
        return;
    }
    let verdict = fill_the_disk(20);
    println!("the disk ran full 20 times: {verdict:?}");
    verdict.assert_nothing_lost();
}

#[test]
#[ignore = "for root, who may mount a small disk; cargo xtask faults"]
fn whoever_signs_out_on_a_full_disk_is_out_and_is_told_what_happened() {
    if !may_mount() {
        println!("Not root: a small disk can't be mounted, and this fault was left out.");
        return;
    }
    let disk = Disk::of_megabytes(32);
    let ground = Ground::in_folder(TempDir::new_in(disk.path()).unwrap());
    let served = ground.serve(None);
    let (key_result, person) = writers::targets(&ground.board)[0];
    let other = ground.board.people.keys().copied().find(|id| *id != person).unwrap();
    // Both have signed in before the disk is full.
    assert_eq!(post::read(served.port, "/api/board", other), 200);
    assert_eq!(post::read(served.port, "/api/board", person), 200);
    let ballast = disk.fill();
    let mut number = 0;
    while let Answer::Receipt(_) = post::post(served.port, &writers::check_in(number, key_result).1, person) {
        number += 1;
    }
    let (key, said) = post::signs_out(served.port, other);
    assert!(said.contains("signed out in this browser") && said.contains("Max-Age=0"), "{said}");
    let is_out = |port| post::page_with(port, "/api/board", &key).starts_with("HTTP/1.1 401");
    assert!(is_out(served.port));
    drop(ballast);
    becomes_ready(served.port, person, true);
}

#[test]
#[ignore = "for root, who may mount a small disk; cargo xtask faults"]
fn a_disk_that_can_only_be_read_is_refused_at_the_start_with_a_sentence() {
    if !may_mount() {
        println!("Not root: a small disk can't be mounted, and this fault was left out.");
        return;
    }
    let disk = Disk::of_megabytes(32);
    let ground = Ground::in_folder(TempDir::new_in(disk.path()).unwrap());
    disk.seal();
    let said = server::refused(&ground.location());
    assert!(said.contains("read-only") && said.contains("right to write"), "{said}");
}
