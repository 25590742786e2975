//! Turns the description of an organisation into commands.

mod beginning;
mod check_ins;
mod goals;
mod incidents;
mod rhythm;

use chrono::{DateTime, Utc};
use okr::{Actor, Command, CycleId, Envelope, KeyResultId, Language, ObjectiveId, PersonId, PillarId, TeamId};

use crate::Step;
use crate::calendar::Calendar;
use crate::ids::{Ids, Kind};
use crate::model::{Company, Goal, Span, Text};

/// The commands, in the order of time.
pub(crate) fn steps(company: &Company, calendar: Calendar, seed: u64, language: Language) -> Vec<Step> {
    let mut story = Unfolding::of(company, calendar, seed, language);
    story.beginning();
    story.rhythm();
    story.goals();
    story.check_ins();
    story.incidents();
    story.told()
}

/// The indices of the people of each team.
fn mates(company: &Company) -> Vec<Vec<usize>> {
    let mut mates = vec![Vec::new(); company.teams.len()];
    for (place, person) in company.people.iter().enumerate() {
        mates[person.team].push(place);
    }
    mates
}

/// The state while commands are created: all ids, and the commands so far.
struct Unfolding<'a> {
    company: &'a Company,
    calendar: Calendar,
    seed: u64,
    language: Language,
    teams: Vec<TeamId>,
    people: Vec<PersonId>,
    pillars: Vec<PillarId>,
    /// In the order of [`Span`].
    cycles: [CycleId; 3],
    objectives: Vec<ObjectiveId>,
    /// The key result ids of each goal.
    key_results: Vec<Vec<KeyResultId>>,
    /// The people of each team who own key results.
    mates: Vec<Vec<usize>>,
    /// The index of each goal by key.
    places: std::collections::HashMap<&'a str, usize>,
    /// Instant, actor and command.
    said: Vec<(DateTime<Utc>, Actor, Command)>,
}

impl<'a> Unfolding<'a> {
    fn of(company: &'a Company, calendar: Calendar, seed: u64, language: Language) -> Self {
        let mut key_results = Ids::of(Kind::KeyResult, seed);
        let mut cycles = Ids::of(Kind::Cycle, seed);
        Self {
            company,
            calendar,
            seed,
            language,
            teams: Ids::of(Kind::Team, seed).take(company.teams.len()),
            people: Ids::of(Kind::Person, seed).take(company.people.len()),
            pillars: Ids::of(Kind::Pillar, seed).take(company.pillars.len()),
            cycles: std::array::from_fn(|_| cycles.next()),
            objectives: Ids::of(Kind::Objective, seed).take(company.goals.len()),
            key_results: company.goals.iter().map(|goal| key_results.take(goal.results.len())).collect(),
            mates: mates(company),
            places: company.goals.iter().enumerate().map(|(place, goal)| (goal.key.as_ref(), place)).collect(),
            said: Vec::new(),
        }
    }

    fn say(&mut self, at: DateTime<Utc>, actor: Actor, command: Command) {
        self.said.push((at, actor, command));
    }

    /// The person at an index, as an actor.
    fn person(&self, place: usize) -> Actor {
        Actor::Person(self.people[place])
    }

    /// The first person for whom `is` holds, as an actor.
    fn first_who(&self, is: impl Fn(&crate::model::Somebody) -> bool) -> Option<Actor> {
        self.company.people.iter().position(is).map(|place| self.person(place))
    }

    /// The text in the demo's language.
    fn text(&self, text: &Text) -> String {
        text.said(self.language)
    }

    fn cycle(&self, span: Span) -> CycleId {
        self.cycles[span as usize]
    }

    /// The goal of a key, with its index.
    fn goal(&self, key: &str) -> Option<(usize, &'a Goal)> {
        let &place = self.places.get(key)?;
        Some((place, &self.company.goals[place]))
    }

    /// The actor who publishes a team's objectives: its lead or that of the nearest ancestor team, else an executive.
    fn lead_of(&self, team: usize) -> Option<usize> {
        let leads = |team: usize| self.company.people.iter().position(|person| person.team == team && person.part.leads());
        let mut upwards = std::iter::successors(Some(team), |&team| self.company.teams[team].parent);
        upwards.find_map(leads).or_else(|| self.company.people.iter().position(|person| person.part.is_executive()))
    }

    /// The commands in the order of time, with ascending ids.
    fn told(mut self) -> Vec<Step> {
        self.said.sort_by_key(|(at, ..)| *at);
        let mut ids = Ids::of(Kind::Command, self.seed);
        let step =
            |(at, actor, command)| Step { actor, at: self.calendar.moment(at), envelope: Envelope { id: ids.next(), command } };
        self.said.into_iter().map(step).collect()
    }
}
