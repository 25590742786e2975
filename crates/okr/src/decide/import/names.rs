//! Teams, people and pillars of a table: found by name, or created.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Changed, Import, fault_of};
use crate::import::{Content, Fault, Target};
use crate::{Action, Person, PersonId, PillarId, Roles, Subject, Team, TeamId, text};

impl<'t> Import<'t> {
    /// Creates missing teams and people. A new person becomes a member of the teams whose objectives or key results
    /// they own.
    pub(super) fn teams_and_people(&mut self, rows: &[Changed<'t>]) {
        let mut teams: BTreeMap<&str, TeamId> = BTreeMap::new();
        for Changed { row, .. } in rows {
            if let Content::Objective { team, .. } = &row.content {
                let found = self.team(team);
                teams.extend(self.note(row, "team", found).map(|team| (row.reference.as_str(), team)));
            }
        }
        let mut owners: BTreeMap<&'t str, BTreeSet<TeamId>> = BTreeMap::new();
        for Changed { row, .. } in rows {
            let (owner, objective) = match &row.content {
                Content::Objective { owner, .. } => (owner, &row.reference),
                Content::KeyResult { owner, objective, .. } => (owner, objective),
            };
            let team = teams.get(objective.as_str()).copied().or_else(|| self.team_of(objective));
            owners.entry(owner).or_default().extend(team);
        }
        for Changed { row, .. } in rows {
            let owner = row.content.owner();
            if let Some(teams) = owners.remove(owner).filter(|_| !owner.is_empty()) {
                let found = self.person_or_new(owner, teams);
                let person = self.note(row, "owner", found);
                self.people.extend(person.map(|person| (owner, person)));
            }
        }
    }

    /// The team at a path from the company. Creates missing ones.
    fn team(&mut self, path: &[String]) -> Result<TeamId, Fault> {
        let [first, rest @ ..] = path else { return Err(Fault::Empty) };
        let company = self.teams.find(None, first);
        let mut above = company.ok_or_else(|| match first.trim() {
            "" => Fault::Empty,
            _ => Fault::NotOneOf(self.steps.board.company().map(|company| company.name.clone()).into_iter().collect()),
        })?;
        for name in rest {
            above = match self.teams.find(Some(above), name) {
                Some(team) => team,
                None => self.new_team(name, above)?,
            };
        }
        Ok(above)
    }

    fn new_team(&mut self, name: &str, above: TeamId) -> Result<TeamId, Fault> {
        if !self.may_administer() {
            return Err(Fault::UnknownTeam(name.to_owned()));
        }
        let id = self.ids.fresh();
        let team = Team { id, name: name.to_owned(), parent: Some(above) };
        let event = self.steps.case().new_team(&team).map_err(fault_of)?;
        self.steps.take(event);
        self.teams.add(&team);
        Ok(id)
    }

    /// Whether the importer may create teams and people: administrators and the command line.
    fn may_administer(&self) -> bool {
        self.steps.case().may(Action::Administer, Subject::Organisation).is_ok()
    }

    /// The team of an objective from an earlier import.
    fn team_of(&self, reference: &str) -> Option<TeamId> {
        match self.targets.get(reference)? {
            Target::Objective(id) => self.steps.board.objectives.get(id).map(|objective| objective.team),
            Target::KeyResult(_) => None,
        }
    }

    fn person_or_new(&mut self, owner: &str, teams: BTreeSet<TeamId>) -> Result<PersonId, Fault> {
        if let Some(person) = self.person(owner) {
            return Ok(person);
        }
        if !self.may_administer() {
            return Err(Fault::UnknownPerson(owner.to_owned()));
        }
        let id = self.ids.fresh();
        let (roles, leads) = (Roles::default(), BTreeSet::new());
        let person = Person { id, name: owner.to_owned(), email: None, roles, teams, leads, deactivated: false };
        let event = self.steps.case().new_person(&person).map_err(fault_of)?;
        self.steps.take(event);
        Ok(id)
    }

    /// The person with this e-mail address, or else with this name.
    fn person(&self, owner: &str) -> Option<PersonId> {
        let (name, small) = (text::typed(owner), text::small_email(owner));
        let people = || self.steps.board.people.values();
        let has_address = |person: &&Arc<Person>| person.email.as_deref().is_some_and(|email| text::small_email(email) == small);
        let by_email = small.contains('@').then(|| people().find(has_address)).flatten();
        by_email.or_else(|| people().find(|person| text::is_same(&person.name, &name))).map(|person| person.id)
    }

    /// The owner of a row, who exists by now.
    pub(super) fn owner(&self, owner: &str) -> Option<PersonId> {
        self.people.get(owner).copied().or_else(|| self.person(owner))
    }

    pub(super) fn pillar(&self, name: &str) -> Result<Option<PillarId>, Fault> {
        if name.is_empty() {
            return Ok(None);
        }
        let pillars = || self.steps.board.pillars.values();
        // If several older names are equal after normalisation, the one with the exact spelling.
        let written = pillars().find(|pillar| text::is_same(&pillar.name, name));
        let known = written.or_else(|| pillars().find(|pillar| text::is_same_name(&pillar.name, name)));
        known.map(|pillar| Some(pillar.id)).ok_or_else(|| Fault::UnknownPillar(name.to_owned()))
    }

    /// The team at a path, if all of it exists.
    pub(super) fn known_team(&self, path: &[String]) -> Option<TeamId> {
        self.teams.at(path)
    }
}
