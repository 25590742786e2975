//! From readings to everything that follows from them, bottom up, each objective once.

use chrono::{DateTime, TimeDelta, Utc};

use super::graph::{Edge, Graph, Node, Own};
use super::health::judge;
use super::mean::Mean;
use super::silence::{patience, quiet_since};
use super::{Elapsed, Health, Pace, Standing, Standings, TOLERANCE};
use crate::{Ambition, Board, KeyResultId, Moment, ObjectiveId, Point, Stage};

impl Standings {
    /// How everything on a board stands. In linear time, whatever the depth.
    pub fn of(board: &Board, at: Moment) -> Self {
        RollUp::of(board, &Graph::of(board), at, None).finish()
    }
}

/// A roll-up under way.
pub(super) struct RollUp<'g, 'a> {
    graph: &'g Graph<'a>,
    at: Moment,
    /// Nothing that came about later is counted. Without it everything is, even if it is newer than `at`: a browser may hear of a
    /// check-in before its own clock gets there.
    until: Option<DateTime<Utc>>,
    patience: TimeDelta,
    /// Of each objective, what its key results are judged by.
    terms: Vec<Terms>,
    objectives: Vec<(ObjectiveId, Standing)>,
    key_results: Vec<(KeyResultId, Standing)>,
    /// Of each objective, whether nobody says anything about any of its key results; and of each key result, likewise.
    silent_objectives: Vec<bool>,
    silent_key_results: Vec<bool>,
}

/// What an objective and its key results are judged by.
#[derive(Clone, Copy)]
struct Terms {
    /// Whether the objective counts: it was published.
    counts: bool,
    elapsed: Elapsed,
    ambition: Ambition,
}

impl<'g, 'a> RollUp<'g, 'a> {
    /// Rolls up all of `graph`.
    pub(super) fn of(board: &Board, graph: &'g Graph<'a>, at: Moment, until: Option<DateTime<Utc>>) -> Self {
        let mut this = Self {
            graph,
            at,
            until,
            patience: patience(board),
            terms: Vec::new(),
            objectives: graph.objectives.iter().map(|node| (node.id, Standing::default())).collect(),
            key_results: Vec::with_capacity(graph.key_results.len()),
            silent_objectives: vec![false; graph.objectives.len()],
            silent_key_results: Vec::with_capacity(graph.key_results.len()),
        };
        this.terms = graph.objectives.iter().map(|node| this.terms_of(node)).collect();
        for own in &graph.key_results {
            let (standing, silent) = this.read(own);
            this.key_results.push((own.id, standing));
            this.silent_key_results.push(silent);
        }
        for &index in &graph.bottom_up {
            this.add_up(index);
        }
        this
    }

    /// How everything stands.
    pub(super) fn finish(self) -> Standings {
        Standings::new(self.objectives, self.key_results)
    }

    /// How the objective at `index` stands.
    pub(super) fn standing(&self, index: usize) -> Standing {
        self.objectives[index].1
    }

    fn terms_of(&self, node: &Node<'_>) -> Terms {
        Terms {
            counts: matches!(node.objective.stage, Stage::Published(at) if self.was(at)),
            elapsed: Elapsed::of(node.cycle, self.at.today),
            ambition: node.objective.ambition,
        }
    }

    /// How a key result stands by its own readings, and whether nobody says anything about it. One that is driven by contributions has
    /// no progress yet.
    fn read(&self, own: &Own<'_>) -> (Standing, bool) {
        let terms = &self.terms[own.objective];
        let points = self.points(own.series);
        let last = points.last();
        let standing = Standing {
            // The last word counts until there is another one; an import may come without.
            confidence: points.iter().rev().find_map(|point| point.confidence).map(f64::from),
            key_results: u32::from(!own.driven),
            reported: u32::from(!own.driven && last.is_some()),
            last: last.map(|point| point.at),
            ..Standing::default()
        };
        let quiet_since = quiet_since(own.since, standing.last, self.graph.objectives[own.objective].cycle);
        let silent = terms.counts && quiet_since.is_some_and(|since| self.at.now - since > self.patience);
        if own.driven {
            return (standing, silent);
        }
        let measure = &own.key_result.measure;
        let progress = measure.progress(last.map(|point| &point.reading));
        let value = progress.map(|progress| (progress, measure.expected(terms.ambition, &terms.elapsed)));
        finished(standing, value, terms, silent && is_open(value))
    }

