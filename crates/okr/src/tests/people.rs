//! People: editing, deactivating and reactivating.

use crate::fixtures::*;
use crate::{Action, Actor, Command, Event, Person, PersonDraft, PersonId, Phase, Refusal, Roles, Subject, Thing};

use super::{draft_of, edit, metric_draft, sales_draft};

fn draft(board: &crate::Board, id: PersonId) -> PersonDraft {
    PersonDraft::of(board.person(id).unwrap())
}

fn deactivate(id: PersonId, hand_over_to: Option<PersonId>) -> Command {
    Command::DeactivatePerson { id, hand_over_to }
}

#[test]
fn only_an_administrator_and_the_command_line_look_after_people() {
    let aurora = Fixture::aurora();
    let commands = [
        Command::EditPerson {
            base: None,
            id: MEMBER,
            draft: PersonDraft { name: "Mia M.".into(), ..draft(&aurora.board, MEMBER) },
        },
        deactivate(MEMBER, Some(LEAD)),
    ];
    for command in commands {
        for person in [EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE] {
            assert_eq!(
                Fixture::aurora().refused(person, command.clone()),
                Refusal::NotAllowed { action: Action::Administer },
                "{command:?}"
            );
        }
        assert!(Fixture::aurora().ask(Actor::Person(ADMIN), command.clone()).is_ok());
        assert!(Fixture::aurora().ask(Actor::CommandLine, command).is_ok());
    }
}

#[test]
fn what_is_written_about_somebody_changes_and_the_same_again_is_no_event() {
    let mut aurora = Fixture::aurora();
    let before = draft(&aurora.board, MEMBER);
    let roles = Roles { programme_office: true, ..Roles::default() };
    let written = PersonDraft {
        name: " Mia Sun ".into(),
        email: Some(" mia.sun@aurora.example ".into()),
        roles,
        leads: [SALES].into(),
        ..before.clone()
    };
    let after = PersonDraft { name: "Mia Sun".into(), email: Some("mia.sun@aurora.example".into()), ..written.clone() };
    let command = Command::EditPerson { base: None, id: MEMBER, draft: written };
    assert_eq!(aurora.does(ADMIN, command.clone()), [Event::PersonEdited { id: MEMBER, before, after: after.clone() }]);
    assert_eq!(draft(&aurora.board, MEMBER), after);
    assert_eq!(aurora.does(ADMIN, command), []);
    let nowhere = crate::TeamId(aurora.fresh());
    let lost = Command::EditPerson { base: None, id: MEMBER, draft: PersonDraft { teams: [nowhere].into(), ..after } };
    assert_eq!(aurora.refused(ADMIN, lost), Refusal::Unknown(Thing::Team(nowhere)));
}

#[test]
fn an_address_is_one_and_one_persons_however_it_is_written() {
    let mut aurora = Fixture::aurora();
    for wrong in ["mia", "@aurora.example", "mia@", "mia@aurora@example", "mia sun@aurora.example"] {
        let draft = PersonDraft { email: Some(wrong.into()), ..draft(&aurora.board, MEMBER) };
        let refused = aurora.refused(ADMIN, Command::EditPerson { base: None, id: MEMBER, draft });
        assert_eq!(refused, Refusal::NotAnEmail { email: wrong.into() });
    }
    let theirs = aurora.board.person(LEAD).unwrap().email.clone().unwrap().to_uppercase();
    let draft = PersonDraft { email: Some(theirs.clone()), ..draft(&aurora.board, MEMBER) };
    let refused = aurora.refused(ADMIN, Command::EditPerson { base: None, id: MEMBER, draft: draft.clone() });
    assert_eq!(refused, Refusal::EmailTaken { email: theirs.clone(), person: LEAD });
    aurora.does(ADMIN, deactivate(LEAD, Some(OWNER)));
    let refused = aurora.refused(ADMIN, Command::EditPerson { base: None, id: MEMBER, draft: draft.clone() });
    assert_eq!(refused, Refusal::EmailTaken { email: theirs, person: LEAD }, "they may come back");
    let draft = PersonDraft { email: Some(String::new()), ..draft };
    aurora.does(ADMIN, Command::EditPerson { base: None, id: MEMBER, draft });
    assert_eq!(aurora.board.person(MEMBER).unwrap().email, None);
}

