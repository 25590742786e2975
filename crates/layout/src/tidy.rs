//! The tidy tree algorithm: the position of each card below its parent's top.
//!
//! Subtrees are laid out from the leaves to the roots. The children of a card are pushed below each other, one by
//! one, as far as their contours require, and the parent is centred beside them. The algorithm is that of E. M.
//! Reingold and J. S. Tilford, *Tidier Drawings of Trees* (1981), made linear for any number of children by C.
//! Buchheim, M. Jünger and S. Leipert, *Improving Walker's Algorithm to Run in Linear Time* (2002), with cards of
//! different sizes and a list of the owners of a contour, as in A. van der Ploeg, *Drawing Non-layered Tidy Trees in
//! Linear Time* (2014).
//!
//! There are two differences from these papers. Levels are columns here, so two contours advance card by card. And
//! ranks are breadth-first, so the papers' threads need no pointers: one level below the first card of a contour is
//! the card of rank `kids[first]`, below the last one that of rank `kids[last + 1] - 1`, and where one contour of a
//! level ends, the next begins. Only the distances along the threads are stored, as *leads*.
//!
//! All lengths are whole pixels in `f64`, and so exact: a subtree has the same shape at any position.

use crate::forest::Forest;

/// The gaps between two cards of a column, in whole pixels.
pub(crate) struct Gaps {
    pub(crate) sibling: f64,
    pub(crate) cousin: f64,
}

/// The top of each card, by rank; the topmost card's is 0.
pub(crate) fn tops(forest: &Forest, heights: &[f64], gaps: &Gaps) -> Vec<f64> {
    let mut tidy = Tidy::new(forest, heights, gaps);
    for rank in (0..heights.len()).rev() {
        tidy.arrange_below(rank);
    }
    tidy.arrange_roots();
    tidy.into_tops()
}

struct Tidy<'a> {
    forest: &'a Forest,
    heights: &'a [f64],
    gaps: &'a Gaps,
    /// From the parent's top to this card's; while its siblings are arranged, from the first sibling's top.
    drops: Vec<f64>,
    /// From this card's top to that of the first card one level down on the contour that starts with this card.
    first_leads: Vec<f64>,
    /// From this card's top to that of the last card one level down on the contour that ends with this card.
    last_leads: Vec<f64>,
    /// The number of levels below this card.
    depths: Vec<usize>,
    /// Among siblings: the change of the increment, and the offset, added to the drops by [`Tidy::spread`].
    paces: Vec<f64>,
    steps: Vec<f64>,
    /// The siblings on the lower contour, the lowest and shallowest last.
    owners: Vec<usize>,
}

/// A card on a contour, with its top.
#[derive(Clone, Copy)]
struct Spot {
    rank: usize,
    top: f64,
}

impl<'a> Tidy<'a> {
    fn new(forest: &'a Forest, heights: &'a [f64], gaps: &'a Gaps) -> Self {
        let zeros = || vec![0.0; heights.len()];
        Self {
            forest,
            heights,
            gaps,
            drops: zeros(),
            first_leads: zeros(),
            last_leads: zeros(),
            depths: vec![0; heights.len()],
            paces: zeros(),
            steps: zeros(),
            owners: Vec::new(),
        }
    }

    /// Arranges a card's children, whose subtrees are laid out already, and centres the card beside them.
    fn arrange_below(&mut self, rank: usize) {
        let kids = self.forest.kids_of(rank);
        let (Some(first), Some(last)) = (kids.clone().next(), kids.clone().next_back()) else { return };
        self.stack(first, last, self.gaps.sibling);

        let top = ((self.drops[last] + self.heights[last] - self.heights[rank]) / 2.0).floor();
        for drop in &mut self.drops[kids] {
            *drop -= top;
        }
        self.first_leads[rank] = self.drops[first];
        self.last_leads[rank] = self.drops[last];
        self.depths[rank] = 1 + self.owners.first().map_or(0, |&deepest| self.depths[deepest]);
    }

