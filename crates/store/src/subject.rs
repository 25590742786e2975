//! The things that an event is about, in whose history it appears.

use std::collections::BTreeSet;

use okr::{Board, Event, Thing};
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
        for thing in events.iter().flat_map(Event::subjects) {
            subjects.add(thing);
        }
        subjects.found
    }

    fn add(&mut self, thing: Thing) {
        self.found.insert(subject(thing));
        // What happens to a key result shows in its objective's history, too.
        if let Thing::KeyResult(id) = thing
            && let Some(key_result) = self.boards.iter().find_map(|board| board.key_result(id).ok())
        {
            self.found.insert(subject(Thing::Objective(key_result.objective)));
        }
    }
}
