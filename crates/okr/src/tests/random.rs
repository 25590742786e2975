//! Random commands by random actors: most are refused, the rest must keep the board valid.

use chrono::Weekday;
use proptest::prelude::*;
use proptest::sample::Index;
use uuid::Uuid;

use crate::fixtures::*;
use crate::{
    Actor, Ambition, CheckInId, Command, How, KeyResultDraft, KeyResultId, Language, Measure, Milestone, Note, ObjectiveDraft,
    ObjectiveId, OrganisationDraft, Parent, PersonDraft, PersonId, Phase, Place, Reading, Roles, Team, TeamId, Ticks,
};

/// A random command. Its numbers select from whatever exists when it is asked.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    who: Index,
    kind: u8,
    a: Index,
    b: Index,
    c: Index,
}

pub(super) fn any_wishes(most: usize) -> impl Strategy<Value = Vec<Wish>> {
    let index = any::<Index>;
    let wish = (index(), 0_u8..25, index(), index(), index()).prop_map(|(who, kind, a, b, c)| Wish { who, kind, a, b, c });
    prop::collection::vec(wish, 1..most)
}

impl Wish {
    /// Asks for it. Returns whether it was accepted.
    pub(super) fn ask(&self, fixture: &mut Fixture) -> bool {
        let people =
            [EXECUTIVE, EXECUTIVE, EXECUTIVE, LEAD, LEAD, OWNER, OWNER, MEMBER, PROGRAMME_OFFICE, ADMIN].map(Actor::Person);
        // Administrators may do little else, so other kinds of commands seldom come from them.
        let looks_after = self.kind >= 18 && self.who.index(4) > 0;
        let actor = if looks_after { Actor::Person(ADMIN) } else { *self.who.get(&people) };
        let fresh = fixture.fresh();
        let command = self.command(fixture, fresh);
        fixture.ask(actor, command).is_ok()
    }

    /// The command, without asking for it.
    pub(super) fn asked_of(&self, fixture: &mut Fixture) -> Command {
        let fresh = fixture.fresh();
        self.command(fixture, fresh)
    }

    fn command(&self, fixture: &Fixture, fresh: Uuid) -> Command {
        let (id, key_result) = (objective(fixture, self.a), key_result(fixture, self.a));
        let (parent, reason) = (self.parent(fixture, self.b), *self.c.get(&["", "the market has moved"]));
        let (reason, note, confidence) = (reason.to_owned(), Note::default(), *self.c.get(&[0, 5, 10, 11]));
        match self.kind {
            0 => Command::CreateObjective {
                id: fresh.into(),
                cycle: *self.b.get(&[YEAR, QUARTER, NEXT_QUARTER]),
                draft: self.draft(),
            },
            1 => Command::EditObjective { base: None, id, draft: self.draft(), reason },
            2 if self.b.index(4) == 0 => Command::Unpublish { id },
            2 => Command::Publish { id },
            3 => Command::DeleteObjective { id, reason },
            4 | 5 => Command::CreateKeyResult { id: fresh.into(), objective: id, draft: self.key_result_draft(), reason },
            6 => Command::EditKeyResult { base: None, id: key_result, draft: self.key_result_draft(), reason },
            7 => Command::DeleteKeyResult { id: key_result, reason },
            8..=11 => Command::Align { child: id, parent, how: self.how(), place: self.place(fixture) },
            12 => Command::Unalign { child: id, parent },
            13 => Command::Reweigh { base: None, child: id, parent, how: self.how().unwrap_or(How::Supports), reason },
            14 => Command::Decline { child: id, parent, reason },
            15 => Command::CheckIn { id: fresh.into(), key_result, reading: self.reading(), confidence, note },
            16 => {
                let points = fixture.board.key_results.get(&key_result).map(|one| one.series.clone()).unwrap_or_default();
                let wrong = if points.is_empty() { CheckInId(fresh) } else { self.b.get(&points).check_in };
                Command::Correct { id: fresh.into(), wrong, key_result, reading: self.reading(), confidence, note }
            }
            18 => Command::AddTeam(Team { id: fresh.into(), name: "One more".into(), parent: Some(team(fixture, self.b)) }),
            19 => {
                let (name, above) = (*self.c.get(&["Works", "Sales", " "]), team(fixture, self.b));
                Command::EditTeam {
                    base: None,
                    id: team(fixture, self.a),
                    name: name.into(),
                    parent: *self.c.get(&[None, Some(above), Some(above)]),
                }
            }
            20 => Command::RemoveTeam { id: team(fixture, self.a) },
            21 => Command::EditPerson { base: None, id: self.person(), draft: self.person_draft(fixture) },
            22 => Command::DeactivatePerson { id: self.person(), hand_over_to: *self.c.get(&[None, Some(OWNER), Some(LEAD)]) },
            23 => Command::ReactivatePerson { id: self.person() },
            24 => {
                let draft = |name: &str, time_zone: &str| OrganisationDraft {
                    name: name.to_owned(),
                    language: Language::English,
                    time_zone: time_zone.to_owned(),
                    week_begins: Weekday::Sun,
                };
                let current = fixture.board.organisation.as_deref().map(OrganisationDraft::of).unwrap();
                let base = self.a.get(&[current.clone(), draft("Before", "UTC")]).clone();
                Command::EditOrganisation {
                    base,
                    draft: self.b.get(&[draft("Polar", "UTC"), draft(" ", "UTC"), current]).clone(),
                }
            }
            _ => {
                let (cycle, to) =
                    (*self.a.get(&[QUARTER, NEXT_QUARTER]), *self.b.get(&[Phase::Running, Phase::Scoring, Phase::Closed]));
                Command::MovePhase { cycle, to, reason }
            }
        }
    }

