//! At least one administrator can always sign in, whatever the actor, the kind of change and the concurrency.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use okr::import::{PeopleTable, PersonRow};
use okr::{Actor, Command, Person, PersonDraft, PersonId, Refusal, Roles};
use store::{Accounts, CommitError, Ledger};
use support::{company, envelope, ledger, on_both};
use uuid::Uuid;

const ADA: PersonId = PersonId(Uuid::from_u128(0xada));
const BEN: PersonId = PersonId(Uuid::from_u128(0xbe2));
/// An administrator who hasn't accepted the invitation.
const INVITED: PersonId = PersonId(Uuid::from_u128(0x1a7));
const ADMIN: Roles = Roles { admin: true, executive: false, programme_office: false };

fn edited(ledger: &Ledger, id: PersonId, change: impl FnOnce(&mut PersonDraft)) -> Command {
    let mut draft = PersonDraft::of(ledger.board().person(id).unwrap());
    change(&mut draft);
    Command::EditPerson { id, draft, base: None }
}

fn resigns(ledger: &Ledger, id: PersonId) -> Command {
    edited(ledger, id, |draft| draft.roles = Roles::default())
}

/// Ada and Ben are administrators with passwords; a third one has only an invitation.
async fn with_administrators(ledger: &Ledger) -> Accounts {
    for (id, name) in [(ADA, "Ada"), (BEN, "Ben"), (INVITED, "Ina")] {
        let (teams, leads) = (BTreeSet::new(), BTreeSet::new());
        let email = Some(format!("{name}@example.org"));
        let person = Person { id, name: name.into(), email, roles: ADMIN, teams, leads, deactivated: false };
        ledger.commit(Actor::CommandLine, envelope(id.0.as_u128(), Command::AddPerson(person))).await.unwrap();
    }
    let accounts = Accounts::new(ledger.store().clone());
    for id in [ADA, BEN] {
        accounts.set_password(id, "$argon2id$one", DateTime::<Utc>::UNIX_EPOCH, None).await.unwrap();
    }
    accounts
}

fn is_last(answer: &Result<store::Receipt, CommitError>) -> bool {
    matches!(answer, Err(CommitError::Refused(Refusal::LastAdmin)))
}

on_both! {
    async fn of_two_administrators_who_resign_at_once_one_stays(home: Home) {
        let one = company(&home).await;
        with_administrators(&one).await;
        // On a server, each on its own node.
        let two = if home.is_on_a_server() { ledger(&home).await } else { one.clone() };
        for n in 0..50_u128 {
            let [ada, ben] = [(&one, ADA), (&two, BEN)].map(|(node, id)| {
                let (node, command) = (node.clone(), resigns(&one, id));
                let id = 0x10_000 + 10 * n + u128::from(id == ADA);
                tokio::spawn(async move { node.commit(Actor::CommandLine, envelope(id, command)).await })
            });
            let answers = [ada.await.unwrap(), ben.await.unwrap()];
            assert_eq!(answers.iter().filter(|answer| is_last(answer)).count(), 1, "try {n}: {answers:?}");
            for (id, node) in [(ADA, &one), (BEN, &two)] {
                let seq = answers.iter().flatten().map(|receipt| receipt.seq).max().unwrap();
                assert!(one.reaches(seq).await && two.reaches(seq).await);
                let again = edited(node, id, |draft| draft.roles = ADMIN);
                let receipt = node.commit(Actor::CommandLine, envelope(0x20_000 + 10 * n + u128::from(id == ADA), again)).await;
                assert!(one.reaches(receipt.unwrap().seq).await);
            }
        }
    }

    async fn no_way_costs_the_last_administrator_who_can_sign_in(home: Home) {
        let ledger = company(&home).await;
        let accounts = with_administrators(&ledger).await;
        let mut next = 0x30_000;
        let mut send = async |command: Command| {
            next += 1;
            ledger.commit(Actor::CommandLine, envelope(next, command)).await
        };
        send(resigns(&ledger, BEN)).await.unwrap();
        let row = |roles| PersonRow {
            line: 2,
            email: "ada@example.org".into(),
            name: "Ada".into(),
            teams: None,
            roles: Some(roles),
            leads: None,
        };
        let table = |roles| Command::ImportPeople(PeopleTable { ids_from: Uuid::from_u128(0x40_000), rows: vec![row(roles)] });
        let seq = ledger.board().seq;
        for command in [
            resigns(&ledger, ADA),
            edited(&ledger, ADA, |draft| draft.email = None),
            table(Roles { executive: true, ..Roles::default() }),
            Command::DeactivatePerson { id: ADA, hand_over_to: None },
        ] {
            assert!(is_last(&send(command.clone()).await), "{command:?}");
        }
        assert_eq!(ledger.board().seq, seq, "nothing has changed");
        send(edited(&ledger, ADA, |draft| draft.name = "Ada L.".into())).await.unwrap();

        // Administrators with a provider account count as well, also without an e-mail address; and the last one's
        // account can't be unlinked.
        assert!(accounts.bind("https://id.example", "1", INVITED, DateTime::<Utc>::UNIX_EPOCH).await.unwrap());
        send(resigns(&ledger, ADA)).await.unwrap();
        assert_eq!(accounts.unbind_unless_last(INVITED).await.unwrap(), None);
        assert_eq!(accounts.identity("https://id.example", "1").await.unwrap(), Some(INVITED));
        send(edited(&ledger, ADA, |draft| draft.roles = ADMIN)).await.unwrap();
        assert_eq!(accounts.unbind_unless_last(INVITED).await.unwrap(), Some(true));
        assert_eq!(accounts.unbind_unless_last(INVITED).await.unwrap(), Some(false));
        assert!(is_last(&send(resigns(&ledger, ADA)).await));
    }
}
