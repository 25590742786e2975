//! Filters that fade other objectives: `?team=…`, with the teams below it, and `?owner=…`.
//!
//! No totals are shown for a filter, because a filter by owner would sum up a person.

use leptos_router::params::ParamsMap;
use okr::{Board, Objective, PersonId, TeamId};

/// The filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Objectives of this team and of those below it.
    pub(super) team: Option<TeamId>,
    /// Objectives of this owner.
    pub(super) owner: Option<PersonId>,
}

impl Filter {
    /// Reads the address. An invalid id is ignored.
    pub(super) fn of(query: &ParamsMap) -> Self {
        Self { team: query.get("team").and_then(|id| id.parse().ok()), owner: query.get("owner").and_then(|id| id.parse().ok()) }
    }

    /// Whether an objective matches.
    pub(super) fn keeps(self, board: &Board, objective: &Objective) -> bool {
        self.owner.is_none_or(|owner| objective.owner == owner)
            && self.team.is_none_or(|team| board.upwards(objective.team).any(|above| above.id == team))
    }
}
