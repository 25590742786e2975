//! Every number of the product: progress, expected progress, pace, confidence, health. Formulas as in the product's own definition,
//! computed in `f64`, folded in the order of ids, compared with a tolerance of [`TOLERANCE`].

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{KeyResultId, ObjectiveId};

/// Two numbers closer than this are the same for a threshold.
pub const TOLERANCE: f64 = 1e-9;

/// Progress against expectation: the gap `E − P`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Up to 0.15.
    OnPace,
    /// Up to 0.30.
    Slipping,
    /// Beyond that.
    Behind,
}

/// The band of a confidence from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// 8–10; the button saves 9.
    OnTrack,
    /// 4–7; the button saves 6.
    AtRisk,
    /// 0–3; the button saves 2.
    OffTrack,
}

/// How something stands. Ordered from best to worst, with no data before all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Nothing is known.
    #[default]
    NoData,
    /// ●
    OnTrack,
    /// ◌ Nobody has said anything for one and a half rhythms.
    Stale,
    /// ▲
    AtRisk,
    /// ■
    OffTrack,
}

/// What made the health what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Nothing is judged: no data, or a draft.
    #[default]
    Nothing,
    /// The pace was the worse of the two.
    Pace,
    /// The confidence was.
    Confidence,
    /// Both say the same.
    Both,
    /// Nobody has checked in.
    Silence,
}

/// How an objective or a key result stands at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Progress; of a key result raw, so possibly outside 0..1; `None` is *no data*.
    pub progress: Option<f64>,
    /// Expected progress, 0..1: where the plumb mark hangs. `None` where there is no progress to compare with.
    pub expected: Option<f64>,
    /// Progress against expectation; not judged in the first tenth of a cycle.
    pub pace: Option<Pace>,
    /// Confidence from 0 to 10; of an objective the weighted mean of its key results', not yet rounded.
    pub confidence: Option<f64>,
    /// The worse of pace and confidence, or stale.
    pub health: Health,
    /// Which it was.
    pub cause: Cause,
    /// The worst health below it, along both kinds of edges. `NoData` if there is nothing below.
    pub worst_below: Health,
    /// Of the key results that it counts (directly): how many there are …
    pub key_results: u32,
    /// … and how many of those have been reported on at least once.
    pub reported: u32,
    /// The last check-in on it, or on one of its key results.
    pub last: Option<DateTime<Utc>>,
}

/// How everything stands at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standings {
    /// Every objective, drafts too.
    pub objectives: std::collections::BTreeMap<ObjectiveId, Standing>,
    /// Every key result.
    pub key_results: std::collections::BTreeMap<KeyResultId, Standing>,
}
