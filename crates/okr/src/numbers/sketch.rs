//! Concise boards for tests of numbers: a cycle whose days are hundredths.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    Alignment, Ambition, Board, CheckIn, CheckInId, Cycle, CycleId, Event, How, KeyResult, KeyResultId, Measure, Moment, Note,
    Objective, ObjectiveId, Offsets, Parent, PersonId, Phase, Point, Reading, Stage, Standing, Standings, Team, TeamId,
};

pub(crate) const COMPANY: TeamId = TeamId(Uuid::from_u128(1));
pub(crate) const TEAM: TeamId = TeamId(Uuid::from_u128(2));
pub(crate) const OWNER: PersonId = PersonId(Uuid::from_u128(3));
pub(crate) const CYCLE: CycleId = CycleId(Uuid::from_u128(4));

/// The first day of [`CYCLE`]. Its last day is day 100.
pub(crate) fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
}

/// Midnight, at the beginning of a day.
pub(crate) fn midnight(number: u64) -> DateTime<Utc> {
    day(number).and_time(chrono::NaiveTime::MIN).and_utc()
}

pub(crate) const fn objective(number: u128) -> ObjectiveId {
    ObjectiveId(Uuid::from_u128(number))
}

pub(crate) const fn key_result(number: u128) -> KeyResultId {
    KeyResultId(Uuid::from_u128(number))
}

pub(crate) fn metric(baseline: f64, target: f64) -> Measure {
    Measure::Metric { unit: String::new(), baseline, target }
}

/// A metric whose value is its own progress.
pub(crate) fn share() -> Measure {
    metric(0.0, 1.0)
}

pub(crate) struct Sketch {
    pub(crate) board: Board,
    check_ins: u128,
}

impl Sketch {
    /// A company with one team below it, and a running cycle.
    pub(crate) fn new() -> Self {
        let mut board = Board::default();
        board.apply(&Event::TeamAdded(Team { id: COMPANY, name: "Company".into(), parent: None }));
        board.apply(&Event::TeamAdded(Team { id: TEAM, name: "Team".into(), parent: Some(COMPANY) }));
        let mut sketch = Self { board, check_ins: 0 };
        sketch.cycle(CYCLE, 0, 100, Phase::Running);
        sketch
    }

    pub(crate) fn cycle(&mut self, id: CycleId, first: u64, last: u64, phase: Phase) {
        let (first_day, last_day) = (day(first), day(last));
        let cycle = Cycle { id, name: id.to_string(), first_day, last_day, parent: None, phase, phase_since: midnight(first) };
        self.board.apply(&Event::CycleOpened(cycle));
    }

    /// A company objective with that number, published on the first day.
    pub(crate) fn objective(&mut self, number: u128) -> ObjectiveId {
        self.objective_with(number, |_| {})
    }

    pub(crate) fn draft(&mut self, number: u128) -> ObjectiveId {
        self.objective_with(number, |objective| objective.stage = Stage::Draft)
    }

    pub(crate) fn objective_with(&mut self, number: u128, change: impl FnOnce(&mut Objective)) -> ObjectiveId {
        let mut made = Objective {
            id: objective(number),
            title: format!("O{number}"),
            why: String::new(),
            team: COMPANY,
            owner: OWNER,
            cycle: CYCLE,
            pillar: None,
            ambition: Ambition::Committed,
            stage: Stage::Published(midnight(0)),
            key_results: Vec::new(),
            parents: Vec::new(),
        };
        change(&mut made);
        self.board.apply(&Event::ObjectiveCreated(made));
        objective(number)
    }

    /// A key result with that number and weight.
    pub(crate) fn key_result(&mut self, of: ObjectiveId, number: u128, weight: f64, measure: Measure) -> KeyResultId {
        self.key_result_with(of, number, |made| {
            made.weight = weight;
            made.measure = measure;
        })
    }

    /// A key result driven by contributions.
    pub(crate) fn driven(&mut self, of: ObjectiveId, number: u128) -> KeyResultId {
        self.key_result_with(of, number, |made| made.driven = true)
    }

    pub(crate) fn key_result_with(&mut self, of: ObjectiveId, number: u128, change: impl FnOnce(&mut KeyResult)) -> KeyResultId {
        let mut made = KeyResult {
            id: key_result(number),
            objective: of,
            title: format!("K{number}"),
            owner: None,
            weight: 1.0,
            measure: share(),
            driven: false,
            since: midnight(0),
            series: Vec::new(),
        };
        change(&mut made);
        self.board.apply(&Event::KeyResultCreated { key_result: made, reason: String::new() });
        key_result(number)
    }

    /// A check-in at midnight.
    pub(crate) fn reads(&mut self, key_result: KeyResultId, on: u64, reading: Reading, confidence: impl Into<Option<u8>>) {
        self.check_ins += 1;
        let point = Point {
            check_in: CheckInId(Uuid::from_u128(self.check_ins)),
            at: midnight(on),
            by: Some(OWNER),
            reading,
            confidence: confidence.into(),
            imported: false,
        };
        self.point(key_result, point);
    }

    pub(crate) fn point(&mut self, key_result: KeyResultId, point: Point) {
        let check_in = CheckIn { point, note: Note::default() };
        self.board.apply(&Event::CheckedIn { key_result, check_in, before: None });
    }

    pub(crate) fn aligns(&mut self, child: ObjectiveId, parent: impl Into<Place>, how: How) {
        let alignment = Alignment { parent: parent.into().0, how, since: midnight(0), by: None };
        let index = self.board.objectives[&child].parents.len();
        self.board.apply(&Event::Aligned { child, alignment, index });
    }

    /// The standings at the first second of a day.
    pub(crate) fn standings(&self, on: u64) -> Standings {
        Standings::of(&self.board, moment(on))
    }

    /// The standing of one objective.
    pub(crate) fn stands(&self, id: ObjectiveId, on: u64) -> Standing {
        self.standings(on).objective(id)
    }
}

/// The first second of a day. The week began two days before.
pub(crate) fn moment(on: u64) -> Moment {
    let now = midnight(on) + TimeDelta::seconds(1);
    Moment { now, today: day(on), week_began: now - TimeDelta::days(2), offsets: Offsets::fixed(0) }
}

/// A possible parent.
pub(crate) struct Place(Parent);

impl From<ObjectiveId> for Place {
    fn from(id: ObjectiveId) -> Self {
        Self(Parent::Objective(id))
    }
}

impl From<KeyResultId> for Place {
    fn from(id: KeyResultId) -> Self {
        Self(Parent::KeyResult(id))
    }
}
