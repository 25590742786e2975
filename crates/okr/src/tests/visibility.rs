//! What a browser is told about people, and that it still decides and shows the same as the server.

use proptest::prelude::*;

use super::random::any_wishes;
use crate::fixtures::*;
use crate::{Actor, Board, Command, Entry, Event, PersonDraft, PersonId, Roles, Snapshot};

const READERS: [PersonId; 4] = [EXECUTIVE, LEAD, MEMBER, ADMIN];

/// A browser that started with a board and received the journal from there.
fn heard(began: &Board, reader: PersonId, journal: &[Entry]) -> Board {
    let mut board = Board::from(Snapshot::from(&began.visible_to(reader)));
    for entry in journal {
        // Entries without personal details are serialised once for all readers.
        let reader = entry.holds_details_of(reader).then_some(reader);
        board.record(&entry.visible_to(reader));
    }
    board
}

#[test]
fn a_browser_knows_its_readers_roles_and_address_and_nobody_elses() {
    let aurora = Fixture::aurora();
    for reader in READERS {
        let board = heard(&aurora.board, reader, &[]);
        for (id, person) in &board.people {
            let truth = aurora.board.person(*id).unwrap();
            let knows = if *id == reader { (truth.email.clone(), truth.roles) } else { Default::default() };
            assert_eq!((person.email.clone(), person.roles), knows, "{}", person.name);
            assert_eq!((&person.name, &person.teams, &person.leads), (&truth.name, &truth.teams, &truth.leads));
        }
    }
}

#[test]
fn what_is_heard_about_somebody_tells_their_address_and_roles_to_them_alone() {
    let mut aurora = Fixture::aurora();
    let roles = Roles { executive: true, ..Roles::default() };
    let draft = PersonDraft {
        email: Some("mia.new@aurora.example".into()),
        roles,
        ..PersonDraft::of(aurora.board.person(MEMBER).unwrap())
    };
    aurora.does(ADMIN, Command::EditPerson { id: MEMBER, draft: draft.clone(), base: None });
    let entry = aurora.journal.last().unwrap();
    let Event::PersonEdited { after, .. } = &entry.visible_to(Some(MEMBER)).events[0] else { panic!("{entry:?}") };
    assert_eq!(*after, draft);
    for other in [None, Some(LEAD), Some(ADMIN)] {
        let written = serde_json::to_string(&*entry.visible_to(other)).unwrap();
        assert!(!written.contains('@') && !written.contains("true"), "{written}");
    }
}

proptest! {
    #![proptest_config(super::always_the_same(64))]

    #[test]
    fn a_browser_stays_the_board_that_its_reader_may_know_and_rules_on_it_as_the_server_does(wishes in any_wishes(60)) {
        let mut aurora = Fixture::aurora();
        aurora.at = noon(day(2026, 12, 31));
        let (began, from) = (aurora.board.clone(), aurora.journal.len());
        for wish in wishes {
            for reader in READERS {
                let (command, at) = (wish.asked_of(&mut aurora), aurora.at);
                // People are administered on static pages only.
                if matches!(command, Command::EditPerson { .. } | Command::DeactivatePerson { .. } | Command::ReactivatePerson { .. }) {
                    continue;
                }
                let actor = Actor::Person(reader);
                let browser = crate::decide(&aurora.board.visible_to(reader), actor, &command, at);
                prop_assert_eq!(browser, crate::decide(&aurora.board, actor, &command, at));
            }
            wish.ask(&mut aurora);
        }
        for reader in READERS {
            prop_assert_eq!(heard(&began, reader, &aurora.journal[from..]), aurora.board.visible_to(reader));
        }
    }
}
