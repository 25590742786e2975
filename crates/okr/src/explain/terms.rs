//! Explanations of means: what is counted, and what isn't.

use super::{Explanation, Figure, Formula, LeftOut, Omission, Quantity, Term, Through};
use crate::numbers::clamped;
use crate::{Board, CycleId, How, KeyResult, Objective, Parent, Standings, Thing};

/// An objective: its key results and what contributes to it.
pub(super) fn of_objective(board: &Board, standings: &Standings, figure: Figure, objective: &Objective) -> Explanation {
    let mut sum = Sum::of(figure.quantity);
    let mut own: Vec<_> = board.key_results_of(objective).collect();
    own.sort_unstable_by_key(|key_result| key_result.id);
    for key_result in own {
        let value = figure.quantity.in_standing(&standings.key_result(key_result.id));
        sum.add(Thing::KeyResult(key_result.id), &key_result.title, Through::Own, key_result.weight, value);
    }
    if figure.quantity != Quantity::Confidence {
        sum.aligned_to(board, standings, Parent::Objective(objective.id), true);
    }
    let standing = standings.objective(objective.id);
    sum.explanation(figure, figure.quantity.in_standing(&standing), |terms| Formula::WeightedMean {
        terms,
        key_results: standing.key_results,
        reported: standing.reported,
    })
}

/// A key result driven by contributions: its contributing objectives.
pub(super) fn of_driven(board: &Board, standings: &Standings, figure: Figure, key_result: &KeyResult) -> Explanation {
    let mut sum = Sum::of(figure.quantity);
    sum.aligned_to(board, standings, Parent::KeyResult(key_result.id), true);
    let value = figure.quantity.in_standing(&standings.key_result(key_result.id));
    sum.explanation(figure, value, |terms| Formula::WeightedMean { terms, key_results: 0, reported: 0 })
}

/// Alignments to a key result that isn't driven: none of them is counted.
pub(super) fn beside(board: &Board, standings: &Standings, quantity: Quantity, key_result: &KeyResult) -> Vec<LeftOut> {
    let mut sum = Sum::of(quantity);
    sum.aligned_to(board, standings, Parent::KeyResult(key_result.id), false);
    sum.left_out
}

/// The company: its own published objectives of a cycle.
pub(super) fn of_company(board: &Board, standings: &Standings, figure: Figure, cycle: CycleId) -> Option<Explanation> {
    (figure.quantity != Quantity::Confidence).then_some(())?;
    board.cycles.get(&cycle)?;
    let mut sum = Sum::of(figure.quantity);
    for objective in board.objectives.values().filter(|objective| objective.cycle == cycle && board.is_company(objective)) {
        let thing = Thing::Objective(objective.id);
        if objective.is_published() {
            sum.add(thing, &objective.title, Through::Own, 1.0, figure.quantity.in_standing(&standings.objective(objective.id)));
        } else {
            sum.leave_out(thing, &objective.title, Omission::Draft);
        }
    }
    let value = sum.mean();
    Some(sum.explanation(figure, value, |terms| Formula::Mean { terms }))
}

/// The terms and omissions of a mean.
struct Sum {
    quantity: Quantity,
    terms: Vec<Term>,
    left_out: Vec<LeftOut>,
}

impl Sum {
    const fn of(quantity: Quantity) -> Self {
        Self { quantity, terms: Vec::new(), left_out: Vec::new() }
    }

    /// Adds a term, unless its weight is 0 or it has no data.
    fn add(&mut self, thing: Thing, title: &str, through: Through, weight: f64, value: Option<f64>) {
        match value {
            _ if weight <= 0.0 => self.leave_out(thing, title, Omission::WeightZero),
            None => self.leave_out(thing, title, Omission::NoData),
            Some(value) => {
                let counted = if self.quantity == Quantity::Progress { clamped(value) } else { value };
                self.terms.push(Term { thing, title: title.to_owned(), through, weight, share: 0.0, value, counted });
            }
        }
    }

    fn leave_out(&mut self, thing: Thing, title: &str, why: Omission) {
        self.left_out.push(LeftOut { thing, title: title.to_owned(), why });
    }

    /// Adds everything aligned to `parent`; `counts` says whether it counts contributions.
    fn aligned_to(&mut self, board: &Board, standings: &Standings, parent: Parent, counts: bool) {
        for child in board.aligned_to(parent) {
            let thing = Thing::Objective(child.id);
            match child.alignment_to(parent).map(|alignment| alignment.how) {
                None | Some(How::Supports) => self.leave_out(thing, &child.title, Omission::Supports),
                Some(How::Contributes(_)) if !counts => self.leave_out(thing, &child.title, Omission::NotDriven),
                Some(How::Contributes(_)) if !child.is_published() => self.leave_out(thing, &child.title, Omission::Draft),
                Some(How::Contributes(weight)) => {
                    let value = self.quantity.in_standing(&standings.objective(child.id));
                    self.add(thing, &child.title, Through::Contributes, weight, value);
                }
            }
        }
    }

    /// The mean of the terms.
    fn mean(&self) -> Option<f64> {
        let weight: f64 = self.terms.iter().map(|term| term.weight).sum();
        (weight > 0.0).then(|| self.terms.iter().map(|term| term.weight * term.counted).sum::<f64>() / weight)
    }

    fn explanation(mut self, figure: Figure, value: Option<f64>, formula: impl FnOnce(Vec<Term>) -> Formula) -> Explanation {
        let all: f64 = self.terms.iter().map(|term| term.weight).sum();
        self.terms.iter_mut().for_each(|term| term.share = term.weight / all);
        Explanation { figure, value, formula: formula(self.terms), left_out: self.left_out }
    }
}
