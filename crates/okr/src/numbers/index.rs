//! From ids to dense indices.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use uuid::Uuid;

/// Finds the index of an id. Only ever asked, never walked, so its order can't get into a number.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<u128, usize, BuildHasherDefault<IdHasher>>);

impl Index {
    /// Of ids that are counted from 0.
    pub(super) fn new(ids: impl Iterator<Item = Uuid>) -> Self {
        Self(ids.map(|id| id.as_u128()).zip(0..).collect())
    }

    pub(super) fn of(&self, id: Uuid) -> Option<usize> {
        self.0.get(&id.as_u128()).copied()
    }
}

/// Ids are random or counted, and nobody gains by making them collide: one multiplication spreads them well enough, at a tenth of the
/// cost of the standard hash.
#[derive(Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u128(&mut self, id: u128) {
        // An odd constant near 2^64 / φ. The halves of the product are folded, because a table looks at both ends of a hash.
        let spread = u128::from(fold(id)) * 0x9E37_79B9_7F4A_7C15;
        self.0 = fold(spread);
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(self.0) << 8 | u128::from(*byte));
        }
    }
}

/// Both halves in one.
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
