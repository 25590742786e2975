//! Mapping from ids to dense indices.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use uuid::Uuid;

/// Finds the index of an id. It is never iterated, so its order can't affect numbers.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<u128, usize, BuildHasherDefault<IdHasher>>);

impl Index {
    /// The index of ids, counted from 0.
    pub(super) fn new(ids: impl Iterator<Item = Uuid>) -> Self {
        Self(ids.map(|id| id.as_u128()).zip(0..).collect())
    }

    pub(super) fn of(&self, id: Uuid) -> Option<usize> {
        self.0.get(&id.as_u128()).copied()
    }
}

/// A fast hash for ids, which are random or sequential; there is no incentive for collision attacks. One
/// multiplication costs a tenth of the standard hash.
#[derive(Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u128(&mut self, id: u128) {
        // An odd constant near 2^64 / φ. The halves of the product are XORed, because hash tables use both ends of a
        // hash.
        let spread = u128::from(fold(id)) * 0x9E37_79B9_7F4A_7C15;
        self.0 = fold(spread);
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(self.0) << 8 | u128::from(*byte));
        }
    }
}

/// Combines both halves.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is meant")]
const fn fold(wide: u128) -> u64 {
    (wide >> 64) as u64 ^ wide as u64
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Index;

    #[test]
    fn an_index_tells_every_id_from_every_other() {
        let counted = (0..5_000).map(Uuid::from_u128);
        let shifted = (1..5_000).map(|number| Uuid::from_u128(number << 64));
        let ids: Vec<_> = counted.chain(shifted).collect();
        let index = Index::new(ids.iter().copied());
        assert!(ids.iter().enumerate().all(|(at, id)| index.of(*id) == Some(at)));
        assert_eq!(index.of(Uuid::max()), None);
    }
}
