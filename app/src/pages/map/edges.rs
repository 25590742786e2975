//! The visible edges.

use layout::{Curve, End};
use leptos::prelude::*;
use okr::How;

use super::graph::EdgeId;
use super::ground::ground;
use super::held::{Hand, Held, Over};
use super::size;
use crate::components::flow::{For, changing};
use crate::live::live;
use crate::memo::memo;

/// Browsers draw dashes along the whole edge, even outside the view. An edge higher than this, in world pixels, is
/// drawn solid.
const LONGEST_DASHED: f64 = 900.0;

/// All edges in view, and the preview edge of a held card.
#[component]
pub(super) fn Edges() -> impl IntoView {
    let ground = ground();
    let visible = memo(move || ground.graph.read().edges_in(ground.view()));
    view! {
        <svg class="edges" width="1" height="1" aria-hidden="true">
            <For each=move || visible.get() key=|id| *id let:id>
                <EdgeOf id/>
            </For>
            <TrialEdge/>
        </svg>
    }
}

#[component]
fn EdgeOf(id: EdgeId) -> impl IntoView {
    let ground = ground();
    let drawn = memo(move || {
        let graph = ground.graph.read();
        graph.edge(id).map(|edge| (*edge, graph.curve(edge)))
    });
    let (child, parent) = id;
    let live = live();
    let lit = memo(move || {
        let ends = [Some(child), live.board.read().objective_of(parent).ok().map(|objective| objective.id)];
        [ground.near.get(), ground.at.get()].into_iter().flatten().any(|id| ends.contains(&Some(id)))
    });
    let counted = move || matches!(drawn.get(), Some((edge, _)) if matches!(edge.how, How::Contributes(weight) if weight > 0.0));
    let width = move || drawn.get().map_or(0.0, |(edge, _)| thickness(edge.how));
    view! {
        <path class="edge" d=move || drawn.get().map(|(_, curve)| curve.to_svg())
            stroke-width=move || format!("{:.1}", width())
            class:supports=move || !counted()
            class:dashed=move || !counted() && drawn.get().is_some_and(|(_, curve)| curve.bounds().height < LONGEST_DASHED)
            class:second=move || drawn.get().is_some_and(|(edge, _)| !edge.primary)
            class:lit=lit></path>
    }
}

/// The width in world pixels. It grows with the weight, but less than proportionally.
fn thickness(how: How) -> f64 {
    match how {
        How::Contributes(weight) if weight > 0.0 => 1.0 + 0.8 * (1.0 + weight).log2(),
        How::Contributes(_) | How::Supports => 1.2,
    }
}

/// The edge from the target to the held card.
#[component]
fn TrialEdge() -> impl IntoView {
    let ground = ground();
    let live = live();
    let curve = move || {
        let Some(Over::Parent(parent)) = ground.over.get().filter(|_| matches!(ground.verdict.get(), Some(Ok(_)))) else {
            return None;
        };
        let Held { child, hand } = ground.held.get()?;
        let graph = ground.graph.read();
        let board = live.board.read();
        let above = board.objective_of(parent).ok()?;
        let (card, rect) = (graph.card(above.id)?, graph.rect(above.id)?);
        let row = match parent {
            okr::Parent::Objective(_) => None,
            okr::Parent::KeyResult(id) => card.rows.iter().position(|row| *row == id),
        };
        let y = row.map_or(card.head / 2.0, |row| size::middle_of(row, card.head));
        let end = match hand {
            Hand::Pointer(_) => ground.lifted()?.1,
            Hand::Keys => graph.rect(child)?,
        };
        (above.id != child).then(|| Curve::between(End::at(rect, y), end).to_svg())
    };
    changing(move || curve().map(|d| view! { <path class="edge trial" d=d></path> }.into_any()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_the_thicker_the_more_it_counts() {
        let weights = [0.5, 1.0, 2.0, 10.0, 100.0].map(|weight| thickness(How::Contributes(weight)));
        assert!(weights.is_sorted());
        assert!(weights[4] < 7.0);
        assert!(thickness(How::Supports) < weights[0]);
    }
}
