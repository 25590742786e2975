//! Shared by tests and benchmarks of the store: a company, a controlled clock, and a temporary folder.

#![allow(dead_code, reason = "each test binary uses its own share of this")]
#![allow(clippy::unwrap_used, reason = "only tests and benches are built with this")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{TimeDelta, Weekday};
use okr::fixtures::{COMPANY, ENGINEERING, EXECUTIVE, LEAD, OWNER, PILLAR, QUARTER, YEAR, day, noon};
use okr::{
    Actor, Ambition, CheckInId, Command, CommandId, Envelope, KeyResultDraft, KeyResultId, Language, Measure, Milestone, Moment,
    Note, ObjectiveDraft, ObjectiveId, Organisation, Person, PersonId, Phase, Pillar, Reading, Roles, Team,
};
use store::{Clock, Ledger, Published};
use tokio::sync::broadcast::Receiver;
use uuid::Uuid;

mod home;

pub(crate) use home::Home;
#[allow(unused_imports, reason = "each test binary uses its own share of this")]
pub(crate) use home::on_both;

/// How many objectives [`founding`] writes; each has four key results, one of each measure.
pub(crate) const OBJECTIVES: u128 = 13;

/// Olga owns every key result, so she may check in on all of them.
pub(crate) const OLGA: Actor = Actor::Person(OWNER);
/// Erin is an executive, who may write anything.
pub(crate) const ERIN: Actor = Actor::Person(EXECUTIVE);

/// Noon of 4 November 2026, advanced by 1.000001 ms at each reading.
#[derive(Default)]
pub(crate) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn moment(&self, _: Option<&Organisation>) -> Moment {
        let at = noon(day(2026, 11, 4));
        Moment { now: at.now + TimeDelta::nanoseconds(1_000_001 * self.0.fetch_add(1, Ordering::Relaxed)), ..at }
    }
}

pub(crate) fn envelope(id: u128, command: Command) -> Envelope {
    Envelope { id: CommandId(Uuid::from_u128(id)), command }
}

pub(crate) fn objective(number: u128) -> ObjectiveId {
    ObjectiveId(Uuid::from_u128(100 + number))
}

/// The key result of an objective: 0 is a metric, 1 a keep, 2 milestones, 3 a done.
pub(crate) fn key_result(objective: u128, kind: u128) -> KeyResultId {
    KeyResultId(Uuid::from_u128(1_000 + 10 * objective + kind))
}

pub(crate) fn check_in(id: u128, key_result: KeyResultId, reading: Reading) -> Command {
    let note = Note { progress: "Steady".into(), obstacle: String::new(), next: "继续".into() };
    Command::CheckIn { id: CheckInId(Uuid::from_u128(id)), key_result, reading, confidence: 7, note }
}

/// A check-in on the metric of the first objective.
pub(crate) fn metric_check_in(id: u128, value: f64) -> Command {
    check_in(id, key_result(0, 0), Reading::Number(value))
}

pub(crate) fn draft_of(number: u128) -> ObjectiveDraft {
    let company = number == 0;
    ObjectiveDraft {
        title: format!("Objective {number}"),
        why: "It matters".into(),
        team: if company { COMPANY } else { ENGINEERING },
        owner: if company { EXECUTIVE } else { OWNER },
        pillar: company.then_some(PILLAR),
        ambition: if number.is_multiple_of(2) { Ambition::Committed } else { Ambition::Aspirational },
    }
}

pub(crate) fn measure(kind: u128) -> Measure {
    let step = |name: &str, weight| Milestone::new(name, weight, Some(day(2026, 11, 1)));
    match kind {
        0 => Measure::Metric { unit: "%".into(), baseline: 0.1, target: 97.3 },
        1 => Measure::Keep { unit: String::new(), lower: Some(1.0 / 3.0), upper: None },
        2 => Measure::milestones(vec![step("Plan", 1.0), step("Build", 2.5)]),
        _ => Measure::Done { due: None },
    }
}

