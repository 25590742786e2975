//! Compares the roll-up with a literal, recursive implementation of the definition.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

use super::super::sketch::{Sketch, day, key_result, moment, objective, share};
use super::super::{Confidence, Elapsed, Pace};
use crate::explain::{Explanation, Figure, Formula, Of, Quantity, explain};
use crate::{
    Ambition, Board, Health, How, KeyResult, Measure, Milestone, Objective, ObjectiveId, Parent, Reading, Stage, Standings, Ticks,
};

/// An objective of a random organisation. Edges lead to earlier objectives in the list, so that there are no loops;
/// ids are independent of positions.
#[derive(Clone, Debug)]
struct Wild {
    draft: bool,
    aspirational: bool,
    key_results: Vec<(f64, bool, Option<f64>, u8, u64)>,
    parents: Vec<(Index, Option<Index>, Option<f64>)>,
}

fn wild() -> impl Strategy<Value = Wild> {
    let weight = prop_oneof![1 => Just(0.0), 4 => 0.0..100.0];
    let reading = proptest::option::weighted(0.8, -0.5..1.5);
    let key_result = (weight.clone(), prop::bool::weighted(0.3), reading, 0_u8..=10, 0_u64..60);
    let how = prop_oneof![1 => Just(None), 4 => weight.prop_map(Some)];
    let parent = (any::<Index>(), proptest::option::weighted(0.4, any::<Index>()), how);
    let parts = (prop::bool::weighted(0.15), any::<bool>(), vec(key_result, 0..4), vec(parent, 0..4));
    parts.prop_map(|(draft, aspirational, key_results, parents)| Wild { draft, aspirational, key_results, parents })
}

/// Every other objective's id runs against the order of the list.
fn number(at: usize) -> u128 {
    let at = u128::try_from(at).unwrap();
    if at.is_multiple_of(2) { 1_000 - at } else { at }
}

/// Each kind of measure in turn.
fn measure(number: u128) -> Measure {
    match number % 4 {
        0 => Measure::Keep { unit: String::new(), lower: Some(0.5), upper: None },
        1 => Measure::Done { due: (number % 8 == 1).then(|| day(30)) },
        2 => {
            let step = |weight, due: Option<u64>| Milestone::new("", weight, due.map(day));
            Measure::milestones(vec![step(1.0, Some(20)), step(3.0, None), step(0.5, Some(70))])
        }
        _ => share(),
    }
}

/// A reading that corresponds to a share of the range.
fn reading_of(measure: &Measure, value: f64) -> Reading {
    match measure {
        Measure::Metric { .. } | Measure::Keep { .. } => Reading::Number(value),
        Measure::Milestones { .. } => Reading::Steps(Ticks::by_place([value > 0.2, value > 0.5, value > 0.9])),
        Measure::Done { .. } => Reading::Done(value > 0.5),
    }
}

fn organisation(wild: &[Wild]) -> Board {
    let mut sketch = Sketch::new();
    for (at, one) in wild.iter().enumerate() {
        let id = sketch.objective_with(number(at), |objective| {
            if one.draft {
                objective.stage = Stage::Draft;
            }
            if one.aspirational {
                objective.ambition = Ambition::Aspirational;
            }
        });
        for (own, (weight, driven, reading, confidence, on)) in one.key_results.iter().enumerate() {
            // The display order differs from that of ids.
            let own = number(at) * 10 + 9 - u128::try_from(own).unwrap();
            let own = sketch.key_result_with(id, own, |made| {
                made.weight = *weight;
                made.driven = *driven;
                made.measure = measure(own);
            });
            if let Some(value) = reading {
                sketch.reads(own, *on, reading_of(&measure(own.0.as_u128()), *value), *confidence);
            }
        }
        let mut taken: Vec<Parent> = Vec::new();
        for (parent, of_parent, how) in one.parents.iter().filter(|_| at > 0) {
            let parent = parent.index(at);
            let owns = wild[parent].key_results.len();
            let how = how.map_or(How::Supports, How::Contributes);
            let parent = objective(number(parent));
            match of_parent
                .filter(|_| owns > 0)
                .map(|own| key_result(parent.0.as_u128() * 10 + 9 - u128::try_from(own.index(owns)).unwrap()))
            {
                Some(own) if !taken.contains(&Parent::KeyResult(own)) => {
                    taken.push(Parent::KeyResult(own));
                    sketch.aligns(id, own, how);
                }
                None if !taken.contains(&Parent::Objective(parent)) => {
                    taken.push(Parent::Objective(parent));
                    sketch.aligns(id, parent, how);
                }
                _ => {}
            }
        }
    }
    sketch.board
}

/// The definition, implemented literally.
struct Naive<'a> {
    board: &'a Board,
    on: u64,
}

