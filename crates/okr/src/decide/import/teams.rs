//! The teams of a board by name.

use std::collections::BTreeMap;

use crate::{Board, Team, TeamId, text};

/// Teams by parent and normalised name: letter case, spaces and the spelling of accents don't matter. A search
/// through all teams for each row would be slow.
pub(super) struct TeamNames(BTreeMap<Place, Vec<(String, TeamId)>>);

/// The parent, and the normalised name.
type Place = (Option<TeamId>, String);

impl TeamNames {
    pub(super) fn of(board: &Board) -> Self {
        let mut names = Self(BTreeMap::new());
        board.teams.values().for_each(|team| names.add(team));
        names
    }

    pub(super) fn add(&mut self, team: &Team) {
        self.0.entry((team.parent, text::spelling(&team.name))).or_default().push((team.name.clone(), team.id));
    }

    /// The team with this name; if several older names are equal after normalisation, the one with the exact
    /// spelling.
    pub(super) fn find(&self, above: Option<TeamId>, name: &str) -> Option<TeamId> {
        let named = self.0.get(&(above, text::spelling(name)))?;
        let written = named.iter().find(|(known, _)| text::is_same(known, name));
        written.or_else(|| named.first()).map(|(_, id)| *id)
    }

    /// The team at a path from the company, if all of it exists.
    pub(super) fn at(&self, path: &[String]) -> Option<TeamId> {
        path.iter().try_fold(None, |above, name| self.find(above, name).map(Some)).flatten()
    }
}
