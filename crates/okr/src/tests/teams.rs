//! Teams: renaming, moving and removing.

use crate::fixtures::*;
use crate::{Action, Command, Event, Pillar, PillarId, Refusal, Team, TeamId, Thing};

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
fn a_name_is_taken_in_any_letter_case_and_with_any_spaces() {
    let mut aurora = Fixture::aurora();
    let taken = |name: &str| Refusal::NameTaken { name: name.into() };
    for name in ["sales", " SALES\u{a0}"] {
        let id = TeamId(aurora.fresh());
        let add = Command::AddTeam(Team { id, name: name.into(), parent: Some(COMPANY) });
        assert_eq!(aurora.refused(ADMIN, add), taken(name.trim()));
        assert_eq!(aurora.refused(ADMIN, edit(ENGINEERING, name, Some(COMPANY))), taken(name.trim()));
    }
    aurora.does(ADMIN, edit(SALES, "SALES", Some(COMPANY)));
    assert_eq!(aurora.board.team(SALES).unwrap().name, "SALES", "its own name isn't taken");
    let id = PillarId(aurora.fresh());
    let pillar = Pillar { id, name: "trust ".into(), ..aurora.board.pillars.get(&PILLAR).unwrap().as_ref().clone() };
    assert_eq!(aurora.refused(EXECUTIVE, Command::AddPillar(pillar)), taken("trust"));
}

#[cfg(feature = "nfc")]
#[test]
fn a_name_is_taken_however_its_accents_are_spelt() {
    let mut aurora = Fixture::aurora();
    aurora.does(ADMIN, edit(SALES, "B\u{fc}ro", Some(COMPANY)));
    let id = TeamId(aurora.fresh());
    let add = Command::AddTeam(Team { id, name: "BU\u{308}RO".into(), parent: Some(COMPANY) });
    assert_eq!(aurora.refused(ADMIN, add), Refusal::NameTaken { name: "B\u{dc}RO".into() });
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
