//! The teams of a board by their names, as tables name them.

use std::collections::BTreeMap;

use crate::{Board, Team, TeamId, text};

/// Which team a name means below which other: in any letter case, with any spaces and any spelling of accents. Looking through all teams
/// for each row would take long.
pub(super) struct TeamNames(BTreeMap<Place, Vec<(String, TeamId)>>);

/// What a team belongs to, and what its name has in common with all names that mean it.
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

    /// The team of this name; of several from before such names were one, the one that is written just so.
    pub(super) fn find(&self, above: Option<TeamId>, name: &str) -> Option<TeamId> {
        let named = self.0.get(&(above, text::spelling(name)))?;
        let written = named.iter().find(|(known, _)| text::is_same(known, name));
        written.or_else(|| named.first()).map(|(_, id)| *id)
    }

    /// The team at the end of a path from the company, if all of it is there.
    pub(super) fn at(&self, path: &[String]) -> Option<TeamId> {
        path.iter().try_fold(None, |above, name| self.find(above, name).map(Some)).flatten()
    }
}
