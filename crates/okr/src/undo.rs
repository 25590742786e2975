//! Undo by a separate command: both stay in the journal.

use crate::{Actor, Board, Command, Event, KeyResultDraft, Moment, ObjectiveDraft, Place, decide};

/// The commands that undo `events` on the board to which they were applied; none if a rule refuses one of them.
pub fn undo(board: &Board, actor: Actor, events: &[Event], moment: Moment) -> Vec<Command> {
    let commands = inverse(events);
    let mut board = board.clone();
    for command in &commands {
        let Ok(events) = decide(&board, actor, command, moment) else { return Vec::new() };
        for event in &events {
            board.apply(event);
        }
    }
    commands
}

/// The commands that undo a change, in this order; none if it can't be undone by commands.
///
/// An alignment is restored at its index with its weight. The reason of the original command is used again.
pub fn inverse(events: &[Event]) -> Vec<Command> {
    one(events).map_or_else(|| restore(events).unwrap_or_default(), |command| vec![command])
}

/// The commands that restore what was deleted. A key result is appended to its objective's list; one with check-ins
/// isn't restored, because the new one would have none.
fn restore(events: &[Event]) -> Option<Vec<Command>> {
    let (mut objective, mut publish) = (None, None);
    let (mut key_results, mut edges) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Unaligned { child, before, index, .. } => {
                edges.push(Command::Align {
                    child: *child,
                    parent: before.parent,
                    how: Some(before.how),
                    place: Place::At(*index),
                });
            }
            Event::KeyResultDeleted { before, reason } if before.series.is_empty() => {
                let draft = KeyResultDraft::of(before);
                key_results.push(Command::CreateKeyResult {
                    id: before.id,
                    objective: before.objective,
                    draft,
                    reason: reason.clone(),
                });
            }
            Event::ObjectiveDeleted { before, .. } => {
                publish = before.is_published().then_some(Command::Publish { id: before.id });
                objective =
                    Some(Command::CreateObjective { id: before.id, cycle: before.cycle, draft: ObjectiveDraft::of(before) });
            }
            _ => return None,
        }
    }
    // The last alignment removed is the first restored, so that each gets its index.
    Some(objective.into_iter().chain(key_results).chain(publish).chain(edges.into_iter().rev()).collect())
}

/// The command that undoes one command.
fn one(events: &[Event]) -> Option<Command> {
    match events {
        [Event::Aligned { child, alignment, .. }] => Some(Command::Unalign { child: *child, parent: alignment.parent }),
        [Event::Unaligned { child, before, index, .. }] => {
            Some(Command::Align { child: *child, parent: before.parent, how: Some(before.how), place: Place::At(*index) })
        }
        [Event::Unaligned { child, before, .. }, Event::Aligned { child: same, alignment, .. }] if child == same => {
            let place = Place::InsteadOf(alignment.parent);
            Some(Command::Align { child: *child, parent: before.parent, how: Some(before.how), place })
        }
        // Concurrent changes by others are kept.
        [Event::Reweighed { child, parent, before, after, reason }] => {
            let (how, base) = (*before, Some(*after));
            Some(Command::Reweigh { child: *child, parent: *parent, how, base, reason: reason.clone() })
        }
        [Event::Published { id, .. }] => Some(Command::Unpublish { id: *id }),
        [Event::ObjectiveEdited { id, before, after, reason }] => {
            let (draft, base) = (before.clone(), Some(after.clone()));
            Some(Command::EditObjective { id: *id, draft, base, reason: reason.clone() })
        }
        [Event::KeyResultCreated { key_result, reason }] => {
            Some(Command::DeleteKeyResult { id: key_result.id, reason: reason.clone() })
        }
        [Event::KeyResultEdited { id, before, after, reason }] => {
            let (draft, base) = (before.clone(), Some(after.clone()));
            Some(Command::EditKeyResult { id: *id, draft, base, reason: reason.clone() })
        }
        _ => None,
    }
}
