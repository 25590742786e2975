//! The rules.
use crate::{Actor, Board, Command, Event, Moment, Refusal};
/// Decides.
pub fn decide(board: &Board, actor: Actor, command: &Command, at: Moment) -> Result<Vec<Event>, Refusal> { let _ = (board, actor, command, at); Err(Refusal::Founding) }
