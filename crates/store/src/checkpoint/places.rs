//! The entries that get a checkpoint.

/// Entries between the first checkpoints. Reading and applying as many takes about a twentieth of a second.
const LEAST: u64 = 1_000;
/// Later checkpoints are this part of the journal before them apart. A board grows with its journal; at a fixed
/// distance, all checkpoints together would grow with the square of it. This way they take about seventeen times the
/// space of the last one.
const PART: u64 = 16;

/// The entries that get a checkpoint, in order, without end. The same on every node and in every run.
pub(crate) fn places() -> impl Iterator<Item = u64> {
    let next = |place: u64| place.saturating_add(LEAST.max(place / PART));
    std::iter::successors(Some(next(0)), move |place| Some(next(*place)))
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn checkpoints_are_a_thousand_entries_apart_and_in_long_journals_a_sixteenth_of_it() {
        let first: Vec<u64> = places().take_while(|place| *place <= 20_000).collect();
        assert_eq!(first[..3], [1_000, 2_000, 3_000]);
        assert_eq!(first[15..], [16_000, 17_000, 18_062, 19_190]);
        let all: Vec<u64> = std::iter::once(0).chain(places()).take_while(|place| *place <= 1_000_000).collect();
        assert!(all.windows(2).all(|pair| pair[1] - pair[0] <= 1_000.max(pair[0] / 16)), "{all:?}");
        assert_eq!(all.iter().filter(|place| (1..=100_000).contains(*place)).count(), 46);
    }
}
