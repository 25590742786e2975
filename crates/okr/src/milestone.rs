//! Named steps, and which of them are done. A tick belongs to a step's id, not to its place: steps are inserted, moved, renamed and removed
//! without turning another one done.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::MilestoneId;

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// Its id; unique within its key result. One that was written before steps had ids has [`MilestoneId::of_place`].
    #[serde(default = "not_given")]
    pub id: MilestoneId,
    /// What is reached.
    pub name: String,
    /// Its share of the whole, 0 to 100.
    pub weight: f64,
    /// The day it is to be reached by.
    pub due: Option<NaiveDate>,
}

impl MilestoneId {
    /// The id of a step that has none of its own: of one written before steps had ids, and of one in a table. It follows from the place
    /// among the steps of its key result, from 0, so that old journals, tables and readings all speak of the same step.
    pub const fn of_place(place: usize) -> Self {
        // Not 0, which stands for "not given".
        Self(Uuid::from_u128(place as u128 + 1))
    }
}

const fn not_given() -> MilestoneId {
    MilestoneId(Uuid::nil())
}

impl Milestone {
    /// A step without an id: [`Measure::milestones`](crate::Measure::milestones) gives it the one of its place.
    pub fn new(name: impl Into<String>, weight: f64, due: Option<NaiveDate>) -> Self {
        Self { id: not_given(), name: name.into(), weight, due }
    }
}

/// Gives each step that has none the id of its place.
pub(crate) fn with_ids(mut steps: Vec<Milestone>) -> Vec<Milestone> {
    for (place, step) in steps.iter_mut().enumerate().filter(|(_, step)| step.id == not_given()) {
        step.id = MilestoneId::of_place(place);
    }
    steps
}

/// Reads steps; those that were written without an id get the one of their place.
pub(crate) fn read_with_ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Milestone>, D::Error> {
    Vec::deserialize(deserializer).map(with_ids)
}

/// For each step that was there when it was read off, whether it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Ticks(BTreeMap<MilestoneId, bool>);

impl Ticks {
    /// Of steps, those done for which `done` says so.
    pub fn of(steps: &[Milestone], done: impl Fn(&Milestone) -> bool) -> Self {
        steps.iter().map(|step| (step.id, done(step))).collect()
    }

    /// Of steps that are known by their place only.
    pub fn by_place(done: impl IntoIterator<Item = bool>) -> Self {
        done.into_iter().enumerate().map(|(place, done)| (MilestoneId::of_place(place), done)).collect()
    }

    /// Whether a step is done. One that wasn't there yet isn't.
    pub fn is_done(&self, step: MilestoneId) -> bool {
        self.0.get(&step).copied().unwrap_or(false)
    }

    /// Each step, in the order of ids, and whether it is done.
    pub fn iter(&self) -> impl Iterator<Item = (MilestoneId, bool)> + '_ {
        self.0.iter().map(|(id, done)| (*id, *done))
    }

    /// How many steps are done.
    pub fn done(&self) -> usize {
        self.0.values().filter(|done| **done).count()
    }

    /// How many steps there were.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ticks a step, or takes its tick away.
    pub fn tick(&mut self, step: MilestoneId, done: bool) {
        self.0.insert(step, done);
    }
}

impl FromIterator<(MilestoneId, bool)> for Ticks {
    fn from_iter<T: IntoIterator<Item = (MilestoneId, bool)>>(ticks: T) -> Self {
        Self(ticks.into_iter().collect())
    }
}

/// Reads `{"id": true}`, and `[true, false]` as it was written before steps had ids.
impl<'de> Deserialize<'de> for Ticks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Ticks;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("whether each step is done, by id or by place")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ticks, A::Error> {
                let mut ticks = Ticks::default();
                while let Some((id, done)) = map.next_entry()? {
                    ticks.tick(id, done);
                }
                Ok(ticks)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut places: A) -> Result<Ticks, A::Error> {
                let mut ticks = Ticks::default();
                while let Some(done) = places.next_element()? {
                    ticks.tick(MilestoneId::of_place(ticks.len()), done);
                }
                Ok(ticks)
            }
        }
        deserializer.deserialize_any(Written)
    }
}
