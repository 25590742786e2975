//! What an event is about.

use crate::{Alignment, Event, Parent, Thing};

impl Event {
    /// The things that the event names as changed, in whose history it shows. A key result's objective is among them only where the event
    /// says which it is; the organisation, which is one, never is. What an imported row changed stands in events of its own.
    pub fn subjects(&self) -> Vec<Thing> {
        match self {
            Self::TeamAdded(team) | Self::TeamEdited { after: team, .. } | Self::TeamRemoved(team) => vec![Thing::Team(team.id)],
            Self::PersonAdded(person) => vec![Thing::Person(person.id)],
            Self::PersonEdited { id, .. } | Self::PersonDeactivated { id } | Self::PersonReactivated { id } => {
                vec![Thing::Person(*id)]
            }
            Self::HandedOver { from, to, objectives, key_results, pillars } => [*from, *to]
                .map(Thing::Person)
                .into_iter()
                .chain(objectives.iter().copied().map(Thing::Objective))
                .chain(key_results.iter().copied().map(Thing::KeyResult))
                .chain(pillars.iter().copied().map(Thing::Pillar))
                .collect(),
            Self::PillarAdded(pillar) => vec![Thing::Pillar(pillar.id)],
            Self::CycleOpened(cycle) => vec![Thing::Cycle(cycle.id)],
            Self::PhaseMoved { cycle, .. } => vec![Thing::Cycle(*cycle)],
            Self::ObjectiveCreated(objective) | Self::ObjectiveDeleted { before: objective, .. } => {
                vec![Thing::Objective(objective.id)]
            }
            Self::ObjectiveEdited { id, .. } | Self::Published { id, .. } | Self::Unpublished { id, .. } => {
                vec![Thing::Objective(*id)]
            }
            Self::KeyResultCreated { key_result, .. } | Self::KeyResultDeleted { before: key_result, .. } => {
                vec![Thing::KeyResult(key_result.id), Thing::Objective(key_result.objective)]
            }
            Self::KeyResultEdited { id: key_result, .. }
            | Self::CheckedIn { key_result, .. }
            | Self::Corrected { key_result, .. } => vec![Thing::KeyResult(*key_result)],
            Self::Aligned { child, alignment: Alignment { parent, .. }, .. }
            | Self::Unaligned { child, before: Alignment { parent, .. }, .. }
            | Self::Reweighed { child, parent, .. } => {
                let parent = match parent {
                    Parent::Objective(parent) => Thing::Objective(*parent),
                    Parent::KeyResult(parent) => Thing::KeyResult(*parent),
                };
                vec![Thing::Objective(*child), parent]
            }
            Self::Founded(_) | Self::OrganisationEdited { .. } | Self::SecondFactorRequired { .. } | Self::RowImported { .. } => {
                Vec::new()
            }
        }
    }
}
