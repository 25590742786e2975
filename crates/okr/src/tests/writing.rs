//! Founding, teams, people, objectives and key results.

use super::{
    BOSS, because, draft_of, edit, edit_key_result, key_result, key_result_draft_of, metric_draft, objective, parents,
    sales_draft,
};
use crate::fixtures::*;
use crate::{
    Action, Actor, Ambition, Command, CycleId, KeyResultDraft, KeyResultId, Measure, ObjectiveDraft, ObjectiveId, Parent, Person,
    PersonId, Phase, Pillar, PillarId, Refusal, Stage, Team, TeamId, Thing,
};

fn delete(id: ObjectiveId) -> Command {
    Command::DeleteObjective { id, reason: because() }
}

fn create_key_result(id: KeyResultId, objective: ObjectiveId, reason: &str) -> Command {
    let (draft, reason) = (metric_draft("10 of them", OWNER), reason.to_owned());
    Command::CreateKeyResult { id, objective, draft, reason }
}

#[test]
fn an_organisation_is_founded_once_and_by_hand() {
    let organisation = (**Fixture::aurora().board.organisation.as_ref().unwrap()).clone();
    let found = Command::Found { organisation, root: COMPANY };
    let mut fixture = Fixture::empty();
    let early = Command::AddTeam(Team { id: SALES, name: "Sales".into(), parent: None });
    assert_eq!(fixture.ask(Actor::CommandLine, early), Err(Refusal::Founding));
    assert_eq!(fixture.ask(Actor::Person(BOSS), found.clone()), Err(Refusal::NotAllowed { action: Action::Administer }));
    assert!(fixture.ask(Actor::CommandLine, found.clone()).is_ok());
    assert_eq!(fixture.ask(Actor::CommandLine, found), Err(Refusal::Founding));
}

#[test]
fn a_team_has_a_place_and_a_name_of_its_own_there() {
    let mut aurora = Fixture::aurora();
    let id = TeamId(aurora.fresh());
    let team = |id, name: &str, parent| Command::AddTeam(Team { id, name: name.into(), parent });
    assert_eq!(aurora.refused(ADMIN, team(SALES, "Design", Some(COMPANY))), Refusal::Taken(Thing::Team(SALES)));
    assert_eq!(aurora.refused(ADMIN, team(id, "Design", None)), Refusal::Founding);
    assert_eq!(aurora.refused(ADMIN, team(id, "Design", Some(id))), Refusal::Unknown(Thing::Team(id)));
    assert_eq!(aurora.refused(ADMIN, team(id, " Sales", Some(COMPANY))), Refusal::NameTaken { name: "Sales".into() });
    aurora.does(ADMIN, team(id, "Sales", Some(ENGINEERING)));
}

#[test]
fn a_person_has_an_address_of_their_own_and_teams_that_exist() {
    let mut aurora = Fixture::aurora();
    let id = PersonId(aurora.fresh());
    let person = Person { id, name: "Nils".into(), ..(**aurora.board.people.get(&MEMBER).unwrap()).clone() };
    let again = Command::AddPerson(Person { id: MEMBER, ..person.clone() });
    assert_eq!(aurora.refused(ADMIN, again), Refusal::Taken(Thing::Person(MEMBER)));
    let same_address = Command::AddPerson(person.clone());
    assert_eq!(aurora.refused(ADMIN, same_address), Refusal::EmailTaken { email: "mia@aurora.example".into(), person: MEMBER });
    let nowhere = TeamId(aurora.fresh());
    let lost = Command::AddPerson(Person { email: None, teams: [nowhere].into(), ..person.clone() });
    assert_eq!(aurora.refused(ADMIN, lost), Refusal::Unknown(Thing::Team(nowhere)));
    aurora.does(ADMIN, Command::AddPerson(Person { email: None, ..person }));
}

#[test]
fn a_pillar_has_a_name_of_its_own() {
    let mut aurora = Fixture::aurora();
    let id = PillarId(aurora.fresh());
    let pillar = |id, name: &str| Command::AddPillar(Pillar { id, name: name.into(), owner: None });
    assert_eq!(aurora.refused(BOSS, pillar(PILLAR, "Reach")), Refusal::Taken(Thing::Pillar(PILLAR)));
    assert_eq!(aurora.refused(BOSS, pillar(id, "Trust")), Refusal::NameTaken { name: "Trust".into() });
    aurora.does(BOSS, pillar(id, "Reach"));
}

