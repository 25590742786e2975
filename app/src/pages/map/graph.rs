//! What stands on the map: the cards, the tree that places them, and the edges between them.
//!
//! The company's objectives are the roots, every other objective stands under its primary parent; aligned to a key result it stands
//! under that key result's objective. What is not aligned waits in the tray. If something else is aligned to it, it also stands on the
//! map, *adrift*, with its branch in the column of the teams below everything else, so that nobody loses sight of the branch.

use std::collections::{BTreeMap, BTreeSet};

use layout::{Curve, End, Node, Plan, Point, Rect, Size, Spacing};
use okr::{Board, CycleId, How, KeyResultId, ObjectiveId, Parent};

use super::size::{self, Kind};
use super::tree::Tree;

/// An objective on the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    /// Which objective.
    pub(super) objective: ObjectiveId,
    /// The index of the card it stands under.
    pub(super) parent: Option<usize>,
    /// How many cards stand above it.
    pub(super) depth: usize,
    /// The company's, or a team's.
    pub(super) kind: Kind,
    /// The root of a branch that hangs on nothing.
    pub(super) adrift: bool,
    /// Lines of its title.
    pub(super) lines: u8,
    /// Its height without key results, in world pixels.
    pub(super) head: f64,
    /// Its key results, if they are folded out.
    pub(super) rows: Vec<KeyResultId>,
    /// How many key results it has, folded out or not.
    pub(super) key_results: usize,
    /// How many objectives stand below it in the tree, folded in or not.
    pub(super) below: usize,
    /// Whether those are folded in.
    pub(super) folded: bool,
}

/// An alignment between two cards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    child: usize,
    parent: usize,
    row: Option<usize>,
    /// Whether it is counted.
    pub(super) how: How,
    /// Whether it places the child.
    pub(super) primary: bool,
}

/// What names an edge: the child and what it is aligned to.
pub(super) type EdgeId = (ObjectiveId, Parent);

/// The map of one cycle and the cycles above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// Depth first: a card comes before those under it.
    pub(super) cards: Vec<Card>,
    /// Objectives without a parent, in the order of ids.
    pub(super) tray: Vec<ObjectiveId>,
    /// How many objectives there are, folded in and in the tray included.
    pub(super) objectives: usize,
    plan: Plan,
    index: BTreeMap<ObjectiveId, usize>,
    edges: BTreeMap<EdgeId, Edge>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caption {
    /// For the most part the company's objectives.
    Company,
    /// Those of teams.
    Teams,
    /// Those that are aligned to teams'.
    TeamsOfTeams,
}

impl Graph {
    /// Of a board. `folded` are the objectives whose branch is folded in, `opened` those whose key results are folded out.
    pub(super) fn of(board: &Board, cycle: CycleId, folded: &BTreeSet<ObjectiveId>, opened: &BTreeSet<ObjectiveId>) -> Self {
        let tree = Tree::of(board, cycle);
        let mut graph = Self { tray: tree.tray(), objectives: tree.shown.len(), ..Self::default() };
        let below = tree.below();
        let mut ahead: Vec<(ObjectiveId, Option<usize>)> = tree.roots.iter().rev().map(|root| (*root, None)).collect();
        while let Some((id, parent)) = ahead.pop() {
            let Some(objective) = tree.shown.get(&id) else { continue };
            let kind = Kind::of(board, objective);
            let (lines, size) = kind.card(&objective.title);
            let index = graph.cards.len();
            graph.index.insert(id, index);
            graph.cards.push(Card {
                objective: id,
                parent,
                depth: parent.map_or(0, |parent| graph.cards[parent].depth + 1),
                kind,
                adrift: parent.is_none() && kind == Kind::Team,
                lines,
                head: size.height,
                rows: if opened.contains(&id) { objective.key_results.clone() } else { Vec::new() },
                key_results: objective.key_results.len(),
                below: below.get(&id).copied().unwrap_or(0),
                folded: folded.contains(&id),
            });
            if !folded.contains(&id) {
                ahead.extend(tree.children(id).rev().map(|child| (child, Some(index))));
            }
        }
        graph.plan = plan(&graph.cards);
        graph.edges = edges(board, &tree, &graph);
        graph
    }

    /// The card of an objective, unless it is folded in or waits in the tray.
    pub(super) fn card(&self, id: ObjectiveId) -> Option<&Card> {
        self.index.get(&id).map(|index| &self.cards[*index])
    }

    /// The ground that an objective's card covers.
    pub(super) fn rect(&self, id: ObjectiveId) -> Option<Rect> {
        self.index.get(&id).map(|index| self.plan.rect(*index))
    }

    /// The ground that all cards cover.
    pub(super) fn bounds(&self) -> Rect {
        self.plan.bounds()
    }

    /// The ground around the company's objectives; around all roots if the company has none here.
    pub(super) fn company(&self) -> Option<Rect> {
        let is_company = |card: &Card| card.kind == Kind::Company;
        let any = self.cards.iter().any(is_company);
        let wanted = |card: &Card| if any { is_company(card) } else { card.parent.is_none() };
        let rects = self.cards.iter().enumerate().filter(|(_, card)| wanted(card)).map(|(index, _)| self.plan.rect(index));
        rects.reduce(|all, one| {
            let corner = Point { x: all.right().max(one.right()), y: all.bottom().max(one.bottom()) };
            Rect::spanning(Point { x: all.x.min(one.x), y: all.y.min(one.y) }, corner)
        })
    }