impl Naive<'_> {
    /// "Weighted mean over its own KRs and the objectives that contribute to it": weight, clamped progress, expected progress.
    fn terms(&self, objective: &Objective) -> Vec<(f64, f64, f64)> {
        let own = self.board.key_results.values().filter(|key_result| key_result.objective == objective.id);
        let own = own.filter_map(|key_result| {
            let (progress, expected) = self.key_result(key_result)?;
            Some((key_result.weight, progress, expected))
        });
        own.chain(self.contributing(Parent::Objective(objective.id))).filter(|(weight, ..)| *weight > 0.0).collect()
    }

    /// Everything that contributes to a parent and has data.
    fn contributing(&self, parent: Parent) -> Vec<(f64, f64, f64)> {
        let mut found = Vec::new();
        for child in self.board.objectives.values().filter(|child| child.is_published()) {
            for alignment in child.parents.iter().filter(|alignment| alignment.parent == parent) {
                if let (How::Contributes(weight), Some((progress, expected))) = (alignment.how, self.objective(child)) {
                    found.push((weight, progress, expected));
                }
            }
        }
        found
    }

    fn mean(terms: &[(f64, f64, f64)]) -> Option<(f64, f64)> {
        let weights: f64 = terms.iter().map(|(weight, ..)| weight).sum();
        let progress: f64 = terms.iter().map(|(weight, progress, _)| weight * progress.clamp(0.0, 1.0)).sum();
        let expected: f64 = terms.iter().map(|(weight, _, expected)| weight * expected).sum();
        (weights > 0.0).then(|| (progress / weights, expected / weights))
    }

    fn key_result(&self, key_result: &KeyResult) -> Option<(f64, f64)> {
        if key_result.driven {
            return Self::mean(&self.contributing(Parent::KeyResult(key_result.id)));
        }
        let objective = &self.board.objectives[&key_result.objective];
        let elapsed = Elapsed::of(&self.board.cycles[&objective.cycle], moment(self.on).today);
        let progress = key_result.measure.progress(key_result.last().map(|point| &point.reading))?;
        Some((progress, key_result.measure.expected(objective.ambition, &elapsed)))
    }

    fn objective(&self, objective: &Objective) -> Option<(f64, f64)> {
        Self::mean(&self.terms(objective))
    }

    /// "The worse of pace and confidence"; without staleness, which is in `is_silent`.
    fn judged(&self, objective: &Objective, value: Option<(f64, f64)>, confidence: Option<f64>, silent: bool) -> Health {
        if !objective.is_published() {
            return Health::NoData;
        }
        let judged = moment(self.on).today >= day(10);
        let pace =
            value.filter(|_| judged).map(|(progress, expected)| Pace::of_gap(expected - progress.clamp(0.0, 1.0)).health());
        let confidence = confidence.map(|confidence| Confidence::of(confidence).health());
        match pace.max(confidence).unwrap_or_default() {
            Health::OffTrack => Health::OffTrack,
            _ if silent => Health::Stale,
            health => health,
        }
    }

    /// All check-ins are on whole days, so more than ten and a half days ago is at least eleven days.
    fn is_silent(&self, key_result: &KeyResult) -> bool {
        let objective = &self.board.objectives[&key_result.objective];
        let by_now = |point: &&crate::Point| point.at <= moment(self.on).now + chrono::TimeDelta::days(1);
        let last = key_result.last().filter(by_now).map_or(key_result.since, |point| point.at.max(key_result.since));
        let quiet = (moment(self.on).now - last).num_hours() >= 252;
        let reached = self.key_result(key_result).is_none_or(|(progress, _)| progress >= 1.0);
        let drivers = || {
            let parent = Parent::KeyResult(key_result.id);
            self.board.objectives.values().filter(move |child| {
                let counted =
                    child.alignment_to(parent).is_some_and(|edge| matches!(edge.how, How::Contributes(weight) if weight > 0.0));
                child.is_published() && counted
            })
        };
        let driven_by_voices = key_result.driven && drivers().any(|driver| !self.all_silent(driver));
        objective.is_published() && quiet && !reached && !driven_by_voices
    }

    fn all_silent(&self, objective: &Objective) -> bool {
        let mut own = self.board.key_results_of(objective).peekable();
        own.peek().is_some() && own.all(|key_result| self.is_silent(key_result))
    }

    fn health(&self, objective: &Objective) -> Health {
        let words: Vec<_> = self
            .board
            .key_results_of(objective)
            .filter_map(|key_result| Some((key_result.weight, f64::from(key_result.last()?.confidence?))))
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        let weights: f64 = words.iter().map(|(weight, _)| weight).sum();
        let confidence = words.iter().map(|(weight, word)| weight * word).sum::<f64>() / weights;
        let confidence = (weights > 0.0).then_some(confidence);
        self.judged(objective, self.objective(objective), confidence, self.all_silent(objective))
    }

    fn worst_below(&self, objective: &Objective) -> Health {
        let places = objective.key_results.iter().map(|id| Parent::KeyResult(*id)).chain([Parent::Objective(objective.id)]);
        let below =
            places.flat_map(|place| self.board.objectives.values().filter(move |child| child.alignment_to(place).is_some()));
        below.map(|child| self.health(child).max(self.worst_below(child))).max().unwrap_or_default()
    }
}

