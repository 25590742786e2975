//! Steps of milestones, and which of them are done. Ticks belong to step ids, not positions: steps can be inserted,
//! moved, renamed and removed without affecting others.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::MilestoneId;

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// Its id; unique within its key result. Steps from before ids existed have [`MilestoneId::of_place`].
    #[serde(default = "not_given")]
    pub id: MilestoneId,
    /// Its name.
    pub name: String,
    /// Its weight, 0 to 100.
    pub weight: f64,
    /// Its due date.
    pub due: Option<NaiveDate>,
}

impl MilestoneId {
    /// The id of a step without one: of steps from before ids existed, and in tables. Derived from the position among
    /// the key result's steps, from 0, so that old journals, tables and readings refer to the same step.
    pub const fn of_place(place: usize) -> Self {
        // Not 0, which means "not given".
        Self(Uuid::from_u128(place as u128 + 1))
    }
}

const fn not_given() -> MilestoneId {
    MilestoneId(Uuid::nil())
}

impl Milestone {
    /// A step without an id: [`Measure::milestones`](crate::Measure::milestones) assigns that of its position.
    pub fn new(name: impl Into<String>, weight: f64, due: Option<NaiveDate>) -> Self {
        Self { id: not_given(), name: name.into(), weight, due }
    }
}

/// Assigns the position's id to each step without one.
pub(crate) fn with_ids(mut steps: Vec<Milestone>) -> Vec<Milestone> {
    for (place, step) in steps.iter_mut().enumerate().filter(|(_, step)| step.id == not_given()) {
        step.id = MilestoneId::of_place(place);
    }
    steps
}

/// Deserialises steps; those without an id get that of their position.
pub(crate) fn read_with_ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Milestone>, D::Error> {
    Vec::deserialize(deserializer).map(with_ids)
}

/// For each step at the time of the reading, whether it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Ticks(BTreeMap<MilestoneId, bool>);

impl Ticks {
    /// The ticks of steps; `done` says which are done.
    pub fn of(steps: &[Milestone], done: impl Fn(&Milestone) -> bool) -> Self {
        steps.iter().map(|step| (step.id, done(step))).collect()
    }

    /// The ticks of steps known by position only.
    pub fn by_place(done: impl IntoIterator<Item = bool>) -> Self {
        done.into_iter().enumerate().map(|(place, done)| (MilestoneId::of_place(place), done)).collect()
    }

    /// Whether a step is done. Later steps aren't.
    pub fn is_done(&self, step: MilestoneId) -> bool {
        self.0.get(&step).copied().unwrap_or(false)
    }

    /// Each step in the order of ids, and whether it is done.
    pub fn iter(&self) -> impl Iterator<Item = (MilestoneId, bool)> + '_ {
        self.0.iter().map(|(id, done)| (*id, *done))
    }

    /// The number of steps done.
    pub fn done(&self) -> usize {
        self.0.values().filter(|done| **done).count()
    }

    /// The number of steps.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no steps.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets or clears a step's tick.
    pub fn tick(&mut self, step: MilestoneId, done: bool) {
        self.0.insert(step, done);
    }
}

impl FromIterator<(MilestoneId, bool)> for Ticks {
    fn from_iter<T: IntoIterator<Item = (MilestoneId, bool)>>(ticks: T) -> Self {
        Self(ticks.into_iter().collect())
    }
}

/// Accepts `{"id": true}`, and `[true, false]` from before steps had ids.
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
