//! Organisations that releases have stored. `releases/schema-N.db` was written by the last release with schema N, as the
//! demo with `--objectives 12 --seed 7`, and never changes; `schema-N.txt` has the numbers that it showed. Every later
//! version opens, examines, backs up and restores each, and shows the same numbers.
//!
//! A release with a new schema adds its own: the file, and with `GOLDEN=1` the numbers.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{TimeDelta, Timelike as _};
use okr::{Board, Moment, Offsets, Standings};
use store::{Inspection, Store, restore};
use tempfile::TempDir;

/// The largest file that the repository keeps, in bytes.
const LARGEST: u64 = 500_000;

fn releases() -> Vec<PathBuf> {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/releases")).unwrap();
    let mut all: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
    all.sort();
    assert!(!all.is_empty());
    all
}

/// A moment after everything that is on the board, the same on every run.
fn moment(board: &Board) -> Moment {
    let reported = board.key_results.values().flat_map(|key_result| key_result.series.iter().map(|point| point.at));
    let now = reported.max().unwrap().with_nanosecond(0).unwrap() + TimeDelta::hours(1);
    Moment { now, today: now.date_naive(), week_began: now - TimeDelta::days(3), offsets: Offsets::fixed(0) }
}

/// The numbers of an organisation, a line for each thing.
fn numbers(board: &Board) -> String {
    let standings = Standings::of(board, moment(board));
    let mut lines = format!("entry {}\n", board.seq);
    let percent = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), |value| format!("{value:.9}"));
    for (id, standing) in standings.objectives() {
        let (progress, expected, health) = (percent(standing.progress), percent(standing.expected), standing.health);
        writeln!(lines, "objective {id} {progress} {expected} {health:?}").unwrap();
    }
    for (id, standing) in standings.key_results() {
        let (progress, expected, health) = (percent(standing.progress), percent(standing.expected), standing.health);
        writeln!(lines, "key result {id} {progress} {expected} {health:?}").unwrap();
    }
    lines
}

/// Opens a database, which brings it up to date. Returns its numbers, after it was found sound.
async fn opened(database: &Path) -> String {
    let store = Store::open(database.to_str().unwrap()).await.unwrap();
    let board = store.load().await.unwrap();
    assert_eq!(store.board_at(board.seq).await.unwrap(), board, "the journal leads to what the tables hold");
    store.close().await;
    let findings = Inspection::open(database.to_str().unwrap()).await.unwrap().examine().await.unwrap();
    assert!(findings.is_healthy() && !findings.older, "{findings:?}");
    numbers(&board)
}

#[tokio::test]
async fn what_every_release_has_stored_is_opened_backed_up_and_restored_with_the_same_numbers() {
    for release in releases() {
        assert!(release.metadata().unwrap().len() <= LARGEST, "{}", release.display());
        let written = release.with_extension("txt");
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::copy(&release, at("old.db")).unwrap();

        let mut inspection = Inspection::open(at("old.db").to_str().unwrap()).await.unwrap();
        let findings = inspection.examine().await.unwrap();
        assert!(findings.is_healthy(), "{findings:?}");
        let schema = format!("schema-{}", findings.schema);
        assert_eq!(release.file_stem().unwrap().to_str(), Some(schema.as_str()));
        inspection.back_up(&at("backup.db")).await.unwrap();

        let now = opened(&at("old.db")).await;
        if std::env::var_os("GOLDEN").is_some() && !written.exists() {
            std::fs::write(&written, &now).unwrap();
        }
        assert_eq!(now, std::fs::read_to_string(&written).unwrap(), "{}", release.display());

        restore(&at("backup.db"), at("restored.db").to_str().unwrap()).await.unwrap();
        assert_eq!(opened(&at("restored.db")).await, now);
    }
}
