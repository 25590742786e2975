//! Puts the events of the journal into words: for the feed, for an objective's history and for the audit log.

mod administration;
mod changes;
mod names;
mod pieces;
mod statement;
#[cfg(test)]
mod tests;

pub use names::Narrator;
pub use pieces::Piece;
