//! The roll-up: from readings to standings, bottom-up, each objective once.

use chrono::{DateTime, Utc};

use super::graph::{Edge, Graph, Node, Own};
use super::health::judge;
use super::mean::Mean;
use super::silence::{expected_since, patience, quiet_since};
use super::{Elapsed, Health, Pace, Standing, Standings, TOLERANCE};
use crate::{Ambition, Board, KeyResult, KeyResultId, Moment, ObjectiveId, Point, Stage};

impl Standings {
    /// The standings of everything on a board. Linear time, whatever the depth.
    pub fn of(board: &Board, at: Moment) -> Self {
        RollUp::of(board, &Graph::of(board), at, None).standings()
    }
}

/// A roll-up in progress.
pub(super) struct RollUp<'g, 'a> {
    graph: &'g Graph<'a>,
    /// Later check-ins and changes are ignored. `None` counts everything, even if it is later than the moment: a
    /// browser's clock may be behind a check-in it receives.
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    /// Without a check-in since then, a key result is silent.
    silent_before: DateTime<Utc>,
    /// The criteria for each objective and its key results.
    terms: Vec<Terms>,
    /// The standing of each objective; complete after those below it were added up.
    pub(super) objectives: Vec<(ObjectiveId, Standing)>,
    /// The standing of each key result.
    pub(super) key_results: Vec<(KeyResultId, Standing)>,
    /// Further inputs of `add_up` for each key result.
    parts: Vec<Part>,
}

/// The criteria by which an objective and its key results are judged.
#[derive(Clone, Copy)]
struct Terms {
    /// Whether the objective is published.
    counts: bool,
    elapsed: Elapsed,
    ambition: Ambition,
    /// Since when check-ins are expected, if they are.
    expected_since: Option<DateTime<Utc>>,
}

/// A key result's part in its objective.
#[derive(Clone, Copy)]
struct Part {
    weight: f64,
    /// Whether it existed at the instant in question.
    there: bool,
    driven: bool,
}

impl<'g, 'a> RollUp<'g, 'a> {
    /// Rolls up the whole `graph`.
    pub(super) fn of(board: &Board, graph: &'g Graph<'a>, at: Moment, until: Option<DateTime<Utc>>) -> Self {
        Self::above(board, graph, at, until, |_| None)
    }