    fn parent(&self, fixture: &Fixture, index: Index) -> Parent {
        match self.kind % 2 {
            0 => Parent::Objective(objective(fixture, index)),
            _ => Parent::KeyResult(key_result(fixture, index)),
        }
    }

    fn place(&self, fixture: &Fixture) -> Place {
        *self.c.get(&[Place::Last, Place::At(0), Place::At(1), Place::InsteadOf(self.parent(fixture, self.c))])
    }

    fn how(&self) -> Option<How> {
        *self.c.get(&[
            None,
            Some(How::Supports),
            Some(How::Contributes(2.5)),
            Some(How::Contributes(0.0)),
            Some(How::Contributes(101.0)),
        ])
    }

    fn draft(&self) -> ObjectiveDraft {
        ObjectiveDraft {
            title: (*self.a.get(&["Something better", " Something else ", ""])).into(),
            why: String::new(),
            team: *self.b.get(&[COMPANY, ENGINEERING, QUALITY, SALES]),
            owner: *self.c.get(&[EXECUTIVE, LEAD, OWNER, MEMBER]),
            pillar: *self.c.get(&[None, None, Some(PILLAR)]),
            ambition: *self.a.get(&[Ambition::Committed, Ambition::Aspirational]),
        }
    }

    fn key_result_draft(&self) -> KeyResultDraft {
        let step = |weight| Milestone::new("A step", weight, None);
        let measures = [
            Measure::Metric { unit: "%".into(), baseline: 10.0, target: 2.5 },
            Measure::Metric { unit: String::new(), baseline: 1.0, target: 1.0 },
            Measure::Keep { unit: String::new(), lower: Some(1.0), upper: None },
            Measure::milestones(vec![step(1.0), step(0.5)]),
            Measure::Done { due: Some(day(2026, 11, 11)) },
        ];
        KeyResultDraft {
            title: "10 of them".into(),
            owner: *self.a.get(&[None, Some(MEMBER), Some(OWNER)]),
            weight: *self.c.get(&[0.0, 1.0, 2.25, -1.0]),
            measure: self.b.get(&measures).clone(),
            driven: *self.a.get(&[true, false]),
        }
    }

    fn person(&self) -> PersonId {
        *self.a.get(&[EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE, ADMIN, PersonId(Uuid::nil())])
    }

    fn person_draft(&self, fixture: &Fixture) -> PersonDraft {
        let (team, has) = (team(fixture, self.b), self.c.index(8));
        let roles = Roles { executive: has & 1 > 0, programme_office: has & 2 > 0, admin: has & 4 > 0 };
        let email = self.b.get(&[None, Some("new@aurora.example"), Some("liam@aurora.example")]).map(str::to_owned);
        PersonDraft { name: "Somebody".into(), email, roles, teams: [team].into(), leads: [team].into() }
    }

    fn reading(&self) -> Reading {
        let readings = [
            Reading::Number(4.25),
            Reading::Number(f64::NAN),
            Reading::Done(true),
            Reading::Steps(Ticks::by_place([true, false])),
        ];
        self.b.get(&readings).clone()
    }
}

fn objective(fixture: &Fixture, index: Index) -> ObjectiveId {
    let ids: Vec<_> = fixture.board.objectives.keys().copied().chain([ObjectiveId(Uuid::nil())]).collect();
    *index.get(&ids)
}

fn team(fixture: &Fixture, index: Index) -> TeamId {
    let ids: Vec<_> = fixture.board.teams.keys().copied().chain([TeamId(Uuid::nil())]).collect();
    *index.get(&ids)
}

fn key_result(fixture: &Fixture, index: Index) -> KeyResultId {
    let ids: Vec<_> = fixture.board.key_results.keys().copied().chain([KeyResultId(Uuid::nil())]).collect();
    *index.get(&ids)
}
