//! What the rules say to an alignment on the map, before it is made.

use leptos::prelude::*;
use okr::{Board, Command, Event, How, ObjectiveId, Parent, Place, Refusal};

use crate::i18n::Words;
use crate::live::Live;

/// The command that aligns `child` to `parent`: replaces its primary parent, unless that is to be kept.
pub(super) fn command(board: &Board, child: ObjectiveId, parent: Parent, keep: bool) -> Command {
    let primary = board.objective(child).ok().and_then(|objective| objective.parents.first());
    let place = match primary {
        Some(primary) if !keep => Place::InsteadOf(primary.parent),
        _ => Place::Last,
    };
    Command::Align { child, parent, how: None, place }
}

/// Whether `child` can be dropped on `parent`, and how it would count there.
///
/// # Errors
/// The refusal.
pub(super) fn judge(live: Live, child: ObjectiveId, parent: Parent) -> Result<How, Refusal> {
    let command = command(&live.board.read_untracked(), child, parent, false);
    let events = live.decide(&command)?;
    Ok(events.iter().find_map(|event| aligned(event).map(|(_, how)| how)).unwrap_or(How::Supports))
}

/// Whether `child` can be dropped on an objective or on one of its key results.
pub(super) fn can_take(live: Live, child: ObjectiveId, objective: ObjectiveId) -> bool {
    let board = live.board.read_untracked();
    let rows = board.objective(objective).map(|objective| objective.key_results.as_slice()).unwrap_or_default();
    let rows = rows.iter().copied().map(Parent::KeyResult);
    std::iter::once(Parent::Objective(objective)).chain(rows).any(|parent| judge(live, child, parent).is_ok())
}

/// The alignment that an event made.
pub(super) fn aligned(event: &Event) -> Option<(Parent, How)> {
    match event {
        Event::Aligned { alignment, .. } => Some((alignment.parent, alignment.how)),
        _ => None,
    }
}

/// The title of a parent.
pub(super) fn parent_title(board: &Board, parent: Parent) -> String {
    match parent {
        Parent::Objective(id) => board.objective(id).map(|objective| objective.title.clone()).unwrap_or_default(),
        Parent::KeyResult(id) => board.key_result(id).map(|key_result| key_result.title.clone()).unwrap_or_default(),
    }
}

/// "contributes" or "supports".
pub(super) fn how_words(words: Words, how: How) -> &'static str {
    match how {
        How::Contributes(_) => words.translate("map.contributes"),
        How::Supports => words.translate("map.supports"),
    }
}
