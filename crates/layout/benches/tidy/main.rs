//! Benchmark of the layout of uneven forests, and of the queries per frame. Run with `cargo bench -p layout`.

mod uneven;

use divan::{Bencher, black_box};
use layout::{Rect, Spacing};

const SEED: u64 = 2014;

fn main() {
    divan::main();
}

#[divan::bench(args = [500, 2_000, 10_000])]
fn tidy(bencher: Bencher, cards: usize) {
    let nodes = uneven::forest(cards, SEED);
    bencher.bench(|| layout::tidy(black_box(&nodes), &Spacing::default()));
}

#[divan::bench(args = [500, 2_000, 10_000])]
fn cards_and_edges_in_view(bencher: Bencher, cards: usize) {
    let plan = layout::tidy(&uneven::forest(cards, SEED), &Spacing::default());
    let view = Rect { x: 300.0, y: plan.bounds().height / 2.0, width: 1280.0, height: 800.0 };
    bencher.bench(|| plan.visible(black_box(view)).count() + plan.crossing(view).count());
}
