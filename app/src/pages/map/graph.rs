//! The graph of the map: cards, the tree that determines their positions, and edges.
//!
//! The company's objectives are the roots; every other objective is placed under its primary parent, or under the
//! objective of its primary parent key result. Unaligned objectives are in the tray. An unaligned objective to which
//! others are aligned is also on the map, *adrift*, with its branch in the column of the teams below everything else,
//! so that the branch stays visible.

use std::collections::{BTreeMap, BTreeSet};

use layout::{Curve, End, Node, Plan, Point, Rect, Size, Spacing};
use okr::{Board, CycleId, How, KeyResultId, ObjectiveId, Parent};

use super::size::{self, Kind};
use super::tree::Tree;

/// An objective on the map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    /// The objective.
    pub(super) objective: ObjectiveId,
    /// The index of the parent card.
    pub(super) parent: Option<usize>,
    /// The number of cards above it.
    pub(super) depth: usize,
    /// Company's or team's.
    pub(super) kind: Kind,
    /// Whether it is the root of an unaligned branch.
    pub(super) adrift: bool,
    /// The number of title lines.
    pub(super) lines: u8,
    /// Its height without key results, in world pixels.
    pub(super) head: f64,
    /// Its key results, if they are shown.
    pub(super) rows: Vec<KeyResultId>,
    /// The number of its key results, shown or not.
    pub(super) key_results: usize,
    /// The number of objectives below it in the tree, folded or not.
    pub(super) below: usize,
    /// Whether those are folded.
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
    /// Whether it determines the child's position.
    pub(super) primary: bool,
}

/// The key of an edge: the child and its parent.
pub(super) type EdgeId = (ObjectiveId, Parent);

/// The map of one cycle and the cycles above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// In depth-first order: parents come before their children.
    pub(super) cards: Vec<Card>,
    /// Objectives without a parent, in the order of ids.
    pub(super) tray: Vec<ObjectiveId>,
    /// The number of objectives, including folded ones and the tray.
    pub(super) objectives: usize,
    plan: Plan,
    index: BTreeMap<ObjectiveId, usize>,
    edges: BTreeMap<EdgeId, Edge>,
}

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caption {
    /// Mostly the company's objectives.
    Company,
    /// Objectives of teams.
    Teams,
    /// Objectives aligned to those of teams.
    TeamsOfTeams,
}

impl Graph {
    /// Builds the graph of a board. `folded` are the objectives whose branch is folded, `opened` those whose key
    /// results are shown.
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

    /// The card of an objective, unless it is folded or in the tray.
    pub(super) fn card(&self, id: ObjectiveId) -> Option<&Card> {
        self.index.get(&id).map(|index| &self.cards[*index])
    }

    /// The area of an objective's card.
    pub(super) fn rect(&self, id: ObjectiveId) -> Option<Rect> {
        self.index.get(&id).map(|index| self.plan.rect(*index))
    }

    /// The bounding box of all cards.
    pub(super) fn bounds(&self) -> Rect {
        self.plan.bounds()
    }

    /// The bounding box of the company's objectives, or of all roots if the company has none.
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

    /// The card at a position, and the distance below its top.
    pub(super) fn hit(&self, point: Point) -> Option<(&Card, f64)> {
        let hit = self.plan.hit(point)?;
        Some((self.cards.get(hit.card)?, hit.within.y))
    }

    /// The objectives whose cards are in view, in the order of ids: elements keep their place in the document when
    /// cards move.
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

    /// The curve of an edge: from the parent's head or its key result's row to the child's head.
    pub(super) fn curve(&self, edge: &Edge) -> Curve {
        let end = |index: usize, row: Option<usize>| {
            let head = self.cards[index].head;
            End::at(self.plan.rect(index), row.map_or(head / 2.0, |row| size::middle_of(row, head)))
        };
        Curve::between(end(edge.parent, edge.row), end(edge.child, None))
    }

    /// The left side and the caption of each column with a caption.
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

    /// The parent of a card.
    pub(super) fn above(&self, id: ObjectiveId) -> Option<ObjectiveId> {
        self.card(id).and_then(|card| card.parent).map(|parent| self.cards[parent].objective)
    }

    /// The first child of a card, unless its branch is folded.
    pub(super) fn first_below(&self, id: ObjectiveId) -> Option<ObjectiveId> {
        let index = *self.index.get(&id)?;
        self.cards.get(index + 1).filter(|next| next.parent == Some(index)).map(|next| next.objective)
    }

    /// The objectives in the same column, from the top.
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

/// Computes the layout. Adrift branches get a common root without height that is no card.
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