pub(crate) fn reading(kind: u128, value: f64) -> Reading {
    match kind {
        0 | 1 => Reading::Number(value),
        2 => Reading::Steps(okr::Ticks::by_place([value > 0.0, value > 50.0])),
        _ => Reading::Done(value > 50.0),
    }
}

pub(crate) fn key_result_draft(kind: u128) -> KeyResultDraft {
    KeyResultDraft { title: format!("Key result {kind}"), owner: Some(OWNER), weight: 1.5, measure: measure(kind), driven: false }
}

fn person(id: PersonId, name: &str, roles: Roles, leads: BTreeSet<okr::TeamId>) -> Command {
    Command::AddPerson(Person {
        id,
        name: name.into(),
        email: None,
        deactivated: false,
        roles,
        teams: BTreeSet::from([ENGINEERING]),
        leads,
    })
}

/// A company with a team, three people, a year with a running quarter, and published objectives without check-ins.
pub(crate) fn founding() -> Vec<(Actor, Command)> {
    let organisation = Organisation {
        name: "Aurora".into(),
        purpose: "Small firms get paid on time.".into(),
        vision: "再也没有人写催款信。".into(),
        language: Language::Chinese,
        time_zone: "Asia/Shanghai".into(),
        week_begins: Weekday::Mon,
        rhythm_days: 7,
        second_factor_required: false,
    };
    let roles = Roles::default();
    let cycle = |id, name: &str, first_day, parent| Command::OpenCycle {
        id,
        name: name.into(),
        first_day,
        last_day: day(2026, 12, 31),
        parent,
    };
    let mut commands = vec![
        Command::Found { organisation, root: COMPANY },
        Command::AddTeam(Team { id: ENGINEERING, name: "Engineering".into(), parent: Some(COMPANY) }),
        person(EXECUTIVE, "Erin", Roles { executive: true, ..roles }, BTreeSet::new()),
        person(LEAD, "Liam", roles, BTreeSet::from([ENGINEERING])),
        person(OWNER, "Olga", roles, BTreeSet::new()),
        Command::AddPillar(Pillar { id: PILLAR, name: "Trust".into(), owner: Some(EXECUTIVE) }),
        cycle(YEAR, "2026", day(2026, 1, 1), None),
        cycle(QUARTER, "2026 Q4", day(2026, 10, 1), Some(YEAR)),
    ];
    commands.extend([YEAR, QUARTER].map(|cycle| Command::MovePhase { cycle, to: Phase::Running, reason: String::new() }));
    let mut commands: Vec<_> = commands.into_iter().map(|command| (Actor::CommandLine, command)).collect();
    let mut writes = |command| commands.push((Actor::Person(EXECUTIVE), command));
    for number in 0..OBJECTIVES {
        let id = objective(number);
        writes(Command::CreateObjective { id, cycle: QUARTER, draft: draft_of(number) });
        for kind in 0..4 {
            let (id, objective) = (key_result(number, kind), id);
            writes(Command::CreateKeyResult { id, objective, draft: key_result_draft(kind), reason: String::new() });
        }
        writes(Command::Publish { id });
    }
    commands
}

/// The number of commands of [`founding`], which is the journal's length after it.
pub(crate) fn founded() -> u64 {
    founding().len() as u64
}

/// A ledger with the company of [`founding`].
pub(crate) async fn company(home: &Home) -> Ledger {
    let ledger = ledger(home).await;
    found(&ledger).await;
    ledger
}

/// A ledger on existing data.
pub(crate) async fn ledger(home: &Home) -> Ledger {
    Ledger::start(home.open().await, Arc::new(TestClock::default())).await.unwrap()
}

pub(crate) async fn found(ledger: &Ledger) {
    let at = noon(day(2026, 10, 2));
    let commands = founding().into_iter().zip(0..).map(|((actor, command), id)| (actor, envelope(id, command), at));
    ledger.seed(commands.collect()).await.unwrap();
}

/// The sequence numbers of the next received entries.
pub(crate) async fn heard(stream: &mut Receiver<Arc<Published>>) -> Vec<u64> {
    stream.recv().await.unwrap().entries().iter().map(|entry| entry.seq).collect()
}
