//! The things that an event is about, in whose history it appears.

use std::collections::BTreeSet;

use okr::{Alignment, Board, Event, KeyResultId, ObjectiveId, Parent, Thing};
use uuid::Uuid;

/// Collects the things that a journal entry is about.
pub(crate) struct Subjects<'a> {
    /// The boards before and after the entry: created things are only on the second, deleted ones only on the first.
    boards: [&'a Board; 2],
    found: BTreeSet<Uuid>,
}

/// The id under which a thing's history is stored. Check-ins have none; they appear in their key result's history.
pub(crate) const fn subject(thing: Thing) -> Uuid {
    match thing {
        Thing::Person(id) => id.0,
        Thing::Team(id) => id.0,
        Thing::Pillar(id) => id.0,
        Thing::Cycle(id) => id.0,
        Thing::Objective(id) => id.0,
        Thing::KeyResult(id) => id.0,
        Thing::CheckIn(id) => id.0,
    }
}

impl<'a> Subjects<'a> {
    /// The things that `events` are about, which lead from the first board to the second.
    pub(crate) fn of(events: &[Event], before: &'a Board, after: &'a Board) -> BTreeSet<Uuid> {
        let mut subjects = Self { boards: [before, after], found: BTreeSet::new() };
        for event in events {
            subjects.add(event);
        }
        subjects.found
    }

    fn add(&mut self, event: &Event) {
        match event {
            Event::TeamAdded(team) | Event::TeamEdited { after: team, .. } | Event::TeamRemoved(team) => {
                self.thing(Thing::Team(team.id));
            }
            Event::PersonAdded(person) => self.thing(Thing::Person(person.id)),
            Event::PersonEdited { id, .. } | Event::PersonDeactivated { id } | Event::PersonReactivated { id } => {
                self.thing(Thing::Person(*id));
            }
            Event::HandedOver { from, to, objectives, key_results, pillars } => {
                for id in [*from, *to] {
                    self.thing(Thing::Person(id));
                }
                for id in objectives {
                    self.objective(*id);
                }
                for id in key_results {
                    self.key_result(*id);
                }
                for id in pillars {
                    self.thing(Thing::Pillar(*id));
                }
            }
            Event::PillarAdded(pillar) => self.thing(Thing::Pillar(pillar.id)),
            Event::CycleOpened(cycle) => self.thing(Thing::Cycle(cycle.id)),
            Event::PhaseMoved { cycle, .. } => self.thing(Thing::Cycle(*cycle)),
            Event::ObjectiveCreated(objective) | Event::ObjectiveDeleted { before: objective, .. } => {
                self.objective(objective.id);
            }
            Event::ObjectiveEdited { id, .. } | Event::Published { id, .. } | Event::Unpublished { id, .. } => {
                self.objective(*id);
            }
            Event::KeyResultCreated { key_result, .. } | Event::KeyResultDeleted { before: key_result, .. } => {
                self.thing(Thing::KeyResult(key_result.id));
                self.objective(key_result.objective);
            }
            Event::KeyResultEdited { id: key_result, .. }
            | Event::CheckedIn { key_result, .. }
            | Event::Corrected { key_result, .. } => self.key_result(*key_result),
            Event::Aligned { child, alignment: Alignment { parent, .. }, .. }
            | Event::Unaligned { child, before: Alignment { parent, .. }, .. }
            | Event::Reweighed { child, parent, .. } => {
                self.objective(*child);
                match parent {
                    Parent::Objective(parent) => self.objective(*parent),
                    Parent::KeyResult(parent) => self.key_result(*parent),
                }
            }
            // There is only one organisation; the changes of an imported row are separate events.
            Event::Founded(_)
            | Event::OrganisationEdited { .. }
            | Event::SecondFactorRequired { .. }
            | Event::RowImported { .. } => {}
        }
    }

    fn key_result(&mut self, id: KeyResultId) {
        self.thing(Thing::KeyResult(id));
        if let Some(key_result) = self.boards.iter().find_map(|board| board.key_result(id).ok()) {
            self.objective(key_result.objective);
        }
    }

    fn objective(&mut self, id: ObjectiveId) {
        self.thing(Thing::Objective(id));
    }

    fn thing(&mut self, thing: Thing) {
        self.found.insert(subject(thing));
    }
}
