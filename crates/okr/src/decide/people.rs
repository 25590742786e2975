//! Rules of people: adding, editing, deactivating.

use super::{Case, Decision, merged};
use crate::merge::Theirs;
use crate::{Action, Event, Field, Person, PersonDraft, PersonId, Phase, Refusal, Subject, Thing, text};

impl Case<'_> {
    pub(super) fn add_person(self, person: &Person) -> Decision {
        self.may(Action::Administer, Subject::Organisation)?;
        self.new_person(person).map(|event| vec![event])
    }

    /// The event of a new person, from any source.
    pub(super) fn new_person(self, person: &Person) -> Result<Event, Refusal> {
        if self.board.people.contains_key(&person.id) {
            return Err(Refusal::Taken(Thing::Person(person.id)));
        }
        let PersonDraft { name, email, roles, teams, leads } = self.check_person(person.id, &PersonDraft::of(person))?;
        Ok(Event::PersonAdded(Person { id: person.id, name, email, roles, teams, leads, deactivated: false }))
    }

    pub(super) fn edit_person(self, id: PersonId, draft: &PersonDraft, base: Option<&PersonDraft>) -> Decision {
        let person = self.board.person(id)?;
        self.may(Action::Administer, Subject::Organisation)?;
        let before = PersonDraft::of(person);
        let after = self.check_person(id, &merged(draft, base, &before, Theirs::Person)?)?;
        let stops = |is: fn(&PersonDraft) -> bool| is(&before) && !is(&after);
        if !person.deactivated && (stops(|draft| draft.roles.admin) || stops(|draft| draft.roles.admin && draft.email.is_some()))
        {
            self.keeps_an_admin(person)?;
        }
        if before == after {
            return Ok(Vec::new());
        }
        Ok(vec![Event::PersonEdited { id, before, after }])
    }

    pub(super) fn deactivate_person(self, id: PersonId, hand_over_to: Option<PersonId>) -> Decision {
        let person = self.board.person(id)?;
        self.may(Action::Administer, Subject::Organisation)?;
        if person.deactivated {
            return Ok(Vec::new());
        }
        if person.roles.admin {
            self.keeps_an_admin(person)?;
        }
        let mut events: Vec<Event> = self.handed_over(id, hand_over_to)?.into_iter().collect();
        events.push(Event::PersonDeactivated { id });
        Ok(events)
    }

    pub(super) fn reactivate_person(self, id: PersonId) -> Decision {
        let person = self.board.person(id)?;
        self.may(Action::Administer, Subject::Organisation)?;
        Ok(if person.deactivated { vec![Event::PersonReactivated { id }] } else { Vec::new() })
    }

    /// A person who can be an owner: existing and active, or the owner so far.
    pub(super) fn answerable(self, owner: PersonId, before: Option<PersonId>) -> Result<(), Refusal> {
        let person = self.board.person(owner)?;
        if person.deactivated && before != Some(owner) { Err(Refusal::Deactivated { person: owner }) } else { Ok(()) }
    }

    /// Transfers what a person owns in cycles that aren't closed; closed cycles are unchanged.
    fn handed_over(self, from: PersonId, to: Option<PersonId>) -> Result<Option<Event>, Refusal> {
        let open = |cycle| self.board.cycles.get(&cycle).is_some_and(|cycle| cycle.phase != Phase::Closed);
        let objectives: Vec<_> = self
            .board
            .objectives
            .values()
            .filter(|objective| objective.owner == from && open(objective.cycle))
            .map(|objective| objective.id)
            .collect();
        let in_open = |id| self.board.objectives.get(&id).is_some_and(|objective| open(objective.cycle));
        let key_results: Vec<_> = self
            .board
            .key_results
            .values()
            .filter(|key_result| key_result.owner == Some(from) && in_open(key_result.objective))
            .map(|key_result| key_result.id)
            .collect();
        let pillars: Vec<_> =
            self.board.pillars.values().filter(|pillar| pillar.owner == Some(from)).map(|pillar| pillar.id).collect();
        if objectives.is_empty() && key_results.is_empty() && pillars.is_empty() {
            return Ok(None);
        }
        let still_owns =
            Refusal::StillOwns { objectives: objectives.len(), key_results: key_results.len(), pillars: pillars.len() };
        let to = to.filter(|to| *to != from).ok_or(still_owns)?;
        self.answerable(to, None)?;
        Ok(Some(Event::HandedOver { from, to, objectives, key_results, pillars }))
    }

    /// Whether an administrator is left without this person. One with an e-mail address isn't replaced by one
    /// without, who couldn't sign in.
    fn keeps_an_admin(self, without: &Person) -> Result<(), Refusal> {
        let replaces = |other: &Person| if without.email.is_some() { other.looks_after_people() } else { other.roles.admin };
        let there = self.board.people.values().filter(|other| other.id != without.id && !other.deactivated);
        if there.into_iter().any(|other| replaces(other)) { Ok(()) } else { Err(Refusal::LastAdmin) }
    }

    /// The validated details to store.
    fn check_person(self, id: PersonId, draft: &PersonDraft) -> Result<PersonDraft, Refusal> {
        for team in draft.teams.union(&draft.leads) {
            self.board.team(*team)?;
        }
        let name = text::line(Field::Name, &draft.name)?;
        let written = draft.email.as_deref().filter(|written| !text::typed(written).is_empty());
        let email = written.map(|written| self.check_email(id, written)).transpose()?;
        Ok(PersonDraft { name, email, ..draft.clone() })
    }

    /// An e-mail address that is unique in lower case.
    fn check_email(self, id: PersonId, written: &str) -> Result<String, Refusal> {
        let email = text::email(written)?;
        let small = text::small_email(&email);
        let same = |other: &&std::sync::Arc<Person>| {
            other.id != id && other.email.as_ref().is_some_and(|other| text::small_email(other) == small)
        };
        match self.board.people.values().find(same) {
            Some(other) => Err(Refusal::EmailTaken { email, person: other.id }),
            None => Ok(email),
        }
    }
}
