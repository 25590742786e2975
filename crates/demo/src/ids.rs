//! Ids derived from a seed: the same seed always gives the same ids.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

/// 2024-01-01, in milliseconds since 1970: before any id created later, so that ids are in the order of creation.
const BEGIN: u64 = 1_704_067_200_000;

/// Kinds of ids. Each kind has its own sequence, so that an additional id of one kind doesn't change the others.
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

/// An ascending sequence of ids.
pub(crate) struct Ids {
    chance: ChaCha8Rng,
    millisecond: u64,
}

impl Ids {
    /// The sequence of a kind.
    pub(crate) fn of(kind: Kind, seed: u64) -> Self {
        Self { chance: chance(seed, kind as u64), millisecond: BEGIN }
    }

    /// The next id: a UUID of version 7 with a counter as its time (RFC 9562, section 5.7).
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

/// A random generator from a seed; different streams are independent.
pub(crate) fn chance(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    chance.set_stream(stream);
    chance
}