#[test]
fn what_is_named_must_be_there() {
    let mut aurora = Fixture::aurora();
    let unknown = aurora.fresh();
    let draft = sales_draft("Porto, too");
    for (command, thing) in [
        (
            Command::CreateObjective { id: unknown.into(), cycle: unknown.into(), draft: draft.clone() },
            Thing::Cycle(unknown.into()),
        ),
        (
            Command::CreateObjective {
                id: unknown.into(),
                cycle: QUARTER,
                draft: ObjectiveDraft { team: unknown.into(), ..draft.clone() },
            },
            Thing::Team(unknown.into()),
        ),
        (
            Command::CreateObjective {
                id: unknown.into(),
                cycle: QUARTER,
                draft: ObjectiveDraft { owner: unknown.into(), ..draft.clone() },
            },
            Thing::Person(unknown.into()),
        ),
        (
            Command::CreateObjective {
                id: unknown.into(),
                cycle: QUARTER,
                draft: ObjectiveDraft { pillar: Some(unknown.into()), ..draft },
            },
            Thing::Pillar(unknown.into()),
        ),
        (Command::Publish { id: unknown.into() }, Thing::Objective(unknown.into())),
        (delete(unknown.into()), Thing::Objective(unknown.into())),
        (create_key_result(unknown.into(), unknown.into(), ""), Thing::Objective(unknown.into())),
        (Command::DeleteKeyResult { id: unknown.into(), reason: because() }, Thing::KeyResult(unknown.into())),
        (super::align(LISBON, Parent::KeyResult(unknown.into())), Thing::KeyResult(unknown.into())),
        (Command::MovePhase { cycle: unknown.into(), to: Phase::Running, reason: String::new() }, Thing::Cycle(CycleId(unknown))),
    ] {
        assert_eq!(aurora.refused(BOSS, command), Refusal::Unknown(thing));
    }
    let stranger = aurora.refused(unknown.into(), Command::Publish { id: DRAFT });
    assert_eq!(stranger, Refusal::Unknown(Thing::Person(unknown.into())));
}

#[test]
fn an_id_is_used_once() {
    let mut aurora = Fixture::aurora();
    let again = Command::CreateObjective { id: LISBON, cycle: QUARTER, draft: sales_draft("Porto, too") };
    assert_eq!(aurora.refused(OWNER, again), Refusal::Taken(Thing::Objective(LISBON)));
    assert_eq!(aurora.refused(OWNER, create_key_result(CASES, LISBON, "more")), Refusal::Taken(Thing::KeyResult(CASES)));
}

#[test]
fn only_a_company_objective_has_a_pillar() {
    let mut aurora = Fixture::aurora();
    let draft = ObjectiveDraft { pillar: Some(PILLAR), ..draft_of(&aurora.board, DRAFT) };
    assert_eq!(aurora.refused(BOSS, edit(DRAFT, draft, "")), Refusal::PillarOfTeam);
}

#[test]
fn a_draft_counts_once_it_is_published() {
    let mut aurora = Fixture::aurora();
    aurora.does(LEAD, Command::Publish { id: DRAFT });
    assert_eq!(aurora.board.objective(DRAFT).unwrap().stage, Stage::Published(aurora.at.now));
    assert_eq!(aurora.board.key_result(MINUTES).unwrap().since, aurora.at.now);
    assert_eq!(aurora.refused(LEAD, Command::Publish { id: DRAFT }), Refusal::AlreadyPublished { objective: DRAFT });
}

#[test]
fn nobody_moves_a_target_quietly() {
    let mut aurora = Fixture::aurora();
    let objective = draft_of(&aurora.board, LISBON);
    for promise in [
        ObjectiveDraft { title: "Lisbon sells".into(), ..objective.clone() },
        ObjectiveDraft { why: "Because".into(), ..objective.clone() },
        ObjectiveDraft { ambition: Ambition::Aspirational, ..objective.clone() },
    ] {
        assert_eq!(aurora.refused(OWNER, edit(LISBON, promise.clone(), " ")), Refusal::ReasonOwed);
        aurora.does(OWNER, edit(LISBON, promise, &because()));
    }
    let target = draft_of_key_result(&aurora);
    assert_eq!(aurora.refused(OWNER, edit_key_result(CUSTOMERS, target.clone(), "")), Refusal::ReasonOwed);
    aurora.does(OWNER, edit_key_result(CUSTOMERS, target, &because()));
    let id = KeyResultId(aurora.fresh());
    assert_eq!(aurora.refused(OWNER, create_key_result(id, LISBON, "")), Refusal::ReasonOwed);
    let quietly = Command::DeleteKeyResult { id: CUSTOMERS, reason: String::new() };
    assert_eq!(aurora.refused(BOSS, quietly), Refusal::ReasonOwed);
    assert_eq!(aurora.refused(BOSS, Command::DeleteObjective { id: LISBON, reason: String::new() }), Refusal::ReasonOwed);
}

fn draft_of_key_result(fixture: &Fixture) -> KeyResultDraft {
    let measure = Measure::Metric { unit: String::new(), baseline: 0.0, target: 12.0 };
    KeyResultDraft { measure, ..key_result_draft_of(&fixture.board, CUSTOMERS) }
}

