//! Taking back what was just done, by a command of its own: both stay in the journal.

use crate::{Command, Event, Place};

/// The command that undoes a change, as far as rules still allow it; `None` for what can't be taken back by a command.
///
/// An edge comes back to its place and counts as it did. What was asked for with a reason goes back with the same.
pub fn inverse(events: &[Event]) -> Option<Command> {
    match events {
        [Event::Aligned { child, alignment, .. }] => Some(Command::Unalign { child: *child, parent: alignment.parent }),
        [Event::Unaligned { child, before, index, .. }] => {
            Some(Command::Align { child: *child, parent: before.parent, how: Some(before.how), place: Place::At(*index) })
        }
        [Event::Unaligned { child, before, .. }, Event::Aligned { child: same, alignment, .. }] if child == same => {
            let place = Place::InsteadOf(alignment.parent);
            Some(Command::Align { child: *child, parent: before.parent, how: Some(before.how), place })
        }
        // What others changed meanwhile stays as they changed it.
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
