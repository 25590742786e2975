//! Rules of founding, organisation settings, teams and pillars.

use super::{Case, Decision, merged};
use crate::merge::Theirs;
use crate::{
    Action, Actor, Event, Field, Organisation, OrganisationDraft, Pillar, Refusal, Subject, Team, TeamDraft, TeamId, Thing, text,
};

impl Case<'_> {
    pub(super) fn found(self, organisation: &Organisation, root: TeamId) -> Decision {
        if self.board.organisation.is_some() {
            return Err(Refusal::Founding);
        }
        if self.actor != Actor::CommandLine {
            return Err(Refusal::NotAllowed { action: Action::Administer });
        }
        let organisation = Organisation {
            name: text::line(Field::Name, &organisation.name)?,
            purpose: text::prose(Field::Why, &organisation.purpose)?,
            vision: text::prose(Field::Why, &organisation.vision)?,
            rhythm_days: organisation.rhythm_days.max(1),
            // No person has one yet.
            second_factor_required: false,
            ..organisation.clone()
        };
        let company = Team { id: root, name: organisation.name.clone(), parent: None };
        Ok(vec![Event::Founded(organisation), Event::TeamAdded(company)])
    }

    /// Whether the time zone exists is checked by the server before the command is decided.
    pub(super) fn edit_organisation(self, base: &OrganisationDraft, draft: &OrganisationDraft) -> Decision {
        self.may(Action::Administer, Subject::Organisation)?;
        let before = self.board.organisation.as_deref().map(OrganisationDraft::of).ok_or(Refusal::Founding)?;
        let time_zone = text::line(Field::TimeZone, &draft.time_zone)?;
        let draft = OrganisationDraft { name: text::line(Field::Name, &draft.name)?, time_zone, ..draft.clone() };
        let after = merged(&draft, Some(base), &before, Theirs::Organisation)?;
        let mut events = Vec::new();
        if before.name != after.name
            && let Some(company) = self.board.company().cloned()
        {
            let renamed = Team { name: after.name.clone(), ..company.clone() };
            events.push(Event::TeamEdited { before: company, after: renamed });
        }
        if before != after {
            events.insert(0, Event::OrganisationEdited { before, after });
        }
        Ok(events)
    }

    pub(super) fn add_team(self, team: &Team) -> Decision {
        self.may(Action::Administer, Subject::Organisation)?;
        self.new_team(team).map(|event| vec![event])
    }

    /// The event of a new team, from any source.
    pub(super) fn new_team(self, team: &Team) -> Result<Event, Refusal> {
        if self.board.teams.contains_key(&team.id) {
            return Err(Refusal::Taken(Thing::Team(team.id)));
        }
        // The company exists since the founding, and there is only one.
        let above = team.parent.ok_or(Refusal::Founding)?;
        self.board.team(above)?;
        let name = self.team_name(team.id, &team.name, team.parent)?;
        Ok(Event::TeamAdded(Team { name, ..team.clone() }))
    }

    pub(super) fn edit_team(self, id: TeamId, name: &str, parent: Option<TeamId>, base: Option<&TeamDraft>) -> Decision {
        let before = self.board.team(id)?.clone();
        self.may(Action::Administer, Subject::Organisation)?;
        let wanted = TeamDraft { name: name.to_owned(), parent };
        let TeamDraft { name, parent } = merged(&wanted, base, &TeamDraft::of(&before), Theirs::Team)?;
        if before.parent.is_none() != parent.is_none() {
            return Err(Refusal::TheCompany);
        }
        if let Some(above) = parent {
            self.board.team(above)?;
            if self.board.upwards(above).any(|team| team.id == id) {
                return Err(Refusal::TeamInItself { team: id, above });
            }
        }
        let after = Team { id, name: self.team_name(id, &name, parent)?, parent };
        if before == after {
            return Ok(Vec::new());
        }
        // The company has the organisation's name.
        let organisation = self.board.organisation.as_deref().filter(|_| parent.is_none()).map(OrganisationDraft::of);
        let renamed = organisation.map(|before| Event::OrganisationEdited {
            after: OrganisationDraft { name: after.name.clone(), ..before.clone() },
            before,
        });
        Ok(renamed.into_iter().chain([Event::TeamEdited { before, after }]).collect())
    }

    pub(super) fn remove_team(self, id: TeamId) -> Decision {
        let team = self.board.team(id)?.clone();
        self.may(Action::Administer, Subject::Organisation)?;
        if team.parent.is_none() {
            return Err(Refusal::TheCompany);
        }
        let objectives = self.board.objectives.values().filter(|objective| objective.team == id).count();
        let is_in = |person: &&std::sync::Arc<crate::Person>| person.teams.contains(&id) || person.leads.contains(&id);
        let people = self.board.people.values().filter(is_in).count();
        let teams = self.board.teams.values().filter(|other| other.parent == Some(id)).count();
        if objectives + people + teams > 0 {
            return Err(Refusal::TeamNotEmpty { team: id, objectives, people, teams });
        }
        Ok(vec![Event::TeamRemoved(team)])
    }

    /// A name that is unique among its siblings.
    fn team_name(self, id: TeamId, name: &str, parent: Option<TeamId>) -> Result<String, Refusal> {
        let name = text::line(Field::Name, name)?;
        let taken =
            |other: &std::sync::Arc<Team>| other.id != id && other.parent == parent && text::is_same_name(&other.name, &name);
        if self.board.teams.values().any(taken) { Err(Refusal::NameTaken { name }) } else { Ok(name) }
    }

    /// Whether the administrator has a second factor themselves is checked by the server before the command is
    /// decided.
    pub(super) fn require_second_factor(self, required: bool) -> Decision {
        self.may(Action::Administer, Subject::Organisation)?;
        let before = self.board.organisation.as_ref().is_some_and(|organisation| organisation.second_factor_required);
        if before == required {
            return Ok(Vec::new());
        }
        Ok(vec![Event::SecondFactorRequired { before, after: required }])
    }

    pub(super) fn add_pillar(self, pillar: &Pillar) -> Decision {
        self.may(Action::EditStrategy, Subject::Organisation)?;
        if self.board.pillars.contains_key(&pillar.id) {
            return Err(Refusal::Taken(Thing::Pillar(pillar.id)));
        }
        pillar.owner.map(|owner| self.answerable(owner, None)).transpose()?;
        let name = text::line(Field::Name, &pillar.name)?;
        if self.board.pillars.values().any(|other| text::is_same_name(&other.name, &name)) {
            return Err(Refusal::NameTaken { name });
        }
        Ok(vec![Event::PillarAdded(Pillar { name, ..pillar.clone() })])
    }
}
