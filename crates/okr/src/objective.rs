//! Objectives, key results, alignments and check-ins.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{CheckInId, CycleId, KeyResultId, Measure, Moment, ObjectiveId, PersonId, PillarId, Reading, TeamId};

/// How much of an objective is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ambition {
    /// 1.0 is expected.
    #[default]
    Committed,
    /// 0.7 is a success.
    Aspirational,
}

/// Whether an objective is a draft or published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Visible to all, marked as a draft; never counted, due or stale.
    Draft,
    /// Published at this instant.
    Published(DateTime<Utc>),
}

/// What a team wants to achieve in a cycle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Its id.
    pub id: ObjectiveId,
    /// The goal, as a sentence.
    pub title: String,
    /// Why it matters; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Its team.
    pub team: TeamId,
    /// Its owner.
    pub owner: PersonId,
    /// Its cycle.
    pub cycle: CycleId,
    /// Its pillar; only a company objective has one.
    pub pillar: Option<PillarId>,
    /// How much of it is expected to be reached.
    pub ambition: Ambition,
    /// Draft or published.
    pub stage: Stage,
    /// Its key results in display order.
    pub key_results: Vec<KeyResultId>,
    /// Its parents; the first is the primary parent, which determines its position on the map.
    pub parents: Vec<Alignment>,
}

impl Objective {
    /// Whether it is published.
    pub const fn is_published(&self) -> bool {
        matches!(self.stage, Stage::Published(_))
    }

    /// The edge to `parent`, if there is one.
    pub fn alignment_to(&self, parent: Parent) -> Option<&Alignment> {
        self.parents.iter().find(|alignment| alignment.parent == parent)
    }
}

/// The parent of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parent {
    /// An objective as a whole.
    Objective(ObjectiveId),
    /// One key result of an objective.
    KeyResult(KeyResultId),
}

/// Whether an aligned objective's progress is counted in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Counted, with this weight: finite, 0 to 100. Weight 0 is displayed but not counted.
    Contributes(f64),
    /// Displayed, not counted.
    Supports,
}

/// An alignment of an objective to a parent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// The parent.
    pub parent: Parent,
    /// Whether it is counted there.
    pub how: How,
    /// When it was made.
    pub since: DateTime<Utc>,
    /// Its author; `None` for the command line.
    pub by: Option<PersonId>,
}

/// A measurable result of an objective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyResult {
    /// Its id.
    pub id: KeyResultId,
    /// The objective it belongs to.
    pub objective: ObjectiveId,
    /// The result, as a sentence.
    pub title: String,
    /// Its owner.
    pub owner: Option<PersonId>,
    /// Its weight in its objective: finite, 0 to 100.
    pub weight: f64,
    /// The measure.
    pub measure: Measure,
    /// *Driven by contributions*: the objectives that contribute to it replace its measure.
    pub driven: bool,
    /// The start of its current counting: its objective's publication, or its own creation if that was later.
    pub since: DateTime<Utc>,
    /// Its check-ins in the order of the journal, the newest last; corrected ones have their corrected values. Their
    /// instants may not ascend, because clocks are set back and differ between servers.
    pub series: Vec<Point>,
}

impl KeyResult {
    /// The last check-in, if there was one.
    pub fn last(&self) -> Option<&Point> {
        self.series.last()
    }

    /// The check-ins made by an instant: the newest of that time or before, and all before it in the journal.
    pub fn made_by(&self, until: DateTime<Utc>) -> &[Point] {
        let newest = self.series.iter().rposition(|point| point.at <= until);
        &self.series[..newest.map_or(0, |newest| newest + 1)]
    }

    /// Its check-ins with their days. The days ascend like the journal: if a clock was ahead, the next check-in
    /// limits the days of earlier ones.
    pub fn by_day(&self, at: Moment) -> Vec<(NaiveDate, &Point)> {
        let mut days: Vec<_> = self.series.iter().map(|point| (at.day_of(point.at), point)).collect();
        for index in (1..days.len()).rev() {
            days[index - 1].0 = days[index - 1].0.min(days[index].0);
        }
        days
    }
}

/// A check-in as far as it affects numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The check-in; after a correction the id of the correction.
    pub check_in: CheckInId,
    /// When it was made, by the server's clock; for display, never for ordering. A correction keeps the instant of
    /// what it corrects.
    pub at: DateTime<Utc>,
    /// Its author; `None` for the command line.
    pub by: Option<PersonId>,
    /// The reading.
    pub reading: Reading,
    /// The owner's own statement, 0 to 10; imports may lack it.
    pub confidence: Option<u8>,
    /// Whether it came with an import. It doesn't count as updated this week.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

/// The note of a check-in. Each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What has progressed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub progress: String,
    /// The obstacles.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub obstacle: String,
    /// The next steps.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
}

impl Note {
    /// Whether all parts are empty.
    pub fn is_empty(&self) -> bool {
        self.progress.is_empty() && self.obstacle.is_empty() && self.next.is_empty()
    }
}

/// A check-in in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The values.
    #[serde(flatten)]
    pub point: Point,
    /// The note.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub note: Note,
}
