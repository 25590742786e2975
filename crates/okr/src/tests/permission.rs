//! The table "Who may do what", cell by cell.

use crate::fixtures::*;
use crate::{Action, Actor, Refusal, Subject};

/// The columns of [`TABLE`]: executive, lead of engineering, owner, member of quality, programme office, admin.
const COLUMNS: [Actor; 7] = [
    Actor::Person(EXECUTIVE),
    Actor::Person(LEAD),
    Actor::Person(OWNER),
    Actor::Person(MEMBER),
    Actor::Person(PROGRAMME_OFFICE),
    Actor::Person(ADMIN),
    Actor::CommandLine,
];

/// `y` where it is allowed.
#[rustfmt::skip]
const TABLE: [(Action, Subject, &str); 44] = [
    //                                                                  e l o m p a $
    (Action::EditStrategy, Subject::Organisation,                      "y - - - - - y"),
    (Action::Import,       Subject::Organisation,                      "y - - - - - y"),
    (Action::Administer,   Subject::Organisation,                      "- - - - - y y"),
    (Action::RunRhythm,    Subject::Organisation,                      "y - - - y - y"),
    (Action::RunRhythm,    Subject::Cycle(QUARTER),                    "y - - - y - y"),
    // Writing something new in a team.
    (Action::Draft,        Subject::Team(COMPANY),                     "y - - - - - -"),
    (Action::Draft,        Subject::Team(ENGINEERING),                 "y y - - - - -"),
    (Action::Draft,        Subject::Team(QUALITY),                     "y y - y - - -"),
    (Action::Draft,        Subject::Team(SALES),                       "y - y - - - -"),
    (Action::Publish,      Subject::Team(QUALITY),                     "y y - - - - -"),
    // A draft of quality's, owned by its member.
    (Action::Draft,        Subject::Objective(DRAFT),                  "y y - y - - -"),
    (Action::Draft,        Subject::KeyResult(MINUTES),                "y y - y - - -"),
    (Action::Publish,      Subject::Objective(DRAFT),                  "y y - - - - -"),
    (Action::Delete,       Subject::Objective(DRAFT),                  "y y - - - - -"),
    // An objective of the company's, owned by an executive.
    (Action::Edit,         Subject::Objective(RENEW),                  "y - - - - - -"),
    (Action::Align,        Subject::Objective(RENEW),                  "y - - - - - -"),
    (Action::Adjust,       Subject::Objective(RENEW),                  "y - - - - - -"),
    (Action::CheckIn,      Subject::KeyResult(RENEWALS),               "y - - - - - -"),
    // Another of the company's, with another owner: "edit own".
    (Action::Draft,        Subject::Objective(MARKETS),                "y - y - - - -"),
    (Action::Edit,         Subject::Objective(MARKETS),                "y - y - - - -"),
    (Action::Publish,      Subject::Objective(MARKETS),                "y - - - - - -"),
    (Action::Delete,       Subject::Objective(MARKETS),                "y - - - - - -"),
    (Action::Adjust,       Subject::Objective(MARKETS),                "y - y - - - -"),
    // Published, of engineering, owned by its lead; one key result is the member's.
    (Action::Draft,        Subject::Objective(RELIABLE),               "y y - - - - -"),
    (Action::Edit,         Subject::Objective(RELIABLE),               "y y - - - - -"),
    (Action::Delete,       Subject::Objective(RELIABLE),               "y y - - - - -"),
    (Action::Edit,         Subject::KeyResult(OUTAGES),                "y y - - - - -"),
    (Action::Align,        Subject::Objective(RELIABLE),               "y y - - - - -"),
    (Action::Adjust,       Subject::KeyResult(UPTIME),                 "y y - - - - -"),
    (Action::CheckIn,      Subject::KeyResult(OUTAGES),                "- y - y - - -"),
    (Action::CheckIn,      Subject::KeyResult(UPTIME),                 "- y - - - - -"),
    // Published, of quality, below engineering: its lead may edit, and members may no longer draft.
    (Action::Draft,        Subject::Objective(TESTED),                 "y y y - - - -"),
    (Action::Edit,         Subject::Objective(TESTED),                 "y y y - - - -"),
    (Action::Publish,      Subject::Objective(TESTED),                 "y y - - - - -"),
    (Action::Delete,       Subject::KeyResult(CASES),                  "y y - - - - -"),
    (Action::Align,        Subject::Objective(TESTED),                 "y y y - - - -"),
    (Action::CheckIn,      Subject::KeyResult(CASES),                  "- y y - - - -"),
    // Of sales, which has no lead here.
    (Action::Edit,         Subject::Objective(LISBON),                 "y - y - - - -"),
    (Action::Publish,      Subject::Objective(LISBON),                 "y - - - - - -"),
    (Action::CheckIn,      Subject::KeyResult(CUSTOMERS),              "- - y - - - -"),
    (Action::CheckIn,      Subject::KeyResult(REFERRED),               "- - y - - - -"),
    // Combinations without a row in the table are always refused.
    (Action::CheckIn,      Subject::Organisation,                      "- - - - - - -"),
    (Action::Correct,      Subject::KeyResult(OUTAGES),                "- y - y - - -"),
    (Action::Correct,      Subject::KeyResult(PROMOTERS),              "y - - - - - -"),
];

