//! Objectives are created, aligned and published before their quarter begins.

use chrono::TimeDelta;
use okr::{Ambition, Command, KeyResultDraft, KeyResultId, Measure, Milestone, ObjectiveDraft, Parent, PersonId, Place};

use super::Unfolding;
use crate::model::{Answerable, Gauge, Goal, Incident, Link, Outcome, Span};

/// How many days before the quarter its objectives are created, aligned and published.
const WRITTEN: i64 = 21;
const ALIGNED: i64 = 9;
const PUBLISHED: i64 = 4;

/// The time in seconds within which all objectives of a cycle are created (or aligned, or published): from nine to
/// the evening of the third day.
const THREE_DAYS: i64 = 2 * 86_400 + 9 * 3600;

impl Unfolding<'_> {
    pub(super) fn goals(&mut self) {
        let company = self.company;
        let count = i64::try_from(company.goals.len()).unwrap_or(i64::MAX);
        for (place, goal) in company.goals.iter().enumerate() {
            // Evenly spread over these days, so that ids are in the order of time.
            let nth = i64::try_from(place).unwrap_or(i64::MAX);
            let offset = TimeDelta::milliseconds(nth * THREE_DAYS * 1000 / count.max(1));
            let day = |days| self.calendar.before(beginning(goal.span), days, 9 * 3600) + offset;
            let (written, aligned, published) = (day(WRITTEN), day(ALIGNED), day(PUBLISHED));
            self.write(place, goal, written);
            for (nth, link) in (0..).zip(&goal.parents) {
                self.align(place, goal, link, aligned + TimeDelta::milliseconds(nth));
            }
            if !goal.draft
                && let Some(lead) = self.publisher(goal)
            {
                let actor = self.person(lead);
                self.say(published, actor, Command::Publish { id: self.objectives[place] });
            }
        }
    }

    fn write(&mut self, place: usize, goal: &Goal, at: chrono::DateTime<chrono::Utc>) {
        let owner = self.person(goal.owner);
        let (id, cycle) = (self.objectives[place], self.cycle(goal.span));
        let draft = self.objective_draft(goal);
        let before = self.company.incidents.iter().find_map(|incident| match incident {
            Incident::Reworded { goal: key, before, .. } if *key == goal.key => Some(self.text(before)),
            _ => None,
        });
        let draft = ObjectiveDraft { title: before.unwrap_or_else(|| draft.title.clone()), ..draft };
        self.say(at, owner, Command::CreateObjective { id, cycle, draft });
        for (nth, outcome) in goal.results.iter().enumerate() {
            let draft = self.key_result_draft(place, goal, nth, outcome);
            let draft = self.first_promise(goal, nth).map_or(draft.clone(), |(title, target)| retargeted(draft, title, target));
            let create =
                Command::CreateKeyResult { id: self.key_results[place][nth], objective: id, draft, reason: String::new() };
            self.say(at + TimeDelta::milliseconds(1), owner, create);
        }
    }

    /// The content of an objective.
    pub(super) fn objective_draft(&self, goal: &Goal) -> ObjectiveDraft {
        ObjectiveDraft {
            title: self.text(&goal.title),
            why: self.text(&goal.why),
            team: self.teams[goal.team],
            owner: self.people[goal.owner],
            pillar: goal.pillar.map(|pillar| self.pillars[pillar]),
            ambition: if goal.aspirational { Ambition::Aspirational } else { Ambition::Committed },
        }
    }

    /// The content of a key result.
    pub(super) fn key_result_draft(&self, place: usize, goal: &Goal, nth: usize, outcome: &Outcome) -> KeyResultDraft {
        KeyResultDraft {
            title: self.text(&outcome.title),
            owner: self.answerable(place, goal, nth, outcome),
            weight: outcome.weight,
            measure: self.measure(goal.span, &outcome.gauge),
            driven: outcome.driven,
        }
    }

    /// The owner of a key result: unless specified, the objective's owner for the first, then other members of the
    /// team in turn.
    fn answerable(&self, place: usize, goal: &Goal, nth: usize, outcome: &Outcome) -> Option<PersonId> {
        match outcome.owner {
            Answerable::Nobody => None,
            Answerable::Person(person) => Some(self.people[person]),
            Answerable::Somebody if nth == 0 => Some(self.people[goal.owner]),
            Answerable::Somebody => {
                let mates = &self.mates[goal.team];
                let mate = mates.get((place + nth) % mates.len().max(1)).copied().unwrap_or(goal.owner);
                Some(self.people[mate])
            }
        }
    }

    fn measure(&self, span: Span, gauge: &Gauge) -> Measure {
        let due = |week: Option<u8>| week.map(|week| self.calendar.due(span, week));
        match gauge {
            Gauge::Metric { unit, baseline, target } => {
                Measure::Metric { unit: self.text(unit), baseline: *baseline, target: *target }
            }
            Gauge::Keep { unit, lower, upper } => Measure::Keep { unit: self.text(unit), lower: *lower, upper: *upper },
            Gauge::Milestones(steps) => {
                let step = |(name, weight, week): &(_, f64, Option<u8>)| Milestone::new(self.text(name), *weight, due(*week));
                Measure::milestones(steps.iter().map(step).collect())
            }
            Gauge::Done { due: week } => Measure::Done { due: due(*week) },
        }
    }

    fn align(&mut self, place: usize, goal: &Goal, link: &Link, at: chrono::DateTime<chrono::Utc>) {
        let Some((above, _)) = self.goal(&link.to) else { return };
        let parent = match link.result {
            None => Parent::Objective(self.objectives[above]),
            Some(nth) => Parent::KeyResult(self.key_results[above][nth]),
        };
        let actor = self.person(goal.owner);
        self.say(at, actor, Command::Align { child: self.objectives[place], parent, how: link.how, place: Place::Last });
    }

    /// The publisher of a goal: an executive for the company's, the lead for a team's.
    fn publisher(&self, goal: &Goal) -> Option<usize> {
        if goal.team == 0 { Some(goal.owner) } else { self.lead_of(goal.team) }
    }

    /// The original title and target of a key result, if they were changed later.
    fn first_promise(&self, goal: &Goal, nth: usize) -> Option<(String, f64)> {
        self.company.incidents.iter().find_map(|incident| match incident {
            Incident::Retargeted { goal: key, result, from, title_before, .. } if *key == goal.key && *result == nth => {
                Some((self.text(title_before), *from))
            }
            _ => None,
        })
    }

    /// The id of a goal's key result.
    pub(super) fn key_result(&self, place: usize, nth: usize) -> KeyResultId {
        self.key_results[place][nth]
    }
}

/// The cycle before which a goal is created.
fn beginning(span: Span) -> Span {
    if span == Span::Before { Span::Before } else { Span::Quarter }
}

fn retargeted(draft: KeyResultDraft, title: String, to: f64) -> KeyResultDraft {
    let measure = match draft.measure {
        Measure::Metric { unit, baseline, .. } => Measure::Metric { unit, baseline, target: to },
        other => other,
    };
    KeyResultDraft { title, measure, ..draft }
}
