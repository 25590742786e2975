//! Forests like those of real organisations: broad and shallow in places, narrow and deep in others, with cards of
//! different heights.

use layout::{Node, Size};

/// A forest of this many cards, determined by the seed.
pub(crate) fn forest(cards: usize, seed: u64) -> Vec<Node> {
    let mut chance = SplitMix64(seed);
    let roots = 5.min(cards);
    (0..cards)
        .map(|index| {
            let parent = (index >= roots).then(|| parent_of(index, &mut chance));
            let size = Size { width: if parent.is_none() { 262.0 } else { 248.0 }, height: height(&mut chance) };
            Node { parent, size }
        })
        .collect()
}

/// An eighth of the cards continue the previous card; the others prefer early cards, which get many children.
fn parent_of(index: usize, chance: &mut SplitMix64) -> usize {
    if chance.below(8) == 0 { index - 1 } else { chance.below(index).min(chance.below(index)) }
}

/// A title of one or two lines, and on a third of the cards one to five visible key results.
fn height(chance: &mut SplitMix64) -> f64 {
    let title = 66 + 18 * chance.below(2);
    let key_results = if chance.below(3) == 0 { 10 + 28 * (1 + chance.below(5)) } else { 0 };
    (title + key_results) as f64
}

/// Sebastiano Vigna's splitmix64, as in *Fast Splittable Pseudorandom Number Generators* (2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `bound - 1`.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }
}
