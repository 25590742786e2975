//! Many short lists in one allocation.

use std::ops::Range;

/// A list for each key from 0 on. Separate `Vec`s would need an allocation each, and a roll-up has tens of thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists<T> {
    /// The start of each list, and the end of the last.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// Groups `entries` by key into `keys` lists. The order within a list is kept.
    pub(super) fn new(keys: usize, entries: &[(usize, T)]) -> Self {
        let mut starts = vec![0; keys + 1];
        for (key, _) in entries {
            starts[key + 1] += 1;
        }
        for key in 0..keys {
            starts[key + 1] += starts[key];
        }
        let Some(&(_, filler)) = entries.first() else { return Self { starts, items: Vec::new() } };
        let mut items = vec![filler; entries.len()];
        let mut next = starts.clone();
        for (key, item) in entries {
            items[next[*key]] = *item;
            next[*key] += 1;
        }
        Self { starts, items }
    }

    /// The list of `key`.
    pub(super) fn of(&self, key: usize) -> &[T] {
        let range: Range<usize> = self.starts[key]..self.starts[key + 1];
        &self.items[range]
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn each_list_keeps_the_order_of_its_entries() {
        let lists = Lists::new(3, &[(2, 'a'), (0, 'b'), (2, 'c')]);
        assert_eq!([lists.of(0), lists.of(1), lists.of(2)], [&['b'][..], &[], &['a', 'c']]);
    }
}
