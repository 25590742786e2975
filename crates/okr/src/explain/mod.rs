//! Explanations of numbers, as data: the formula, its named inputs, and the alignments they came through. Independent
//! of language; the interface adds the words.
//!
//! An explanation is computed from the standings that are displayed, so the two can't differ: applying its formula to
//! its inputs gives its value.

mod explanation;
mod measured;
mod terms;
#[cfg(test)]
mod tests;

pub use self::explanation::{
    DueStep, Elapsing, Explanation, Figure, Formula, LeftOut, Of, Omission, Quantity, Step, Term, Through,
};
use crate::{Board, Moment, Standings};

/// Explains a figure. `standings` must be of the same board and moment. `None` if the subject doesn't exist, or has
/// no such figure.
pub fn explain(board: &Board, standings: &Standings, figure: Figure, at: Moment) -> Option<Explanation> {
    match (figure.of, figure.quantity) {
        (Of::Objective(id), _) => Some(terms::of_objective(board, standings, figure, board.objectives.get(&id)?)),
        (Of::Company(cycle), _) => terms::of_company(board, standings, figure, cycle),
        (Of::KeyResult(id), quantity) => {
            let key_result = board.key_results.get(&id)?;
            match quantity {
                Quantity::Confidence => Some(measured::confidence(standings, figure, key_result)),
                Quantity::Progress | Quantity::Expected if key_result.driven => {
                    Some(terms::of_driven(board, standings, figure, key_result))
                }
                Quantity::Progress => measured::progress(board, standings, figure, key_result, at),
                Quantity::Expected => measured::expected(board, standings, figure, key_result, at),
            }
        }
    }
}
