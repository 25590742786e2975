//! Personal data that is sent to browsers: names, teams and whether people are deactivated, and no more.
//!
//! E-mail addresses and roles are for administrators, who see them on static pages. Each reader's browser gets the
//! reader's own, because rules need them to check permissions. Both the initial board and the entries on the stream
//! are filtered in the same way, so that the board in the browser always equals [`Board::visible_to`] the reader.

use std::borrow::Cow;
use std::sync::Arc;

use crate::import::{Content, ImportedRow, Row};
use crate::{Board, Entry, Event, Measure, Person, PersonDraft, PersonId, Roles};

impl Board {
    /// The board for a reader's browser: without other people's addresses and roles, and without the stored state of
    /// imports.
    #[must_use]
    pub fn visible_to(&self, reader: PersonId) -> Self {
        let mut board = self.clone();
        board.imported.clear();
        for person in self.people.values().filter(|person| person.id != reader && holds_details(person)) {
            board.people.insert(person.id, Arc::new(without_details(person)));
        }
        board
    }
}

impl Entry {
    /// The entry for a reader's browser; `None` is a reader whom it isn't about.
    pub fn visible_to(&self, reader: Option<PersonId>) -> Cow<'_, Self> {
        if self.events.iter().any(hides_something) {
            let events = self.events.iter().map(|event| visible(event, reader)).collect();
            Cow::Owned(Self { events, ..self.clone_without_events() })
        } else {
            Cow::Borrowed(self)
        }
    }

    /// Whether the entry has details about this person that others don't get.
    pub fn holds_details_of(&self, person: PersonId) -> bool {
        self.events.iter().any(|event| match event {
            Event::PersonAdded(added) => added.id == person,
            Event::PersonEdited { id, .. } => *id == person,
            _ => false,
        })
    }

    const fn clone_without_events(&self) -> Self {
        let Self { seq, command, actor, at, events: _ } = self;
        Self { seq: *seq, command: *command, actor: *actor, at: *at, events: Vec::new() }
    }
}

impl ImportedRow {
    /// The row without its content, which contains owners' addresses.
    #[must_use]
    pub fn hidden(&self) -> Self {
        let content = Content::KeyResult {
            objective: String::new(),
            owner: String::new(),
            title: String::new(),
            weight: 0.0,
            measure: Measure::Done { due: None },
            reading: None,
            confidence: None,
        };
        Self { row: Row { line: self.row.line, reference: String::new(), content }, target: self.target }
    }

    /// Whether the row was hidden: imported rows have a name.
    pub(crate) const fn is_hidden(&self) -> bool {
        self.row.reference.is_empty()
    }
}

const fn hides_something(event: &Event) -> bool {
    matches!(event, Event::PersonAdded(_) | Event::PersonEdited { .. } | Event::RowImported { .. })
}

fn visible(event: &Event, reader: Option<PersonId>) -> Event {
    match event {
        Event::PersonAdded(person) if Some(person.id) != reader => Event::PersonAdded(without_details(person)),
        Event::PersonEdited { id, before, after } if Some(*id) != reader => {
            let plain = |draft: &PersonDraft| PersonDraft { email: None, roles: Roles::default(), ..draft.clone() };
            Event::PersonEdited { id: *id, before: plain(before), after: plain(after) }
        }
        Event::RowImported { cycle, row } => Event::RowImported { cycle: *cycle, row: row.hidden() },
        other => other.clone(),
    }
}

fn holds_details(person: &Person) -> bool {
    person.email.is_some() || person.roles != Roles::default()
}

fn without_details(person: &Person) -> Person {
    Person { email: None, roles: Roles::default(), ..person.clone() }
}