#[test]
fn the_table_says_who_may_do_what() {
    let board = Fixture::aurora().board;
    for (action, subject, cells) in TABLE {
        for (actor, cell) in COLUMNS.into_iter().zip(cells.split(' ')) {
            let wanted = if cell == "y" { Ok(()) } else { Err(Refusal::NotAllowed { action }) };
            assert_eq!(actor.may(&board, action, subject), wanted, "{actor:?} {action:?} {subject:?}");
        }
    }
}

#[test]
fn leading_the_company_gives_no_word_in_its_objectives_but_in_every_teams() {
    let mut aurora = Fixture::aurora();
    let id = crate::PersonId(aurora.fresh());
    let person = crate::Person {
        id,
        name: "Rosa".into(),
        email: None,
        leads: [COMPANY].into(),
        ..(*aurora.board.people[&MEMBER]).clone()
    };
    aurora.does(ADMIN, crate::Command::AddPerson(person));
    let may = |action, subject| Actor::Person(id).may(&aurora.board, action, subject).is_ok();
    assert!(!may(Action::Edit, Subject::Objective(RENEW)));
    assert!(!may(Action::CheckIn, Subject::KeyResult(RENEWALS)));
    assert!(!may(Action::Draft, Subject::Team(COMPANY)));
    assert!(may(Action::Publish, Subject::Objective(LISBON)));
    assert!(may(Action::CheckIn, Subject::KeyResult(CUSTOMERS)));
}

#[test]
fn a_check_in_is_corrected_by_its_author_or_an_owner() {
    let mut aurora = Fixture::aurora();
    let by_lead = aurora.report(LEAD, CASES, crate::Reading::Number(170.0), 7);
    let may = |person| Actor::Person(person).may(&aurora.board, Action::Correct, Subject::CheckIn(CASES, by_lead)).is_ok();
    assert!(may(LEAD), "its author");
    assert!(may(OWNER), "the owner");
    assert!(!may(EXECUTIVE) && !may(MEMBER) && !may(ADMIN));
}

#[test]
fn a_closed_cycle_is_opened_again_by_executives_only() {
    let mut aurora = Fixture::aurora();
    super::cycle::close(&mut aurora, QUARTER);
    let may = |actor: Actor| actor.may(&aurora.board, Action::RunRhythm, Subject::Cycle(QUARTER)).is_ok();
    assert!(may(Actor::Person(EXECUTIVE)));
    assert!(!may(Actor::Person(PROGRAMME_OFFICE)) && !may(Actor::CommandLine));
}

#[test]
fn roles_add_up() {
    let mut aurora = Fixture::aurora();
    let id = crate::PersonId(aurora.fresh());
    let roles = crate::Roles { executive: false, programme_office: true, admin: true };
    let person = crate::Person {
        id,
        name: "Noor".into(),
        email: None,
        roles,
        leads: [SALES].into(),
        ..(*aurora.board.people[&MEMBER]).clone()
    };
    aurora.does(ADMIN, crate::Command::AddPerson(person));
    for (action, subject) in [
        (Action::RunRhythm, Subject::Organisation),
        (Action::Administer, Subject::Organisation),
        (Action::Publish, Subject::Objective(LISBON)),
        (Action::Draft, Subject::Team(QUALITY)),
    ] {
        assert_eq!(Actor::Person(id).may(&aurora.board, action, subject), Ok(()));
    }
}