    /// Rolls up the `graph`, but for the objectives whose standing is `known` already.
    pub(super) fn above(
        board: &Board,
        graph: &'g Graph<'a>,
        at: Moment,
        until: Option<DateTime<Utc>>,
        known: impl Fn(ObjectiveId) -> Option<Standing>,
    ) -> Self {
        let mut this = Self {
            graph,
            until,
            now: at.now,
            silent_before: at.now - patience(board),
            terms: Vec::new(),
            objectives: Vec::with_capacity(graph.objectives.len()),
            key_results: Vec::with_capacity(graph.key_results.len()),
            parts: Vec::with_capacity(graph.key_results.len()),
        };
        let cycles: Vec<_> = graph.cycles.iter().map(|cycle| (Elapsed::of(cycle, at.today), expected_since(cycle, at))).collect();
        let terms_of = |node: &Node<'_>| Terms {
            counts: matches!(node.objective.stage, Stage::Published(at) if this.was(at)),
            elapsed: cycles[node.cycle].0,
            ambition: node.objective.ambition,
            expected_since: cycles[node.cycle].1,
        };
        this.terms = graph.objectives.iter().map(terms_of).collect();
        // Two short loops before the long one, because memory latency dominates, and in a short loop the CPU can load
        // many key results at once.
        let series: Vec<_> = graph.key_results.iter().map(|own| this.points(own.key_result)).collect();
        let last: Vec<_> = series.iter().map(|points| points.last().map(|point| point.at)).collect();
        for ((own, points), last) in graph.key_results.iter().zip(series).zip(last) {
            let KeyResult { weight, driven, since, .. } = *own.key_result;
            this.key_results.push((own.id, this.read(own, points, last)));
            this.parts.push(Part { weight, there: this.was(since), driven });
        }
        let known: Vec<_> = graph.objectives.iter().map(|node| known(node.id)).collect();
        this.objectives = graph.objectives.iter().zip(&known).map(|(node, known)| (node.id, known.unwrap_or_default())).collect();
        for &index in graph.bottom_up.iter().filter(|index| known[**index].is_none()) {
            this.add_up(index);
        }
        this
    }

    /// The standings.
    fn standings(self) -> Standings {
        Standings {
            objectives: self.objectives.into_iter().map(|(id, standing)| (id.0, standing)).collect(),
            key_results: self.key_results.into_iter().map(|(id, standing)| (id.0, standing)).collect(),
        }
    }

    /// The standing of the objective at `index`.
    pub(super) fn standing(&self, index: usize) -> &Standing {
        &self.objectives[index].1
    }

    /// Whether the objective at `index` was published by then.
    pub(super) fn counts(&self, index: usize) -> bool {
        self.terms[index].counts
    }

    /// The standing of a key result from its own readings. One driven by contributions has no progress yet.
    fn read(&self, own: &Own<'_>, points: &[Point], last: Option<DateTime<Utc>>) -> Standing {
        let terms = &self.terms[own.objective];
        let KeyResult { measure, driven, since, .. } = own.key_result;
        let standing = Standing {
            // The last stated confidence applies until the next one; imports may lack it.
            confidence: points.iter().rev().find_map(|point| point.confidence).map(f64::from),
            key_results: u32::from(!driven),
            reported: u32::from(!driven && last.is_some()),
            last,
            ..Standing::default()
        };
        let is_silent = |expected| quiet_since(*since, last, expected, self.now) < self.silent_before;
        let silent = terms.counts && terms.expected_since.is_some_and(is_silent);
        if *driven {
            return Standing { silent, ..standing };
        }
        let progress = measure.progress(points.last().map(|point| &point.reading));
        let value = progress.map(|progress| (progress, measure.expected(terms.ambition, &terms.elapsed)));
        let silent = silent && is_open(value);
        finished(standing, value, terms, silent)
    }

    /// Computes an objective's standing, after everything below it.
    fn add_up(&mut self, index: usize) {
        let terms = self.terms[index];
        let mut standing = Standing::default();
        let mut mean = Mean::default();
        let (mut confidence, mut confidence_weight) = (0.0, 0.0);
        let (mut some, mut all_silent) = (false, true);

        for &own in self.graph.key_results_of(index) {
            let Part { weight, there, driven, .. } = self.parts[own];
            if !there {
                continue;
            }
            if driven {
                self.drive(own, &terms);
            }
            let worst_below = self.worst(self.graph.place_of(own));
            let of_own = &mut self.key_results[own].1;
            of_own.worst_below = worst_below;
            some = true;
            all_silent &= of_own.silent;
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
            standing.worst_below = standing.worst_below.max(worst_below);
        }
        for edge in self.graph.aligned_to(index) {
            self.count(&mut mean, edge);
        }
        standing.worst_below = standing.worst_below.max(self.worst(index));
        standing.confidence = (confidence_weight > 0.0).then(|| confidence / confidence_weight);
        let silent = terms.counts && some && all_silent;
        self.objectives[index].1 = finished(standing, mean.value(), &terms, silent);
    }

    /// Sets the progress of a key result driven by contributions. It is silent while everything that drives it is
    /// silent.
    fn drive(&mut self, own: usize, terms: &Terms) {
        let edges = self.graph.aligned_to(self.graph.place_of(own));
        let mut mean = Mean::default();
        for edge in edges {
            self.count(&mut mean, edge);
        }
        let value = mean.value();
        let silent = self.key_results[own].1.silent
            && is_open(value)
            && edges.iter().all(|edge| self.weight(edge) <= 0.0 || self.standing(edge.child).silent);
        self.key_results[own].1 = finished(self.key_results[own].1, value, terms, silent);
    }

    /// Whether something from `instant` is included.
    fn was(&self, instant: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| instant <= until)
    }

    /// The weight of an edge: 0 if it only supports, or comes from a draft.
    fn weight(&self, edge: &Edge) -> f64 {
        if self.was(edge.since) && self.terms[edge.child].counts { edge.weight } else { 0.0 }
    }

    fn count(&self, mean: &mut Mean, edge: &Edge) {
        let child = self.standing(edge.child);
        mean.count(self.weight(edge), child.progress, child.expected);
    }

    /// The worst health of the objectives aligned to `place`, and of all below them. Drafts have no health, but
    /// objectives below them do.
    fn worst(&self, place: usize) -> Health {
        let edges = self.graph.aligned_to(place).iter().filter(|edge| self.was(edge.since));
        edges.map(|edge| self.standing(edge.child)).map(|child| child.health.max(child.worst_below)).max().unwrap_or_default()
    }

    /// The check-ins made by then.
    fn points<'p>(&self, key_result: &'p KeyResult) -> &'p [Point] {
        self.until.map_or(&key_result.series, |until| key_result.made_by(until))
    }
}

/// Whether there is progress, but not all of it: then check-ins are still needed.
fn is_open(value: Option<(f64, f64)>) -> bool {
    value.is_some_and(|(progress, _)| progress < 1.0 - TOLERANCE)
}

/// Adds progress and what depends on it: drafts are displayed, but not judged.
fn finished(mut standing: Standing, value: Option<(f64, f64)>, terms: &Terms, silent: bool) -> Standing {
    (standing.progress, standing.expected) = value.unzip();
    standing.silent = silent;
    if terms.counts {
        standing.pace = standing.gap().filter(|_| terms.elapsed.is_judged()).map(Pace::of_gap);
        (standing.health, standing.cause) = judge(standing.pace, standing.confidence, silent);
    }
    standing
}