    /// The card at a place, and how far below its top that is.
    pub(super) fn hit(&self, point: Point) -> Option<(&Card, f64)> {
        let hit = self.plan.hit(point)?;
        Some((self.cards.get(hit.card)?, hit.within.y))
    }

    /// The objectives whose cards are in view, in the order of ids: so that an element stays where it is in the document when its card
    /// moves on the map.
    pub(super) fn visible(&self, view: Rect) -> BTreeSet<ObjectiveId> {
        self.plan.visible(view).filter_map(|index| self.cards.get(index)).map(|card| card.objective).collect()
    }

    /// The edges that may be in view.
    pub(super) fn edges_in(&self, view: Rect) -> Vec<EdgeId> {
        self.edges.iter().filter(|(_, edge)| self.curve(edge).bounds().intersects(&view.grown(1.0))).map(|(id, _)| *id).collect()
    }

    /// An edge.
    pub(super) fn edge(&self, id: EdgeId) -> Option<&Edge> {
        self.edges.get(&id)
    }

    /// The way an edge takes: from the parent's head or the row of its key result to the child's head.
    pub(super) fn curve(&self, edge: &Edge) -> Curve {
        let end = |index: usize, row: Option<usize>| {
            let head = self.cards[index].head;
            End::at(self.plan.rect(index), row.map_or(head / 2.0, |row| size::middle_of(row, head)))
        };
        Curve::between(end(edge.parent, edge.row), end(edge.child, None))
    }

    /// The left side and the caption of each column that has one.
    pub(super) fn captions(&self) -> Vec<(f64, Caption)> {
        let mut next = Caption::Company;
        let mut captions = Vec::new();
        for column in self.plan.columns() {
            let cards = || self.plan.cards_in(column).iter().filter_map(|index| self.cards.get(*index));
            if cards().next().is_none() {
                continue;
            }
            let company = cards().filter(|card| card.kind == Kind::Company).count();
            if company * 2 >= cards().count() {
                captions.push((column.x, Caption::Company));
                continue;
            }
            next = match next {
                Caption::Company => Caption::Teams,
                Caption::Teams => Caption::TeamsOfTeams,
                Caption::TeamsOfTeams => break,
            };
            captions.push((column.x, next));
        }
        captions
    }

    /// The objective that a card stands under.
    pub(super) fn above(&self, id: ObjectiveId) -> Option<ObjectiveId> {
        self.card(id).and_then(|card| card.parent).map(|parent| self.cards[parent].objective)
    }

    /// The first of those that stand under a card, unless they are folded in.
    pub(super) fn first_below(&self, id: ObjectiveId) -> Option<ObjectiveId> {
        let index = *self.index.get(&id)?;
        self.cards.get(index + 1).filter(|next| next.parent == Some(index)).map(|next| next.objective)
    }

    /// The objectives of the column that a card stands in, from the top.
    pub(super) fn column_of(&self, id: ObjectiveId) -> Vec<ObjectiveId> {
        let Some(rect) = self.rect(id) else { return Vec::new() };
        let column = self.plan.columns().iter().find(|column| (column.x - rect.x).abs() < 0.5);
        column
            .into_iter()
            .flat_map(|column| self.plan.cards_in(column))
            .filter_map(|index| self.cards.get(*index))
            .map(|card| card.objective)
            .collect()
    }
}

/// Lays the cards out. What is adrift hangs on a root that has no height and is not among the cards.
fn plan(cards: &[Card]) -> Plan {
    let nobody = cards.len();
    let mut nodes: Vec<Node> = cards
        .iter()
        .map(|card| Node {
            parent: if card.adrift { Some(nobody) } else { card.parent },
            size: Size { width: card.kind.width(), height: card.head + size::rows(card.rows.len()) },
        })
        .collect();
    if cards.iter().any(|card| card.adrift) {
        nodes.push(Node { parent: None, size: Size { width: Kind::Company.width(), height: 0.0 } });
    }
    layout::tidy(&nodes, &Spacing::default())
}

fn edges(board: &Board, tree: &Tree<'_>, graph: &Graph) -> BTreeMap<EdgeId, Edge> {
    let mut edges = BTreeMap::new();
    for (child, card) in graph.cards.iter().enumerate() {
        let Some(objective) = tree.shown.get(&card.objective) else { continue };
        let primary = tree.parents.get(&card.objective).map(|hang| hang.parent);
        for alignment in &objective.parents {
            let Some(&parent) = board.objective_of(alignment.parent).ok().and_then(|above| graph.index.get(&above.id)) else {
                continue;
            };
            let row = match alignment.parent {
                Parent::Objective(_) => None,
                Parent::KeyResult(id) => graph.cards[parent].rows.iter().position(|row| *row == id),
            };
            let primary = primary == Some(alignment.parent);
            edges.insert((card.objective, alignment.parent), Edge { child, parent, row, how: alignment.how, primary });
        }
    }
    edges
}

#[cfg(test)]
mod tests;
