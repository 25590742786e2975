//! The narrator, and the names by which it calls things.

use okr::{Board, KeyResultId, ObjectiveId, Parent, TeamId};

use crate::i18n::Words;

/// Puts events into words. The board gives the names.
#[derive(Clone, Copy)]
pub struct Narrator<'a> {
    pub(super) words: Words,
    pub(super) board: &'a Board,
    /// The objective on whose page the words are; there it isn't named.
    pub(super) here: Option<ObjectiveId>,
    /// The key of what something is called that has no name, because it was deleted since.
    pub(super) gone: &'static str,
}

impl<'a> Narrator<'a> {
    /// For pages about the organisation's work.
    pub const fn new(words: Words, board: &'a Board) -> Self {
        Self { words, board, here: None, gone: "feed.gone" }
    }

    /// For an objective's page.
    pub const fn on_page_of(words: Words, board: &'a Board, objective: ObjectiveId) -> Self {
        Self { here: Some(objective), ..Self::new(words, board) }
    }

    /// For the audit log.
    pub const fn of_audit(words: Words, board: &'a Board) -> Self {
        Self { gone: "audit.gone", ..Self::new(words, board) }
    }

    pub(super) fn gone(&self) -> String {
        self.words.translate(self.gone).to_owned()
    }

    /// The title of an objective.
    pub fn objective(&self, id: ObjectiveId) -> String {
        self.title(id, || self.board.objective(id).map_or_else(|_| self.gone(), |objective| objective.title.clone()))
    }

    /// As [`Narrator::objective`], with the title that it had at the time.
    pub(super) fn title(&self, id: ObjectiveId, title: impl FnOnce() -> String) -> String {
        if self.here == Some(id) { self.words.translate("history.this").to_owned() } else { title() }
    }

    /// The title of a key result.
    pub fn key_result(&self, id: KeyResultId) -> String {
        self.board.key_result(id).map_or_else(|_| self.gone(), |key_result| key_result.title.clone())
    }

    /// The title of what something is aligned to.
    pub fn parent(&self, parent: Parent) -> String {
        match parent {
            Parent::Objective(id) => self.objective(id),
            Parent::KeyResult(id) => self.key_result(id),
        }
    }

    pub(super) fn team(&self, id: TeamId) -> String {
        self.board.team(id).map_or_else(|_| self.gone(), |team| team.name.clone())
    }
}
