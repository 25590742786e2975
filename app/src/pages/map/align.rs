//! Aligning and un-aligning on the map: the command that is sent, and the message afterwards.

use leptos::prelude::*;
use okr::{Command, Event, How, ObjectiveId, Parent, Place};

use super::ground::{Ground, focus, ground};
use super::held::{Made, Over};
use super::judge::{aligned, command, how_words, parent_title};
use crate::i18n::{Words, t, words};
use crate::live::{Live, live};

/// What an alignment needs: the map, the live state and the translations. Created in a component, used in handlers,
/// which have no context.
#[derive(Clone, Copy)]
pub(super) struct Aligner {
    /// The map.
    pub(super) ground: Ground,
    /// The live state.
    pub(super) live: Live,
    /// The translations.
    pub(super) words: Words,
}

impl Aligner {
    /// From the page's context.
    pub(super) fn new() -> Self {
        Self { ground: ground(), live: live(), words: words() }
    }

    /// Drops the held card on what it is over.
    pub(super) fn drop_held(self) {
        let Self { ground, live, words } = self;
        let (held, over) = (ground.held.get_untracked(), ground.over.get_untracked());
        ground.put_back();
        let Some(held) = held else { return };
        match over {
            Some(Over::Parent(parent)) => self.align(held.child, parent, false),
            Some(Over::Tray) => {
                let primary =
                    live.board.read_untracked().objective(held.child).ok().and_then(|child| child.parents.first().copied());
                if let Some(primary) = primary {
                    self.unalign(held.child, primary.parent);
                }
            }
            None => ground.say(words.translate("map.put_back")),
        }
    }

    /// Aligns, and then asks how it counts.
    pub(super) fn align(self, child: ObjectiveId, parent: Parent, keep: bool) {
        let Self { ground, live, words } = self;
        let board = live.board.get_untracked();
        let command = command(&board, child, parent, keep);
        let replaced = match &command {
            Command::Align { place: Place::InsteadOf(old), .. } => {
                board.objective(child).ok().and_then(|objective| objective.alignment_to(*old).copied())
            }
            _ => None,
        };
        let title = board.objective(child).map(|objective| objective.title.clone()).unwrap_or_default();
        let parent_title = parent_title(&board, parent);
        let above = board.objective_of(parent).ok().map(|above| above.id);
        if let Some(above) = above {
            // The dropped card must not be hidden in a folded branch, and its parent must not move away.
            if ground.is_folded(above) {
                ground.fold(above);
            }
            if matches!(parent, Parent::KeyResult(_)) {
                ground.opened.update(|opened| _ = opened.insert(above));
            }
            ground.near.set(Some(above));
        }
        self.commit(command, move |events| {
            let how = events.iter().find_map(aligned).map_or(How::Supports, |(_, how)| how);
            ground.made.set(Some(Made { child, parent, replaced }));
            if let Some(above) = above {
                ground.show_together(child, above);
            }
            t!(words, "map.aligned", what = title, to = parent_title, how = how_words(words, how))
        });
        self.keep_focus(child);
    }

    /// Removes an alignment.
    pub(super) fn unalign(self, child: ObjectiveId, parent: Parent) {
        let Self { live, words, .. } = self;
        let board = live.board.get_untracked();
        let title = board.objective(child).map(|objective| objective.title.clone()).unwrap_or_default();
        let from = parent_title(&board, parent);
        self.commit(Command::Unalign { child, parent }, move |_| t!(words, "map.unaligned", what = title, from = from));
        self.keep_focus(child);
    }

    /// Sends a command and shows the result. It is shown at once; the server's answer matters only if it refuses.
    pub(super) fn commit(self, command: Command, done: impl FnOnce(&[Event]) -> String + 'static) {
        let live = self.live;
        leptos::task::spawn_local(async move {
            match live.commit(command).await {
                Ok(events) => live.messages.say(done(&events), live.undo(&events), false),
                Err(error) => live.fail(&error),
            }
        });
    }

    /// Closes the panel about the previous alignment, and keeps the focus on the card, which has moved.
    fn keep_focus(self, child: ObjectiveId) {
        let ground = self.ground;
        ground.made.set(None);
        if ground.at.get_untracked() == Some(child) {
            focus(child);
        }
    }
}
