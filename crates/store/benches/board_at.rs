//! The board of an earlier entry of a journal with 100,000 entries, from the nearest checkpoint and, for comparison,
//! from the whole journal. On a real file.
//!
//! After the table it prints the space that checkpoints take, and how long a ledger needs to make all of them.

#![allow(clippy::unwrap_used, reason = "a bench that can't be set up may stop")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use divan::Bencher;
use okr::fixtures::{QUARTER, day, noon};
use okr::{Board, CheckInId, Command, KeyResultId, ObjectiveId, Parent, Place};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use store::{Ledger, Store};
use support::{ERIN, OLGA, TestClock, check_in, draft_of, envelope, found, founded, key_result_draft, reading};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

const ENTRIES: u64 = 100_000;
/// Each takes seven entries: it is written, aligned and published, with four key results. The rest is check-ins.
const OBJECTIVES: u64 = 4_000;

/// Ids in random order, but the same in every run (`SplitMix64`'s mixing of its counter).
const fn id(kind: u64, number: u64) -> Uuid {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Uuid::from_u64_pair(mixed ^ (mixed >> 31), kind)
}

struct Company {
    runtime: Runtime,
    store: Store,
    folder: TempDir,
    /// How long the ledger needed to make all checkpoints.
    making: Duration,
}

/// Made once for all benchmarks.
static COMPANY: LazyLock<Company> = LazyLock::new(Company::new);

fn commands() -> impl Iterator<Item = (okr::Actor, Command)> {
    let key_results = |number: u64| (0..4).map(move |kind| (kind, KeyResultId(id(2, 4 * number + kind))));
    let writes = (0..OBJECTIVES).flat_map(move |number| {
        let objective = ObjectiveId(id(1, number));
        let create = Command::CreateObjective { id: objective, cycle: QUARTER, draft: draft_of(1) };
        let mut all = vec![create];
        all.extend(key_results(number).map(|(kind, id)| {
            let draft = key_result_draft(u128::from(kind));
            Command::CreateKeyResult { id, objective, draft, reason: String::new() }
        }));
        // A tree in which every objective has up to four below it.
        let parent = if number == 0 { support::objective(0) } else { ObjectiveId(id(1, (number - 1) / 4)) };
        all.push(Command::Align { child: objective, parent: Parent::Objective(parent), how: None, place: Place::Last });
        all.push(Command::Publish { id: objective });
        all.into_iter().map(|command| (ERIN, command))
    });
    let check_ins = (0..).map(move |number: u64| {
        let (objective, kind) = (number % OBJECTIVES, number / OBJECTIVES % 4);
        let key_result = KeyResultId(id(2, 4 * objective + kind));
        let reading = reading(u128::from(kind), number as f64 / 7.0);
        (OLGA, check_in(CheckInId(id(3, number)).0.as_u128(), key_result, reading))
    });
    writes.chain(check_ins)
}

impl Company {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        // In the target folder, because the temporary folder may be in memory.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let location = format!("sqlite:{}", folder.path().join("okr.db").display());
        let (store, making) = runtime.block_on(async {
            let start =
                async || Ledger::start(Store::open(&location).await.unwrap(), Arc::new(TestClock::default())).await.unwrap();
            let ledger = start().await;
            found(&ledger).await;
            let left = usize::try_from(ENTRIES - founded()).unwrap();
            let at = noon(day(2026, 11, 4));
            let all = commands().zip(0..).take(left);
            let asked = all.map(|((actor, command), number)| (actor, envelope(id(4, number).as_u128(), command), at));
            ledger.seed(asked.collect()).await.unwrap();
            assert_eq!(ledger.board().seq, ENTRIES);
            ledger.store().remove_checkpoints().await.unwrap();
            ledger.stop().await;

            let began = Instant::now();
            let ledger = start().await;
            while ledger.store().checkpoints().await.unwrap().last().is_none_or(|last| last + last / 16 <= ENTRIES) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let making = began.elapsed();
            ledger.stop().await;
            (Store::open(&location).await.unwrap(), making)
        });
        Self { runtime, store, folder, making }
    }

    fn board_at(&self, seq: u64) -> Board {
        self.runtime.block_on(self.store.board_at(seq)).unwrap()
    }

    /// The last entry before a checkpoint: those after the checkpoint before it are most.
    fn worst(&self) -> u64 {
        let places = self.runtime.block_on(self.store.checkpoints()).unwrap();
        places.last().unwrap() - 1
    }
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn the_last_entry(bencher: Bencher<'_, '_>) {
    let company = &*COMPANY;
    bencher.bench_local(|| company.board_at(ENTRIES));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn an_entry_just_before_a_checkpoint(bencher: Bencher<'_, '_>) {
    let company = &*COMPANY;
    let seq = company.worst();
    bencher.bench_local(|| company.board_at(seq));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn an_entry_in_the_middle(bencher: Bencher<'_, '_>) {
    let company = &*COMPANY;
    bencher.bench_local(|| company.board_at(ENTRIES / 2));
}

/// The last entry of an instant is looked for, too.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn the_last_entry_by_its_instant(bencher: Bencher<'_, '_>) {
    let company = &*COMPANY;
    let at = noon(day(2026, 11, 4)).now;
    bencher.bench_local(|| company.runtime.block_on(company.store.board_on(at)).unwrap());
}

/// The baseline: the whole journal, read and applied.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_last_entry_without_checkpoints(bencher: Bencher<'_, '_>) {
    let company = &*COMPANY;
    bencher.bench_local(|| {
        let entries = company.runtime.block_on(company.store.entries(0, u32::MAX)).unwrap();
        let mut board = Board::default();
        for entry in &entries {
            board.record(entry);
        }
        board
    });
}

/// The tables, which are only of now.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_last_entry_from_the_tables(bencher: Bencher<'_, '_>) {
    let company = &*COMPANY;
    bencher.bench_local(|| company.runtime.block_on(company.store.load()).unwrap());
}

fn main() {
    divan::main();
    // `cargo test` and `--list` only check whether it would run.
    if std::env::args().any(|argument| argument == "--bench") {
        print_sizes();
    }
}

fn print_sizes() {
    let company = &*COMPANY;
    let file = company.folder.path().join("okr.db");
    let (count, bytes, last): (i64, i64, i64) = company.runtime.block_on(async {
        let mut connection = SqliteConnectOptions::new().filename(&file).read_only(true).connect().await.unwrap();
        let asked = "SELECT COUNT(*), SUM(LENGTH(board)), MAX(LENGTH(board)) FROM checkpoint";
        let row = sqlx::query_as(asked).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        row
    });
    let whole = std::fs::metadata(&file).unwrap().len();
    println!(
        "{ENTRIES} entries: {count} checkpoints of {} KB together, the largest {} KB, in a database of {} KB; made in {:.1} s",
        bytes / 1000,
        last / 1000,
        whole / 1000,
        company.making.as_secs_f64()
    );
}