    /// How an objective stands, once all that is below it is known.
    fn add_up(&mut self, index: usize) {
        let terms = self.terms[index];
        let mut standing = Standing::default();
        let mut mean = Mean::default();
        let (mut confidence, mut confidence_weight) = (0.0, 0.0);
        let (mut some, mut all_silent) = (false, true);

        for &own in self.graph.key_results_of(index) {
            let Own { weight, driven, since, .. } = self.graph.key_results[own];
            if !self.was(since) {
                continue;
            }
            if driven {
                self.drive(own, &terms);
            }
            let place = self.graph.place_of(own);
            if !self.graph.aligned_to(place).is_empty() {
                self.key_results[own].1.worst_below = self.worst(place);
            }
            let of_own = &self.key_results[own].1;
            some = true;
            all_silent &= self.silent_key_results[own];
            mean.count(weight, of_own.progress, of_own.expected);
            if weight > 0.0 {
                standing.key_results += of_own.key_results;
                standing.reported += of_own.reported;
                if let Some(own_word) = of_own.confidence {
                    confidence += weight * own_word;
                    confidence_weight += weight;
                }
            }
            standing.last = standing.last.max(of_own.last);
            standing.worst_below = standing.worst_below.max(of_own.worst_below);
        }
        for edge in self.graph.aligned_to(index) {
            self.count(&mut mean, edge);
        }
        standing.worst_below = standing.worst_below.max(self.worst(index));
        standing.confidence = (confidence_weight > 0.0).then(|| confidence / confidence_weight);
        let silent = terms.counts && some && all_silent;
        (self.objectives[index].1, self.silent_objectives[index]) = finished(standing, mean.value(), &terms, silent);
    }

    /// Gives a key result that is driven by contributions its progress. It is silent as long as all that drives it is, too.
    fn drive(&mut self, own: usize, terms: &Terms) {
        let edges = self.graph.aligned_to(self.graph.place_of(own));
        let mut mean = Mean::default();
        for edge in edges {
            self.count(&mut mean, edge);
        }
        let value = mean.value();
        let silent = self.silent_key_results[own]
            && is_open(value)
            && edges.iter().all(|edge| self.weight(edge) <= 0.0 || self.silent_objectives[edge.child]);
        (self.key_results[own].1, self.silent_key_results[own]) = finished(self.key_results[own].1, value, terms, silent);
    }

    /// Whether something that came about at `instant` is there yet.
    fn was(&self, instant: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| instant <= until)
    }

    /// What an edge counts: 0 if it only supports, or comes from a draft.
    fn weight(&self, edge: &Edge) -> f64 {
        if self.was(edge.since) && self.terms[edge.child].counts { edge.weight } else { 0.0 }
    }

    fn count(&self, mean: &mut Mean, edge: &Edge) {
        let child = &self.objectives[edge.child].1;
        mean.count(self.weight(edge), child.progress, child.expected);
    }

    /// The worst health of what is aligned to `place`, and of all below that. Drafts have none, but what is below them does.
    fn worst(&self, place: usize) -> Health {
        let edges = self.graph.aligned_to(place).iter().filter(|edge| self.was(edge.since));
        let below = edges.map(|edge| &self.objectives[edge.child].1);
        below.map(|child| child.health.max(child.worst_below)).max().unwrap_or_default()
    }

    /// The check-ins that were made by then.
    fn points<'p>(&self, series: &'p [Point]) -> &'p [Point] {
        self.until.map_or(series, |until| &series[..series.partition_point(|point| point.at <= until)])
    }
}

/// Whether there is progress, and not yet all of it: then somebody has to say something from time to time.
fn is_open(value: Option<(f64, f64)>) -> bool {
    value.is_some_and(|(progress, _)| progress < 1.0 - TOLERANCE)
}

/// Adds progress, and what is judged by it: drafts are drawn, and not judged.
fn finished(mut standing: Standing, value: Option<(f64, f64)>, terms: &Terms, silent: bool) -> (Standing, bool) {
    (standing.progress, standing.expected) = value.unzip();
    if terms.counts {
        standing.pace = standing.gap().filter(|_| terms.elapsed.is_judged()).map(Pace::of_gap);
        (standing.health, standing.cause) = judge(standing.pace, standing.confidence, silent);
    }
    (standing, silent)
}
