//! Teams by week, and which of them may have totals.

use uuid::Uuid;

use super::super::sketch::{COMPANY, CYCLE, Sketch, TEAM, moment, objective};
use super::super::{Company, PastWeeks, TeamWeeks, privacy};
use crate::Health::{AtRisk, NoData, OffTrack, OnTrack, Stale};
use crate::{CycleId, Event, Health, KeyResultId, Person, PersonId, Phase, Reading, Roles, Team, TeamId};

const NORTH: TeamId = TeamId(Uuid::from_u128(12));
const SOUTH: TeamId = TeamId(Uuid::from_u128(13));

fn team(sketch: &mut Sketch, id: TeamId, parent: TeamId) {
    sketch.board.apply(&Event::TeamAdded(Team { id, name: format!("{:02}", id.0.as_u128()), parent: Some(parent) }));
}

/// A new member of these teams.
fn member(sketch: &mut Sketch, id: u128, teams: &[TeamId]) {
    let person = Person {
        id: PersonId(Uuid::from_u128(id)),
        name: id.to_string(),
        email: None,
        roles: Roles::default(),
        teams: teams.iter().copied().collect(),
        leads: [].into(),
        deactivated: false,
    };
    sketch.board.apply(&Event::PersonAdded(person));
}

/// A published objective of a team, with key results of these owners.
fn work(sketch: &mut Sketch, number: u128, team: TeamId, owners: [u128; 2]) -> KeyResultId {
    let [owner, of_key_result] = owners.map(|id| PersonId(Uuid::from_u128(id)));
    let objective = sketch.objective_with(number, |objective| (objective.team, objective.owner) = (team, owner));
    sketch.key_result_with(objective, number * 10, |key_result| key_result.owner = Some(of_key_result))
}

fn counted_in(sketch: &Sketch) -> Vec<(TeamId, TeamId)> {
    privacy::counted_in(&sketch.board, CYCLE)
}

#[test]
fn a_team_of_fewer_than_three_is_counted_in_the_team_above_it() {
    let mut sketch = Sketch::new();
    team(&mut sketch, NORTH, TEAM);
    team(&mut sketch, SOUTH, TEAM);
    for (id, teams) in [(100, &[NORTH][..]), (101, &[NORTH]), (102, &[SOUTH, NORTH]), (103, &[SOUTH])] {
        member(&mut sketch, id, teams);
    }
    for (number, team) in [(1, COMPANY), (2, TEAM), (3, NORTH), (4, SOUTH)] {
        work(&mut sketch, 2 * number, team, [200, 201]);
        work(&mut sketch, 2 * number + 1, team, [202, 202]);
    }
    // South has two people, of whom one is already counted in the team above: two are too few, and no more are added
    // further up.
    assert_eq!(counted_in(&sketch), [(NORTH, NORTH)]);
    member(&mut sketch, 104, &[TEAM]);
    assert_eq!(counted_in(&sketch), [(TEAM, TEAM), (NORTH, NORTH), (SOUTH, TEAM)]);
    member(&mut sketch, 105, &[COMPANY]);
    assert_eq!(counted_in(&sketch), [(TEAM, TEAM), (NORTH, NORTH), (SOUTH, TEAM)], "one person is counted by themself nowhere");
    member(&mut sketch, 106, &[COMPANY]);
    member(&mut sketch, 107, &[COMPANY]);
    assert_eq!(counted_in(&sketch), [(COMPANY, COMPANY), (TEAM, TEAM), (NORTH, NORTH), (SOUTH, TEAM)]);
    let gone = PersonId(Uuid::from_u128(104));
    sketch.board.apply(&Event::PersonDeactivated { id: gone });
    assert_eq!(
        counted_in(&sketch),
        [(COMPANY, COMPANY), (TEAM, COMPANY), (NORTH, NORTH), (SOUTH, COMPANY)],
        "who has left doesn't count"
    );
}

fn rows(sketch: &Sketch, cycle: CycleId, on: u64) -> Vec<TeamWeeks> {
    TeamWeeks::of(&sketch.board, &sketch.standings(on), cycle, moment(on), &PastWeeks::of(&sketch.board, cycle, moment(on)))
}

fn weeks(sketch: &Sketch, on: u64) -> Vec<(TeamId, Vec<Health>, u32, u32)> {
    let rows = rows(sketch, CYCLE, on);
    rows.into_iter().map(|row| (row.team, row.weeks, row.updated, row.key_results)).collect()
}

