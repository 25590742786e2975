//! The objective's history: sent with the first page, or fetched; and fetched again when it changes.

use std::sync::Arc;

use leptos::prelude::*;
use okr::ObjectiveId;
#[cfg(feature = "hydrate")]
use okr::{Board, Entry, Event, Parent};

use crate::objective_history::ObjectiveHistory;
use crate::opening::Opening;

/// The history of an objective. `None` until it is loaded.
pub(super) fn story_of(id: ObjectiveId) -> RwSignal<Option<ObjectiveHistory>> {
    let opening: Arc<Opening> = expect_context();
    let story = RwSignal::new(opening.story.clone().filter(|story| story.objective == id));
    #[cfg(feature = "hydrate")]
    {
        let live = crate::live::live();
        let told = story.get_untracked().map_or(0, |_| opening.board.seq);
        Effect::new(move |before: Option<u64>| {
            let known = before.unwrap_or(told);
            let feed = live.feed.read();
            let board = live.board.read_untracked();
            let news = feed.iter().filter(|entry| entry.seq > known).any(|entry| is_about(&board, entry, id));
            if known == 0 || news {
                leptos::task::spawn_local(async move {
                    if let Ok(fresh) = crate::server_fns::story(id).await {
                        story.set(Some(fresh));
                    }
                });
            }
            feed.first().map_or(known, |entry| entry.seq).max(1)
        });
    }
    story
}

/// Whether an entry is about an objective or its key results.
#[cfg(feature = "hydrate")]
fn is_about(board: &Board, entry: &Entry, id: ObjectiveId) -> bool {
    let of = |key_result: okr::KeyResultId| board.key_result(key_result).is_ok_and(|key_result| key_result.objective == id);
    let parent_is = |parent: Parent| board.objective_of(parent).is_ok_and(|objective| objective.id == id);
    entry.events.iter().any(|event| match event {
        Event::CheckedIn { key_result, .. }
        | Event::Corrected { key_result, .. }
        | Event::KeyResultEdited { id: key_result, .. } => of(*key_result),
        Event::KeyResultCreated { key_result, .. } | Event::KeyResultDeleted { before: key_result, .. } => {
            key_result.objective == id
        }
        Event::ObjectiveEdited { id: edited, .. }
        | Event::Published { id: edited, .. }
        | Event::Unpublished { id: edited, .. } => *edited == id,
        Event::Aligned { child, alignment, .. } | Event::Unaligned { child, before: alignment, .. } => {
            *child == id || parent_is(alignment.parent)
        }
        Event::Reweighed { child, parent, .. } => *child == id || parent_is(*parent),
        _ => false,
    })
}
