//! Teams: another name, another place, and gone.

use crate::fixtures::*;
use crate::{Action, Command, Event, Refusal, Team, TeamId, Thing};

fn edit(id: TeamId, name: &str, parent: Option<TeamId>) -> Command {
    Command::EditTeam { base: None, id, name: name.into(), parent }
}

#[test]
fn a_team_gets_another_name_and_moves_with_all_that_is_below_it() {
    let mut aurora = Fixture::aurora();
    let before = aurora.board.team(ENGINEERING).unwrap().clone();
    let after = Team { name: "Building".into(), ..before.clone() };
    assert_eq!(aurora.does(ADMIN, edit(ENGINEERING, " Building ", Some(COMPANY))), [Event::TeamEdited { before, after }]);
    assert_eq!(aurora.does(ADMIN, edit(ENGINEERING, "Building", Some(COMPANY))), [], "the same again is no event");
    aurora.does(ADMIN, edit(ENGINEERING, "Building", Some(SALES)));
    let above: Vec<_> = aurora.board.upwards(QUALITY).map(|team| team.id).collect();
    assert_eq!(above, [QUALITY, ENGINEERING, SALES, COMPANY]);
}

#[test]
fn a_team_is_never_below_itself_and_the_company_above_all() {
    let mut aurora = Fixture::aurora();
    for above in [ENGINEERING, QUALITY] {
        let refusal = aurora.refused(ADMIN, edit(ENGINEERING, "Engineering", Some(above)));
        assert_eq!(refusal, Refusal::TeamInItself { team: ENGINEERING, above });
    }
    assert_eq!(aurora.refused(ADMIN, edit(COMPANY, "Aurora", Some(SALES))), Refusal::TheCompany);
    assert_eq!(aurora.refused(ADMIN, edit(SALES, "Sales", None)), Refusal::TheCompany);
    assert_eq!(aurora.refused(ADMIN, Command::RemoveTeam { id: COMPANY }), Refusal::TheCompany);
    aurora.does(ADMIN, edit(COMPANY, "Aurora Ltd", None));
}

#[test]
fn no_two_teams_beside_each_other_have_one_name() {
    let mut aurora = Fixture::aurora();
    let taken = Refusal::NameTaken { name: "Sales".into() };
    assert_eq!(aurora.refused(ADMIN, edit(ENGINEERING, "Sales", Some(COMPANY))), taken);
    aurora.does(ADMIN, edit(QUALITY, "Sales", Some(ENGINEERING)));
    assert_eq!(aurora.refused(ADMIN, edit(QUALITY, "Sales", Some(COMPANY))), taken);
}

#[test]
fn a_team_goes_when_nothing_and_nobody_is_left_in_it() {
    let mut aurora = Fixture::aurora();
    let refusal = aurora.refused(ADMIN, Command::RemoveTeam { id: ENGINEERING });
    assert_eq!(refusal, Refusal::TeamNotEmpty { team: ENGINEERING, objectives: 1, people: 1, teams: 1 });
    let id = TeamId(aurora.fresh());
    aurora.does(ADMIN, Command::AddTeam(Team { id, name: "Support".into(), parent: Some(SALES) }));
    for person in [EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE] {
        let refusal = aurora.refused(person, Command::RemoveTeam { id });
        assert_eq!(refusal, Refusal::NotAllowed { action: Action::Administer });
    }
    aurora.does(ADMIN, Command::RemoveTeam { id });
    assert_eq!(aurora.refused(ADMIN, Command::RemoveTeam { id }), Refusal::Unknown(Thing::Team(id)));
}
