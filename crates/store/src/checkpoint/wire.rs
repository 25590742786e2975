//! The parts of a board as they are encoded: without names, with instants in microseconds, as exact as the tables.
//!
//! The domain's own types are written for JSON, where absent fields have a meaning; the encoding of a checkpoint has
//! none. Types are taken apart without `..`, so that the compiler names this file when one of them gets a field.

use chrono::{DateTime, NaiveDate, Utc};
use okr::{
    Alignment, Ambition, CheckInId, CycleId, KeyResult, KeyResultId, Measure, Milestone, MilestoneId, Objective, ObjectiveId,
    PersonId, PillarId, Point, Reading, Stage, TeamId,
};
use serde::{Deserialize, Serialize};

/// An instant that is outside of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} µs is no instant")]
pub(super) struct NoInstant(i64);

fn instant(micros: i64) -> Result<DateTime<Utc>, NoInstant> {
    DateTime::from_timestamp_micros(micros).ok_or(NoInstant(micros))
}

/// An objective.
#[derive(Serialize, Deserialize)]
pub(super) struct WireObjective {
    id: ObjectiveId,
    title: String,
    why: String,
    team: TeamId,
    owner: PersonId,
    cycle: CycleId,
    pillar: Option<PillarId>,
    ambition: Ambition,
    published_at: Option<i64>,
    key_results: Vec<KeyResultId>,
    parents: Vec<Alignment>,
}

impl From<&Objective> for WireObjective {
    fn from(objective: &Objective) -> Self {
        let Objective { id, title, why, team, owner, cycle, pillar, ambition, stage, key_results, parents } = objective.clone();
        let published_at = match stage {
            Stage::Draft => None,
            Stage::Published(at) => Some(at.timestamp_micros()),
        };
        Self { id, title, why, team, owner, cycle, pillar, ambition, published_at, key_results, parents }
    }
}

impl TryFrom<WireObjective> for Objective {
    type Error = NoInstant;

    fn try_from(wire: WireObjective) -> Result<Self, NoInstant> {
        let WireObjective { id, title, why, team, owner, cycle, pillar, ambition, published_at, key_results, parents } = wire;
        let stage = published_at.map_or(Ok(Stage::Draft), |at| instant(at).map(Stage::Published))?;
        Ok(Self { id, title, why, team, owner, cycle, pillar, ambition, stage, key_results, parents })
    }
}

/// A key result with its check-ins.
#[derive(Serialize, Deserialize)]
pub(super) struct WireKeyResult {
    id: KeyResultId,
    objective: ObjectiveId,
    title: String,
    owner: Option<PersonId>,
    weight: f64,
    measure: WireMeasure,
    driven: bool,
    since: i64,
    series: Vec<WirePoint>,
}

impl From<&KeyResult> for WireKeyResult {
    fn from(key_result: &KeyResult) -> Self {
        let KeyResult { id, objective, title, owner, weight, measure, driven, since, series } = key_result;
        Self {
            id: *id,
            objective: *objective,
            title: title.clone(),
            owner: *owner,
            weight: *weight,
            measure: measure.into(),
            driven: *driven,
            since: since.timestamp_micros(),
            series: series.iter().map(WirePoint::from).collect(),
        }
    }
}

impl TryFrom<WireKeyResult> for KeyResult {
    type Error = NoInstant;

    fn try_from(wire: WireKeyResult) -> Result<Self, NoInstant> {
        let WireKeyResult { id, objective, title, owner, weight, measure, driven, since, series } = wire;
        let series = series.into_iter().map(Point::try_from).collect::<Result<_, _>>()?;
        Ok(Self { id, objective, title, owner, weight, measure: measure.into(), driven, since: instant(since)?, series })
    }
}

#[derive(Serialize, Deserialize)]
enum WireMeasure {
    Metric { unit: String, baseline: f64, target: f64 },
    Keep { unit: String, lower: Option<f64>, upper: Option<f64> },
    Milestones { steps: Vec<Milestone> },
    Done { due: Option<NaiveDate> },
}

impl From<&Measure> for WireMeasure {
    fn from(measure: &Measure) -> Self {
        match measure.clone() {
            Measure::Metric { unit, baseline, target } => Self::Metric { unit, baseline, target },
            Measure::Keep { unit, lower, upper } => Self::Keep { unit, lower, upper },
            Measure::Milestones { steps } => Self::Milestones { steps },
            Measure::Done { due } => Self::Done { due },
        }
    }
}

impl From<WireMeasure> for Measure {
    fn from(wire: WireMeasure) -> Self {
        match wire {
            WireMeasure::Metric { unit, baseline, target } => Self::Metric { unit, baseline, target },
            WireMeasure::Keep { unit, lower, upper } => Self::Keep { unit, lower, upper },
            WireMeasure::Milestones { steps } => Self::Milestones { steps },
            WireMeasure::Done { due } => Self::Done { due },
        }
    }
}

#[derive(Serialize, Deserialize)]
struct WirePoint {
    check_in: CheckInId,
    at: i64,
    by: Option<PersonId>,
    reading: WireReading,
    confidence: Option<u8>,
    imported: bool,
}

impl From<&Point> for WirePoint {
    fn from(point: &Point) -> Self {
        let Point { check_in, at, by, reading, confidence, imported } = point;
        let (check_in, by, confidence, imported) = (*check_in, *by, *confidence, *imported);
        Self { check_in, at: at.timestamp_micros(), by, reading: reading.into(), confidence, imported }
    }
}

impl TryFrom<WirePoint> for Point {
    type Error = NoInstant;

    fn try_from(wire: WirePoint) -> Result<Self, NoInstant> {
        let WirePoint { check_in, at, by, reading, confidence, imported } = wire;
        Ok(Self { check_in, at: instant(at)?, by, reading: reading.into(), confidence, imported })
    }
}

#[derive(Serialize, Deserialize)]
enum WireReading {
    Number(f64),
    Steps(Vec<(MilestoneId, bool)>),
    Done(bool),
}

impl From<&Reading> for WireReading {
    fn from(reading: &Reading) -> Self {
        match reading {
            Reading::Number(number) => Self::Number(*number),
            Reading::Steps(ticks) => Self::Steps(ticks.iter().collect()),
            Reading::Done(done) => Self::Done(*done),
        }
    }
}

impl From<WireReading> for Reading {
    fn from(wire: WireReading) -> Self {
        match wire {
            WireReading::Number(number) => Self::Number(number),
            WireReading::Steps(ticks) => Self::Steps(ticks.into_iter().collect()),
            WireReading::Done(done) => Self::Done(done),
        }
    }
}
