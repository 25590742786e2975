//! Benchmark of the numbers of a large organisation: 10,000 objectives, 35,000 key results, nine weeks of check-ins.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use divan::{Bencher, black_box};
use okr::numbers::{Company, Incremental, history};
use okr::{
    Alignment, Ambition, Board, CheckIn, CheckInId, Cycle, CycleId, Event, How, KeyResult, KeyResultId, Measure, Moment, Note,
    Objective, ObjectiveId, Offsets, Parent, PersonId, Phase, Point, Reading, Snapshot, Stage, Standings, Team, TeamId,
};
use uuid::Uuid;

const OBJECTIVES: u64 = 10_000;
/// Seven for every two objectives.
const KEY_RESULTS: u64 = 35_000;
const CHECK_INS: u64 = 9;

fn main() {
    divan::main();
}

/// The full roll-up, on a freshly loaded board.
#[divan::bench]
fn roll_up_of_10_000_objectives(bencher: Bencher) {
    let (board, at) = organisation();
    let board = Board::from(Snapshot::from(&board));
    bencher.bench(|| Standings::of(black_box(&board), at));
}

/// The same on a board built incrementally, which is scattered in memory.
#[divan::bench]
fn scattered_roll_up_of_10_000_objectives(bencher: Bencher) {
    let (board, at) = organisation();
    bencher.bench(|| Standings::of(black_box(&board), at));
}

/// One check-in, and what it changes: a key result, and the objectives above it.
#[divan::bench]
fn roll_up_of_one_check_in(bencher: Bencher) {
    let (board, at) = organisation();
    let board = Board::from(Snapshot::from(&board));
    let incremental = Incremental::of(&board, at);
    let checked_in = AtomicU64::new(0);
    let after_one = || {
        let number = checked_in.fetch_add(7_919, Ordering::Relaxed) % KEY_RESULTS;
        let point = Point { at: at.now, ..point(number, 3, at.now) };
        let check_in = CheckIn { point, note: Note::default() };
        let mut after = board.clone();
        after.apply(&Event::CheckedIn { key_result: key_result_id(number), check_in, before: None });
        (incremental.clone(), after)
    };
    bencher.with_inputs(after_one).bench_refs(|(incremental, after)| incremental.follow(black_box(after), at));
}

/// The other figures of the overview.
#[divan::bench]
fn company_of_10_000_objectives(bencher: Bencher) {
    let (board, at) = organisation();
    let standings = Standings::of(&board, at);
    bencher.bench(|| Company::of(black_box(&board), &standings, CYCLE, at));
}

/// Nine weeks of the objective above all others.
#[divan::bench]
fn history_over_10_000_objectives(bencher: Bencher) {
    let (board, at) = organisation();
    bencher.bench(|| history(black_box(&board), objective_id(0), at));
}

const CYCLE: CycleId = CycleId(Uuid::from_u128(1));
const TEAM: TeamId = TeamId(Uuid::from_u128(1));
const OWNER: PersonId = PersonId(Uuid::from_u128(1));

/// Ids in random order, but the same in every run (`SplitMix64`'s mixing of its counter).
const fn id(kind: u64, number: u64) -> Uuid {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Uuid::from_u64_pair(mixed ^ (mixed >> 31), kind)
}

const fn objective_id(number: u64) -> ObjectiveId {
    ObjectiveId(id(2, number))
}

const fn key_result_id(number: u64) -> KeyResultId {
    KeyResultId(id(3, number))
}

fn organisation() -> (Board, Moment) {
    let first_day = NaiveDate::from_ymd_opt(2026, 10, 1).expect("a day in autumn");
    let began = first_day.and_time(chrono::NaiveTime::MIN).and_utc();
    let mut board = Board::default();
    board.apply(&Event::TeamAdded(Team { id: TEAM, name: "Company".into(), parent: None }));
    board.apply(&Event::CycleOpened(Cycle {
        id: CYCLE,
        name: "2026 Q4".into(),
        first_day,
        last_day: first_day + Days::new(91),
        parent: None,
        phase: Phase::Running,
        phase_since: began,
    }));
    for number in 0..OBJECTIVES {
        board.apply(&Event::ObjectiveCreated(objective(number, began)));
    }
    for number in 0..KEY_RESULTS {
        board.apply(&Event::KeyResultCreated { key_result: key_result(number, began), reason: String::new() });
        for week in 0..CHECK_INS {
            let check_in = CheckIn { point: point(number, week, began), note: Note::default() };
            board.apply(&Event::CheckedIn { key_result: key_result_id(number), check_in, before: None });
        }
    }
    for number in 1..OBJECTIVES {
        let alignment = alignment(number, began);
        board.apply(&Event::Aligned { child: objective_id(number), alignment, index: 0 });
    }
    let now = began + TimeDelta::days(65);
    (board, Moment { now, today: first_day + Days::new(65), week_began: now - TimeDelta::days(3), offsets: Offsets::fixed(0) })
}

fn objective(number: u64, began: DateTime<Utc>) -> Objective {
    Objective {
        id: objective_id(number),
        title: format!("Objective {number}"),
        why: String::new(),
        team: TEAM,
        owner: OWNER,
        cycle: CYCLE,
        pillar: None,
        ambition: if number.is_multiple_of(5) { Ambition::Aspirational } else { Ambition::Committed },
        stage: if number % 50 == 49 { Stage::Draft } else { Stage::Published(began) },
        key_results: Vec::new(),
        parents: Vec::new(),
    }
}

fn key_result(number: u64, began: DateTime<Utc>) -> KeyResult {
    KeyResult {
        id: key_result_id(number),
        objective: objective_id(number % OBJECTIVES),
        title: format!("Key result {number}"),
        owner: Some(OWNER),
        weight: 1.0,
        measure: Measure::Metric { unit: "%".into(), baseline: 0.0, target: 100.0 },
        driven: number.is_multiple_of(20),
        since: began,
        series: Vec::new(),
    }
}

fn point(number: u64, week: u64, began: DateTime<Utc>) -> Point {
    let value = f64::from(u32::try_from((number % 13) * (week + 1)).expect("at most 108"));
    Point {
        check_in: CheckInId(id(4, number * CHECK_INS + week)),
        at: began + TimeDelta::days(7 * i64::try_from(week).expect("at most 8")),
        by: Some(OWNER),
        reading: Reading::Number(value),
        confidence: Some(u8::try_from(number % 11).expect("at most 10")),
        imported: false,
    }
}

/// Six below each; every tenth is aligned to a key result.
fn alignment(number: u64, since: DateTime<Utc>) -> Alignment {
    let parent = (number - 1) / 6;
    let parent = if number.is_multiple_of(10) {
        Parent::KeyResult(key_result_id(parent))
    } else {
        Parent::Objective(objective_id(parent))
    };
    Alignment { parent, how: How::Contributes(1.0), since, by: Some(OWNER) }
}
