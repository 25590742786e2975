//! Ids that follow from a seed: the same seed gives the same organisation the same ids on every day.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

/// 2024-01-01, in milliseconds since 1970: before anything that is made by hand later, so that ids stay in the order of creation.
const BEGIN: u64 = 1_704_067_200_000;

/// What ids are for. Each kind has a sequence of its own, so that one more of one kind leaves the ids of the others as they are.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Person = 1,
    Team,
    Pillar,
    Cycle,
    Objective,
    KeyResult,
    CheckIn,
    Command,
}

/// A sequence of ids, ascending.
pub(crate) struct Ids {
    chance: ChaCha8Rng,
    millisecond: u64,
}

impl Ids {
    /// The sequence of a kind.
    pub(crate) fn of(kind: Kind, seed: u64) -> Self {
        Self { chance: chance(seed, kind as u64), millisecond: BEGIN }
    }

    /// The next id: a UUID of version 7 whose time is a count (RFC 9562, section 5.7).
    pub(crate) fn next<T: From<Uuid>>(&mut self) -> T {
        self.millisecond += 1;
        let (high, low) = (self.chance.next_u64(), self.chance.next_u64());
        let high = (self.millisecond << 16) | 0x7000 | (high & 0x0fff);
        let low = (low & (u64::MAX >> 2)) | (1 << 63);
        T::from(Uuid::from_u64_pair(high, low))
    }

    /// The next ids.
    pub(crate) fn take<T: From<Uuid>>(&mut self, count: usize) -> Vec<T> {
        (0..count).map(|_| self.next()).collect()
    }
}

/// Chance that follows from a seed; different streams have nothing to do with each other.
pub(crate) fn chance(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    chance.set_stream(stream);
    chance
}