#[test]
fn what_promises_nothing_owes_no_reason() {
    let mut aurora = Fixture::aurora();
    let handed_over = ObjectiveDraft { owner: MEMBER, ..draft_of(&aurora.board, LISBON) };
    aurora.does(OWNER, edit(LISBON, handed_over, ""));
    let handed_over = KeyResultDraft { owner: Some(OWNER), ..key_result_draft_of(&aurora.board, OUTAGES) };
    aurora.does(LEAD, edit_key_result(OUTAGES, handed_over, ""));
    let draft = ObjectiveDraft { title: "A build takes no time".into(), ..draft_of(&aurora.board, DRAFT) };
    aurora.does(MEMBER, edit(DRAFT, draft, ""));
    let id = KeyResultId(aurora.fresh());
    aurora.does(MEMBER, create_key_result(id, DRAFT, ""));
}

#[test]
fn an_edit_that_changes_nothing_is_no_event() {
    let mut aurora = Fixture::aurora();
    let same = draft_of(&aurora.board, LISBON);
    assert_eq!(aurora.does(OWNER, edit(LISBON, same, "")), []);
    let same = key_result_draft_of(&aurora.board, CASES);
    assert_eq!(aurora.does(OWNER, edit_key_result(CASES, same, "")), []);
}

#[test]
fn who_moves_an_objective_into_a_team_must_be_allowed_to_write_there() {
    let mut aurora = Fixture::aurora();
    let to = |aurora: &Fixture, id, team| edit(id, ObjectiveDraft { team, ..draft_of(&aurora.board, id) }, "");
    let into_sales = to(&aurora, DRAFT, SALES);
    assert_eq!(aurora.refused(MEMBER, into_sales), Refusal::NotAllowed { action: Action::Draft });
    let into_quality = to(&aurora, LISBON, QUALITY);
    assert_eq!(aurora.refused(OWNER, into_quality), Refusal::NotAllowed { action: Action::Publish });
    let up = to(&aurora, DRAFT, ENGINEERING);
    aurora.does(LEAD, up);
}

#[test]
fn a_deleted_objective_leaves_nothing_behind() {
    let mut aurora = Fixture::aurora();
    aurora.does(OWNER, super::align(LISBON, objective(RENEW)));
    aurora.does(OWNER, super::align(LISBON, key_result(RENEWALS)));
    let before = aurora.board.clone();
    let events = aurora.does(BOSS, delete(RENEW));
    super::invariants::edges_are_told_as_they_are(&before, &events);
    assert!(aurora.board.objective(RENEW).is_err() && aurora.board.key_result(ONBOARDING).is_err());
    assert_eq!(parents(&aurora.board, RELIABLE), []);
    assert_eq!(parents(&aurora.board, LISBON), [objective(MARKETS)]);
    super::invariants::hold(&aurora.board);
}

#[test]
fn a_deleted_objective_tells_where_each_of_its_edges_stood() {
    let mut aurora = Fixture::aurora();
    let before = aurora.board.clone();
    let events = aurora.does(BOSS, delete(TESTED));
    super::invariants::edges_are_told_as_they_are(&before, &events);
    assert_eq!(aurora.board.aligned_to(objective(RELIABLE)).count(), 0);
}

#[test]
fn a_deleted_key_result_lets_go_of_what_was_aligned_to_it() {
    let mut aurora = Fixture::aurora();
    aurora.does(BOSS, Command::DeleteKeyResult { id: ONBOARDING, reason: because() });
    assert_eq!(parents(&aurora.board, TESTED), [objective(RELIABLE)]);
    assert_eq!(aurora.board.objective(RENEW).unwrap().key_results, [RENEWALS]);
}

#[test]
fn a_closed_cycle_is_read_only() {
    let mut aurora = Fixture::aurora();
    super::cycle::close(&mut aurora, QUARTER);
    let (id, draft) = (KeyResultId(aurora.fresh()), draft_of(&aurora.board, LISBON));
    let measure = key_result_draft_of(&aurora.board, CASES);
    for command in [
        Command::CreateObjective { id: ObjectiveId(id.0), cycle: QUARTER, draft: sales_draft("Porto, too") },
        edit(LISBON, draft, &because()),
        Command::Publish { id: DRAFT },
        delete(LISBON),
        create_key_result(id, LISBON, "more"),
        edit_key_result(CASES, measure, &because()),
        Command::DeleteKeyResult { id: CASES, reason: because() },
        super::align(REFERRALS, objective(MARKETS)),
        Command::Unalign { child: LISBON, parent: objective(MARKETS) },
        Command::Decline { child: LISBON, parent: objective(MARKETS), reason: because() },
        Command::Reweigh {
            base: None,
            child: LISBON,
            parent: objective(MARKETS),
            how: crate::How::Supports,
            reason: String::new(),
        },
    ] {
        assert_eq!(aurora.refused(BOSS, command), Refusal::CycleClosed { cycle: QUARTER });
    }
}