    /// Arranges the trees, with the gap of cousins.
    fn arrange_roots(&mut self) {
        if let Some(last) = self.forest.levels.first().and_then(|roots| roots.clone().next_back()) {
            self.stack(0, last, self.gaps.cousin);
        }
    }

    /// Stacks the siblings `first..=last` as tightly as their subtrees allow.
    fn stack(&mut self, first: usize, last: usize, gap: f64) {
        self.owners.clear();
        self.owners.push(first);
        for sibling in first + 1..=last {
            self.drops[sibling] = self.drops[sibling - 1] + self.heights[sibling - 1] + gap;
            self.push_down(first, sibling);
            while self.owners.last().is_some_and(|&owner| self.depths[owner] <= self.depths[sibling]) {
                self.owners.pop();
            }
            self.owners.push(sibling);
        }
        self.settle(first, last);
    }

    /// Pushes the subtree of `sibling` down until it clears those of `first..sibling`, and joins their contours.
    ///
    /// It walks both only as deep as the shallower one, which makes the whole algorithm linear.
    fn push_down(&mut self, first: usize, sibling: usize) {
        let spot = |rank: usize| Spot { rank, top: self.drops[rank] };
        let (mut above_first, mut above_last) = (spot(first), spot(sibling - 1));
        let (mut below_first, mut below_last) = (spot(sibling), spot(sibling));
        let mut owner = self.owners.len() - 1;

        for depth in 1.. {
            let above = self.forest.kids[above_first.rank]..self.forest.kids[above_last.rank + 1];
            let below = above.end..self.forest.kids[below_last.rank + 1];
            match (above.is_empty(), below.is_empty()) {
                (true, true) => return,
                (true, false) => {
                    self.first_leads[above_first.rank] = self.first_under(below_first).top - above_first.top;
                    return;
                }
                (false, true) => {
                    self.last_leads[below_last.rank] = self.last_under(above_last).top - below_last.top;
                    return;
                }
                (false, false) => {}
            }
            (above_first, above_last) = (self.first_under(above_first), self.last_under(above_last));
            (below_first, below_last) = (self.first_under(below_first), self.last_under(below_last));

            let missing = above_last.top + self.heights[above_last.rank] + self.gaps.cousin - below_first.top;
            if missing > 0.0 {
                while self.depths[self.owners[owner]] < depth {
                    owner -= 1;
                }
                self.spread(self.owners[owner], sibling, missing);
                self.drops[sibling] += missing;
                below_first.top += missing;
                below_last.top += missing;
            }
        }
    }

    fn first_under(&self, spot: Spot) -> Spot {
        Spot { rank: self.forest.kids[spot.rank], top: spot.top + self.first_leads[spot.rank] }
    }

    fn last_under(&self, spot: Spot) -> Spot {
        Spot { rank: self.forest.kids[spot.rank + 1] - 1, top: spot.top + self.last_leads[spot.rank] }
    }

    /// Records that the siblings between `upper` and `lower`, which was pushed by `push`, share the freed space.
    ///
    /// All of them are shallower than `lower`, so no later contour touches them and they can be moved last, in
    /// [`Tidy::settle`].
    fn spread(&mut self, upper: usize, lower: usize, push: f64) {
        let pace = (push / (lower - upper) as f64).floor();
        self.paces[upper + 1] += pace;
        self.paces[lower] -= pace;
        self.steps[lower] += pace * (lower - upper - 1) as f64;
    }

    /// Moves the siblings by the amounts that [`Tidy::spread`] recorded.
    fn settle(&mut self, first: usize, last: usize) {
        let (mut pace, mut moved) = (0.0, 0.0);
        for sibling in first..=last {
            pace += self.paces[sibling];
            moved += pace - self.steps[sibling];
            self.drops[sibling] += moved;
        }
    }

    /// Sums the drops from the roots.
    fn into_tops(self) -> Vec<f64> {
        let mut tops = self.drops;
        for rank in 0..tops.len() {
            for kid in self.forest.kids_of(rank) {
                tops[kid] += tops[rank];
            }
        }
        let topmost = tops.iter().copied().fold(f64::INFINITY, f64::min);
        for top in &mut tops {
            *top -= topmost;
        }
        tops
    }
}
