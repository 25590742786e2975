//! What an event is about: the things in whose history it shows.

use std::collections::BTreeSet;

use okr::{Board, Event, Thing};
use uuid::Uuid;

/// Collects the things that one journal entry is about.
pub(crate) struct Subjects<'a> {
    /// The board before the entry, and the one after it: what was made is only on the one, what was deleted only on the other.
    boards: [&'a Board; 2],
    found: BTreeSet<Uuid>,
}

/// The id under which a thing's history is kept. A check-in has none of its own; it shows in its key result's.
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
    /// What `events`, which led from the one board to the other, are about.
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
