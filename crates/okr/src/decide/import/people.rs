//! Importing a table of people and teams, all or nothing.
//!
//! A person is identified by e-mail address; or by name, if they have no address yet because a table of objectives
//! named them. People are never removed, and an empty cell changes nothing; so importing the same table again gives
//! no event.

use std::collections::{BTreeMap, BTreeSet};

use super::teams::TeamNames;
use super::{Ids, fault_of};
use crate::decide::steps::Steps;
use crate::decide::{Case, Decision};
use crate::import::{Fault, PeopleTable, PersonRow, Problem};
use crate::{Action, Board, Event, Field, Person, PersonDraft, PersonId, Refusal, Subject, Team, TeamId, Thing, text};

impl Case<'_> {
    pub(in crate::decide) fn import_people(self, table: &PeopleTable) -> Decision {
        self.may(Action::Administer, Subject::Organisation)?;
        let mut intake = Intake::begin(self, table);
        for row in &table.rows {
            intake.row(row);
        }
        intake.keeps_an_admin(self.board);
        intake.end()
    }
}

/// An import in progress.
struct Intake {
    steps: Steps,
    ids: Ids,
    /// People by address in lower case. A search through all people for each row would take minutes.
    by_email: BTreeMap<String, PersonId>,
    /// People without an address by name; `None` if the name isn't unique.
    by_name: BTreeMap<String, Option<PersonId>>,
    /// Addresses in the rows so far.
    named: BTreeSet<String>,
    /// The teams by name.
    teams: TeamNames,
    /// The line that removed the last administrator's role, if any.
    resigned: Option<u32>,
    problems: Vec<Problem>,
}

impl Intake {
    fn begin(case: Case<'_>, table: &PeopleTable) -> Self {
        let (mut by_email, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for person in case.board.people.values() {
            match &person.email {
                Some(email) => {
                    by_email.insert(text::small_email(email), person.id);
                }
                None => {
                    by_name.entry(text::typed(&person.name)).and_modify(|known| *known = None).or_insert(Some(person.id));
                }
            }
        }
        Self {
            steps: Steps::from(case),
            ids: Ids(table.ids_from.as_u128()),
            by_email,
            by_name,
            named: BTreeSet::new(),
            teams: TeamNames::of(case.board),
            resigned: None,
            problems: Vec::new(),
        }
    }

    fn row(&mut self, row: &PersonRow) {
        let email = match text::typed(&row.email) {
            email if email.is_empty() => Err(Fault::Empty),
            email if !self.named.insert(text::small_email(&email)) => Err(Fault::EmailTwice(email)),
            email => text::email(&email).map_err(fault_of),
        };
        let email = self.note(row, "email", email);
        let name = self.note(row, "name", text::line(Field::Name, &row.name).map_err(fault_of));
        let (teams, leads) = (self.paths(row, "team", row.teams.as_deref()), self.paths(row, "leads", row.leads.as_deref()));
        let (Some(email), Some(name), Ok(teams), Ok(leads)) = (email, name, teams, leads) else { return };

        let small = text::small_email(&email);
        let known = self.by_email.get(&small).copied().or_else(|| self.by_name.remove(&name).flatten());
        let Some(before) = known.and_then(|id| self.steps.board.people.get(&id)).cloned() else {
            let id = self.ids.fresh();
            if self.steps.board.people.contains_key(&id) {
                self.note::<()>(row, "", Err(fault_of(Refusal::Taken(Thing::Person(id)))));
                return;
            }
            self.by_email.insert(small, id);
            let (roles, teams, leads) = (row.roles.unwrap_or_default(), teams.unwrap_or_default(), leads.unwrap_or_default());
            self.steps.take(Event::PersonAdded(Person { id, name, email: Some(email), roles, teams, leads, deactivated: false }));
            return;
        };
        let (id, before) = (before.id, PersonDraft::of(&before));
        let after = PersonDraft {
            name,
            email: before.email.clone().or(Some(email)),
            roles: row.roles.unwrap_or(before.roles),
            teams: teams.unwrap_or_else(|| before.teams.clone()),
            leads: leads.unwrap_or_else(|| before.leads.clone()),
        };
        if before.roles.admin && !after.roles.admin {
            self.resigned = Some(row.line);
        }
        if before != after {
            self.steps.take(Event::PersonEdited { id, before, after });
        }
    }

    /// The teams at some paths; `Ok(None)` if the cell is empty, `Err` after its problems were noted.
    fn paths(&mut self, row: &PersonRow, column: &str, paths: Option<&[Vec<String>]>) -> Result<Option<BTreeSet<TeamId>>, ()> {
        let Some(paths) = paths else { return Ok(None) };
        // All are checked before returning, so that all problems are reported.
        let found: Vec<Option<TeamId>> = paths
            .iter()
            .map(|path| {
                let team = self.team(path);
                self.note(row, column, team)
            })
            .collect();
        found.into_iter().collect::<Option<_>>().map(Some).ok_or(())
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
        let team = Team { id: self.ids.fresh(), name: name.to_owned(), parent: Some(above) };
        let event = self.steps.case().new_team(&team).map_err(fault_of)?;
        self.steps.take(event);
        self.teams.add(&team);
        Ok(team.id)
    }

    /// Whether an administrator is left, if there was one.
    fn keeps_an_admin(&mut self, before: &Board) {
        let has_one = |board: &Board| board.people.values().any(|person| person.looks_after_people());
        if let Some(line) = self.resigned.filter(|_| has_one(before) && !has_one(&self.steps.board)) {
            self.problems.push(Problem { line, column: "roles".to_owned(), fault: fault_of(Refusal::LastAdmin) });
        }
    }

    /// The events, if there are no problems.
    fn end(mut self) -> Decision {
        if self.problems.is_empty() {
            return Ok(self.steps.into_events());
        }
        self.problems.sort_by_key(|problem| problem.line);
        Err(Refusal::Table(self.problems))
    }

    /// The value, or a problem in that column.
    fn note<T>(&mut self, row: &PersonRow, column: &str, value: Result<T, Fault>) -> Option<T> {
        let problem = |fault| Problem { line: row.line, column: column.to_owned(), fault };
        value.map_err(|fault| self.problems.push(problem(fault))).ok()
    }
}