#[test]
fn a_team_stands_as_the_mean_of_its_objectives_at_the_end_of_each_week() {
    let mut sketch = Sketch::new();
    for id in 100..103 {
        member(&mut sketch, id, &[COMPANY, TEAM]);
    }
    work(&mut sketch, 1, COMPANY, [200, 201]);
    sketch.key_result_with(objective(1), 11, |key_result| key_result.owner = Some(PersonId(Uuid::from_u128(202))));
    for (number, readings) in [(2, [(6, 0.05), (13, 0.2), (20, 0.0)]), (3, [(6, 0.1), (13, 0.2), (20, 0.0)])] {
        let key_result = work(&mut sketch, number, TEAM, [200, 200 + number]);
        for (on, progress) in readings {
            sketch.reads(key_result, on, Reading::Number(progress), 9);
        }
    }
    sketch.objective_with(4, |objective| {
        objective.team = TEAM;
        objective.stage = crate::Stage::Draft;
    });
    // The cycle has 101 days: in its first tenth pace isn't judged, and the company's key result, without check-ins,
    // is silent from the second week on. In the fifth the team's are silent, too, and off track is worse.
    assert_eq!(
        weeks(&sketch, 34),
        [
            (COMPANY, vec![NoData, Stale, Stale, Stale, OffTrack], 0, 2),
            (TEAM, vec![OnTrack, OnTrack, AtRisk, AtRisk, OffTrack], 0, 2),
        ]
    );
    assert_eq!(weeks(&sketch, 20)[1].2, 2, "both were heard of today");
    assert_eq!(rows(&sketch, CycleId(Uuid::nil()), 34), []);
    // The cycle has 101 days, so 15 weeks, the last one shorter. Before it there is none, and after it no more.
    for (on, count) in [(0, 1), (6, 1), (7, 2), (99, 15), (100, 15), (500, 15)] {
        assert_eq!(weeks(&sketch, on)[0].1.len(), count, "{on}");
    }
}

#[test]
fn small_teams_show_together_and_as_the_team_above_them() {
    let mut sketch = Sketch::new();
    team(&mut sketch, NORTH, TEAM);
    team(&mut sketch, SOUTH, TEAM);
    for (id, team) in [(100, NORTH), (101, NORTH), (102, SOUTH), (103, SOUTH)] {
        member(&mut sketch, id, &[team]);
    }
    for (number, team, progress) in [(1, NORTH, 1.0), (2, SOUTH, 0.0)] {
        let key_result = work(&mut sketch, number, team, [200, 200 + number]);
        sketch.reads(key_result, 50, Reading::Number(progress), 9);
    }
    let rows = weeks(&sketch, 50);
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].0, rows[0].1.last(), rows[0].2, rows[0].3), (TEAM, Some(&OnTrack), 2, 2));
    // With too few people up to the company, there is nothing to show.
    let mut few = Sketch::new();
    few.cycle(CYCLE, 0, 100, Phase::Running);
    member(&mut few, 100, &[TEAM]);
    few.objective_with(1, |objective| objective.team = TEAM);
    assert_eq!(weeks(&few, 50), []);
}

#[test]
fn a_team_of_three_whose_work_belongs_to_fewer_has_no_row_of_its_own() {
    let mut sketch = Sketch::new();
    for id in 100..103 {
        member(&mut sketch, id, &[TEAM]);
    }
    for id in 103..106 {
        member(&mut sketch, id, &[COMPANY]);
    }
    work(&mut sketch, 1, COMPANY, [103, 104]);
    work(&mut sketch, 2, COMPANY, [105, 105]);
    work(&mut sketch, 3, TEAM, [100, 100]);
    work(&mut sketch, 4, TEAM, [100, 100]);
    let shown = |sketch: &Sketch| weeks(sketch, 50).into_iter().map(|(team, .., of)| (team, of)).collect::<Vec<_>>();
    assert_eq!(shown(&sketch), [(COMPANY, 4)]);
    work(&mut sketch, 5, TEAM, [100, 101]);
    assert_eq!(shown(&sketch), [(COMPANY, 5)], "two are too few, too");
    // A person who only drafts, or works in another cycle, isn't part of the total.
    sketch.objective_with(6, |objective| {
        (objective.team, objective.owner) = (TEAM, PersonId(Uuid::from_u128(102)));
        objective.stage = crate::Stage::Draft;
    });
    assert_eq!(shown(&sketch), [(COMPANY, 5)]);
    work(&mut sketch, 7, TEAM, [102, 100]);
    assert_eq!(shown(&sketch), [(COMPANY, 2), (TEAM, 4)]);
}

#[test]
fn updated_means_the_same_of_a_team_and_of_the_company() {
    let mut sketch = Sketch::new();
    for id in 100..103 {
        member(&mut sketch, id, &[TEAM]);
    }
    let [checked_in, imported, last_week] = [1, 2, 3].map(|number| work(&mut sketch, number, TEAM, [99 + number, 99 + number]));
    sketch.reads(checked_in, 49, Reading::Number(0.2), 9);
    sketch.reads(last_week, 47, Reading::Number(0.2), 9);
    sketch.reads(imported, 49, Reading::Number(0.2), 9);
    let mut point = sketch.board.key_result(imported).unwrap().last().unwrap().clone();
    point.imported = true;
    sketch.point(imported, point);
    let wrong = sketch.board.key_result(imported).unwrap().series[0].check_in;
    sketch.board.apply(&Event::Corrected {
        key_result: imported,
        wrong,
        check_in: crate::CheckIn {
            point: sketch.board.key_result(imported).unwrap().last().unwrap().clone(),
            note: crate::Note::default(),
        },
    });
    let company = Company::of(&sketch.board, &sketch.standings(50), CYCLE, moment(50));
    let row = &weeks(&sketch, 50)[0];
    assert_eq!((company.updated, company.key_results), (1, 3));
    assert_eq!((row.2, row.3), (1, 3));
}
