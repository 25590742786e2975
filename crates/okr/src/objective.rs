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

/// Whether an objective counts yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Visible to all, marked as a draft; never counted, due or stale.
    Draft,
    /// Published at this instant.
    Published(DateTime<Utc>),
}

/// What a team wants to reach in a cycle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Its id.
    pub id: ObjectiveId,
    /// What is to be true at the end.
    pub title: String,
    /// Why it matters; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The team it belongs to.
    pub team: TeamId,
    /// Who answers for it.
    pub owner: PersonId,
    /// The cycle it is set for.
    pub cycle: CycleId,
    /// The pillar it serves; only a company objective has one.
    pub pillar: Option<PillarId>,
    /// How much of it is expected.
    pub ambition: Ambition,
    /// Draft or published.
    pub stage: Stage,
    /// Its key results in the order in which they are shown.
    pub key_results: Vec<KeyResultId>,
    /// What it is aligned to; the first is its primary parent, which places it on the map.
    pub parents: Vec<Alignment>,
}

impl Objective {
    /// Whether it counts.
    pub const fn is_published(&self) -> bool {
        matches!(self.stage, Stage::Published(_))
    }

    /// The edge to `parent`, if there is one.
    pub fn alignment_to(&self, parent: Parent) -> Option<&Alignment> {
        self.parents.iter().find(|alignment| alignment.parent == parent)
    }
}

/// What an objective is aligned to.
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
    /// Counted, with this weight: finite, 0 to 100. Weight 0 is shown and not counted.
    Contributes(f64),
    /// Shown, not counted.
    Supports,
}

/// An edge from an objective to what it is aligned to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// What it is aligned to.
    pub parent: Parent,
    /// Whether it is counted there.
    pub how: How,
    /// When it was made.
    pub since: DateTime<Utc>,
    /// Who made it; `None` on the command line.
    pub by: Option<PersonId>,
}

/// A result by which an objective is known to be reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyResult {
    /// Its id.
    pub id: KeyResultId,
    /// The objective it belongs to.
    pub objective: ObjectiveId,
    /// What is to be true at the end.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// Its weight in its objective: finite, 0 to 100.
    pub weight: f64,
    /// What it is measured by.
    pub measure: Measure,
    /// *Driven by contributions*: the objectives that contribute to it replace its measure.
    pub driven: bool,
    /// When it was last counted anew: publication of its objective, or its own creation if that was later.
    pub since: DateTime<Utc>,
    /// Its check-ins in the order of the journal, the newest last; a corrected one stands here as corrected. Their instants need not
    /// ascend: clocks are set back, and those of two servers differ.
    pub series: Vec<Point>,
}

impl KeyResult {
    /// The last check-in, if there was one.
    pub fn last(&self) -> Option<&Point> {
        self.series.last()
    }

    /// The check-ins that had been made by an instant: the newest of that time or before, and all that it followed.
    pub fn made_by(&self, until: DateTime<Utc>) -> &[Point] {
        let newest = self.series.iter().rposition(|point| point.at <= until);
        &self.series[..newest.map_or(0, |newest| newest + 1)]
    }

    /// Its check-ins, each with the day that it belongs to. The days ascend, as the journal does: where a clock was ahead, that of the
    /// check-in which followed bounds the ones before it.
    pub fn by_day(&self, at: Moment) -> Vec<(NaiveDate, &Point)> {
        let mut days: Vec<_> = self.series.iter().map(|point| (at.day_of(point.at), point)).collect();
        for index in (1..days.len()).rev() {
            days[index - 1].0 = days[index - 1].0.min(days[index].0);
        }
        days
    }
}

/// One check-in as far as numbers need it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The check-in; after a correction the id of the correction.
    pub check_in: CheckInId,
    /// When it was made, by the clock of the server that took it; to be shown, and never what order follows from. A correction keeps the instant of what it corrects.
    pub at: DateTime<Utc>,
    /// Who made it; `None` on the command line.
    pub by: Option<PersonId>,
    /// What was read.
    pub reading: Reading,
    /// The owner's own word, 0 to 10; an import may lack it.
    pub confidence: Option<u8>,
    /// Whether it came with an import. It doesn't count as updated this week.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

/// What goes with a check-in in words. Each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What moved.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub progress: String,
    /// What is in the way.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub obstacle: String,
    /// What is next.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
}

impl Note {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.progress.is_empty() && self.obstacle.is_empty() && self.next.is_empty()
    }
}

/// A check-in in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The numbers.
    #[serde(flatten)]
    pub point: Point,
    /// The words.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub note: Note,
}