#[test]
fn whoever_leaves_hands_over_what_they_own_where_it_can_still_change() {
    let mut aurora = Fixture::aurora();
    let owned = |board: &crate::Board, who| {
        let objectives = board.objectives.values().filter(|objective| objective.owner == who).count();
        let key_results = board.key_results.values().filter(|key_result| key_result.owner == Some(who)).count();
        (objectives, key_results)
    };
    let (objectives, key_results) = owned(&aurora.board, OWNER);
    assert!(objectives > 0 && key_results > 0);
    let still_owns = Refusal::StillOwns { objectives, key_results, pillars: 0 };
    assert_eq!(aurora.refused(ADMIN, deactivate(OWNER, None)), still_owns);
    assert_eq!(aurora.refused(ADMIN, deactivate(OWNER, Some(OWNER))), still_owns, "not to themself");
    let nobody = PersonId(aurora.fresh());
    assert_eq!(aurora.refused(ADMIN, deactivate(OWNER, Some(nobody))), Refusal::Unknown(Thing::Person(nobody)));

    let events = aurora.does(ADMIN, deactivate(OWNER, Some(LEAD)));
    assert!(matches!(
        events.as_slice(),
        [Event::HandedOver { from: OWNER, to: LEAD, .. }, Event::PersonDeactivated { id: OWNER }]
    ));
    assert_eq!(owned(&aurora.board, OWNER), (0, 0));
    assert_eq!(aurora.does(ADMIN, deactivate(OWNER, None)), [], "they have left already");
    assert_eq!(aurora.refused(ADMIN, deactivate(LEAD, Some(OWNER))), Refusal::Deactivated { person: OWNER });
    assert_eq!(aurora.does(ADMIN, deactivate(PROGRAMME_OFFICE, None)), [Event::PersonDeactivated { id: PROGRAMME_OFFICE }]);
}

#[test]
fn a_closed_cycle_stays_as_it_was_when_somebody_leaves() {
    let mut aurora = Fixture::aurora();
    aurora.at = noon(day(2026, 12, 31));
    for to in [Phase::Scoring, Phase::Closed] {
        aurora.does(EXECUTIVE, Command::MovePhase { cycle: QUARTER, to, reason: "It is over".into() });
    }
    let before = aurora.board.objective(LISBON).unwrap().owner;
    aurora.does(ADMIN, deactivate(before, Some(LEAD)));
    assert_eq!(aurora.board.objective(LISBON).unwrap().owner, before);
}

#[test]
fn whoever_has_left_may_do_nothing_and_answers_for_nothing_until_they_are_back() {
    let mut aurora = Fixture::aurora();
    aurora.does(ADMIN, deactivate(EXECUTIVE, Some(LEAD)));
    let may = |board: &crate::Board| Actor::Person(EXECUTIVE).may(board, Action::EditStrategy, Subject::Organisation);
    assert_eq!(may(&aurora.board), Err(Refusal::NotAllowed { action: Action::EditStrategy }));
    assert!(crate::numbers::due(&aurora.board, EXECUTIVE, noon(day(2026, 11, 4))).is_empty());
    let gone = Refusal::Deactivated { person: EXECUTIVE };
    let new = crate::ObjectiveDraft { owner: EXECUTIVE, ..sales_draft("Sell") };
    let id = crate::ObjectiveId(aurora.fresh());
    assert_eq!(aurora.refused(OWNER, Command::CreateObjective { id, cycle: QUARTER, draft: new }), gone);
    let moved = crate::ObjectiveDraft { owner: EXECUTIVE, ..draft_of(&aurora.board, TESTED) };
    assert_eq!(aurora.refused(LEAD, edit(TESTED, moved, "")), gone);
    let id = crate::KeyResultId(aurora.fresh());
    let theirs = metric_draft("10 of them", EXECUTIVE);
    let add = Command::CreateKeyResult { id, objective: TESTED, draft: theirs, reason: "More".into() };
    assert_eq!(aurora.refused(LEAD, add), gone);

    assert_eq!(aurora.does(ADMIN, Command::ReactivatePerson { id: EXECUTIVE }), [Event::PersonReactivated { id: EXECUTIVE }]);
    assert_eq!(may(&aurora.board), Ok(()), "with the roles that they had");
    assert_eq!(aurora.does(ADMIN, Command::ReactivatePerson { id: EXECUTIVE }), []);
}