fn same(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    }
}

/// The result of an explanation's formula for its inputs, in their order.
fn worked_out(explanation: &Explanation) -> Option<f64> {
    match &explanation.formula {
        Formula::Metric { value, baseline, target, .. } => {
            Some(value.map_or(0.0, |value| (value - baseline) / (target - baseline)))
        }
        Formula::Keep { lower, value, .. } => {
            Some(f64::from(value.is_some_and(|value| lower.is_none_or(|lower| value >= lower))))
        }
        Formula::WeightedMean { terms, .. } | Formula::Mean { terms } => {
            let weights: f64 = terms.iter().map(|term| term.weight).sum();
            (weights > 0.0).then(|| terms.iter().map(|term| term.weight * term.counted).sum::<f64>() / weights)
        }
        Formula::Milestones { steps } => {
            let done: f64 = steps.iter().filter(|step| step.done).map(|step| step.weight).sum();
            Some(done / steps.iter().map(|step| step.weight).sum::<f64>())
        }
        Formula::Done { done } => Some(f64::from(*done)),
        Formula::Elapsed(elapsing) => Some(elapsing.share * elapsing.ambition.expected()),
        Formula::DueSteps { steps, .. } => {
            let expected: f64 = steps.iter().map(|step| step.weight * step.expected).sum();
            Some(expected / steps.iter().map(|step| step.weight).sum::<f64>())
        }
        Formula::DueDay { due, today, .. } => Some(f64::from(today >= due)),
        Formula::Always => Some(1.0),
        Formula::Word { .. } => explanation.value,
        Formula::NoWord => None,
    }
}

/// A fixed seed: the same organisations in every run.
fn fixed() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(2026), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(fixed())]

    #[test]
    fn the_roll_up_equals_a_naive_recursive_reference(wild in vec(wild(), 1..10), on in 0_u64..110) {
        let board = organisation(&wild);
        let (standings, naive) = (Standings::of(&board, moment(on)), Naive { board: &board, on });
        for objective in board.objectives.values() {
            let (stands, wanted) = (standings.objective(objective.id), naive.objective(objective).unzip());
            prop_assert!(same(stands.progress, wanted.0), "{} is {:?}, not {:?}", objective.title, stands.progress, wanted.0);
            prop_assert!(same(stands.expected, wanted.1), "{} expects {:?}, not {:?}", objective.title, stands.expected, wanted.1);
            prop_assert_eq!(stands.health, naive.health(objective), "{}", &objective.title);
            prop_assert_eq!(stands.worst_below, naive.worst_below(objective), "below {}", &objective.title);
            prop_assert!(stands.progress.is_none_or(|progress| (0.0..=1.0 + 1e-12).contains(&progress)));
        }
        for key_result in board.key_results.values() {
            let (stands, wanted) = (standings.key_result(key_result.id), naive.key_result(key_result).unzip());
            prop_assert!(same(stands.progress, wanted.0), "{} is {:?}, not {:?}", key_result.title, stands.progress, wanted.0);
            prop_assert!(same(stands.expected, wanted.1), "{} expects {:?}, not {:?}", key_result.title, stands.expected, wanted.1);
        }
    }

    #[test]
    fn every_figure_is_what_its_explanation_works_out(wild in vec(wild(), 1..10), on in 0_u64..110) {
        let board = organisation(&wild);
        let standings = Standings::of(&board, moment(on));
        let objectives = board.objectives.keys().map(|id| (Of::Objective(*id), standings.objective(*id)));
        let key_results = board.key_results.keys().map(|id| (Of::KeyResult(*id), standings.key_result(*id)));
        for (of, stands) in objectives.chain(key_results) {
            let figures = [(Quantity::Progress, stands.progress), (Quantity::Expected, stands.expected), (Quantity::Confidence, stands.confidence)];
            for (quantity, shown) in figures {
                let explanation = explain(&board, &standings, Figure { quantity, of }, moment(on)).unwrap();
                prop_assert_eq!(explanation.value, shown);
                prop_assert!(same(worked_out(&explanation), shown), "{:?} shows {:?}", explanation, shown);
            }
        }
    }

    #[test]
    fn a_subtree_alone_shows_what_the_whole_does(wild in vec(wild(), 1..10), on in 60_u64..100) {
        let board = organisation(&wild);
        let standings = Standings::of(&board, moment(on));
        for id in board.objectives.keys() {
            let today = super::super::history(&board, *id, moment(on)).last().and_then(|(_, progress)| *progress);
            prop_assert_eq!(today, progress(&standings, *id));
        }
    }
}

fn progress(standings: &Standings, id: ObjectiveId) -> Option<f64> {
    standings.objective(id).progress
}
