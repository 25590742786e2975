//! What fades and what doesn't: `?team=…`, with the teams below it, and `?owner=…`.
//!
//! Nothing is summed up over what is left: a filter by owner shows no totals.

use leptos_router::params::ParamsMap;
use okr::{Board, Objective, PersonId, TeamId};

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Objectives of this team and of those below it.
    pub(super) team: Option<TeamId>,
    /// Objectives of this owner.
    pub(super) owner: Option<PersonId>,
}

impl Filter {
    /// Off the address. What is no id looks for nothing.
    pub(super) fn of(query: &ParamsMap) -> Self {
        Self { team: query.get("team").and_then(|id| id.parse().ok()), owner: query.get("owner").and_then(|id| id.parse().ok()) }
    }

    /// Whether an objective keeps its colour.
    pub(super) fn keeps(self, board: &Board, objective: &Objective) -> bool {
        self.owner.is_none_or(|owner| objective.owner == owner)
            && self.team.is_none_or(|team| board.upwards(objective.team).any(|above| above.id == team))
    }
}