#[test]
fn somebody_can_always_look_after_people() {
    let mut aurora = Fixture::aurora();
    let no_longer = PersonDraft { roles: Roles::default(), ..draft(&aurora.board, ADMIN) };
    let resign = Command::EditPerson { base: None, id: ADMIN, draft: no_longer };
    assert_eq!(aurora.refused(ADMIN, resign.clone()), Refusal::LastAdmin);
    assert_eq!(aurora.refused(ADMIN, deactivate(ADMIN, Some(LEAD))), Refusal::LastAdmin);
    assert_eq!(aurora.ask(Actor::CommandLine, deactivate(ADMIN, Some(LEAD))), Err(Refusal::LastAdmin));
    let second = Person {
        id: PersonId(aurora.fresh()),
        email: None,
        roles: Roles { admin: true, ..Roles::default() },
        ..aurora.board.person(MEMBER).unwrap().clone()
    };
    let id = second.id;
    aurora.does(ADMIN, Command::AddPerson(second));
    assert_eq!(aurora.refused(ADMIN, resign.clone()), Refusal::LastAdmin, "one without an address couldn't come in");
    let unreachable = PersonDraft { email: None, ..draft(&aurora.board, ADMIN) };
    assert_eq!(aurora.refused(ADMIN, Command::EditPerson { base: None, id: ADMIN, draft: unreachable }), Refusal::LastAdmin);
    let reachable = PersonDraft { email: Some("zoe@aurora.example".into()), ..draft(&aurora.board, id) };
    aurora.does(ADMIN, Command::EditPerson { base: None, id, draft: reachable });
    aurora.does(ADMIN, deactivate(id, None));
    assert_eq!(aurora.refused(ADMIN, resign.clone()), Refusal::LastAdmin, "one who has left doesn't count");
    aurora.does(ADMIN, Command::ReactivatePerson { id });
    aurora.does(ADMIN, resign);
    assert!(!aurora.board.person(ADMIN).unwrap().roles.admin);
}

#[test]
fn a_journal_from_before_anybody_could_leave_is_still_read() {
    let written = r#"{"id":"00000000-0000-0000-0000-00000000000e","name":"Mia","email":null,
        "roles":{"executive":false,"programme_office":false,"admin":false},"teams":[],"leads":[]}"#;
    assert!(!serde_json::from_str::<Person>(written).unwrap().deactivated);
}

#[test]
fn an_administrator_says_whether_everybody_needs_a_second_factor() {
    let mut aurora = Fixture::aurora();
    let require = |required| Command::RequireSecondFactor { required };
    let is_required = |aurora: &Fixture| aurora.board.organisation.as_ref().unwrap().second_factor_required;
    for person in [EXECUTIVE, LEAD, OWNER, MEMBER, PROGRAMME_OFFICE] {
        assert_eq!(aurora.refused(person, require(true)), Refusal::NotAllowed { action: Action::Administer });
    }
    assert_eq!(aurora.does(ADMIN, require(false)), [], "nobody does at first");
    assert_eq!(aurora.does(ADMIN, require(true)), [Event::SecondFactorRequired { before: false, after: true }]);
    assert!(is_required(&aurora));
    assert_eq!(aurora.does(ADMIN, require(true)), []);
    assert_eq!(aurora.does(ADMIN, require(false)), [Event::SecondFactorRequired { before: true, after: false }]);
    assert!(!is_required(&aurora));
}

#[test]
fn a_journal_from_before_second_factors_is_still_read() {
    let written =
        r#"{"name":"Aurora","purpose":"","vision":"","language":"en","time_zone":"UTC","week_begins":"Mon","rhythm_days":7}"#;
    assert!(!serde_json::from_str::<crate::Organisation>(written).unwrap().second_factor_required);
}
