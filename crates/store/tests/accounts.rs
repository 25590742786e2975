//! Passwords, second factors, sessions and links, on every database.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use okr::{Person, PersonId};
use store::{Access, Accounts, Flow, MfaChallenge, Pass, Purpose, Session, TokenHash, Trouble};
use support::{company, founded, on_both};
use uuid::Uuid;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minute)
}

fn token(n: u8) -> TokenHash {
    [n; 32]
}

fn session(id: u128, person: PersonId, minute: i64) -> Session {
    Session { id: Uuid::from_u128(id), person, device: "Firefox".into(), began_at: at(minute), seen_at: at(minute) }
}

fn ids(sessions: &[Session]) -> Vec<u128> {
    sessions.iter().map(|session| session.id.as_u128()).collect()
}

on_both! {
    async fn accounts_are_kept(home: Home) {
        let ledger = company(&home).await;
        let board = ledger.board();
        let mut people = board.people.keys().copied();
        let (ann, ben) = (people.next().unwrap(), people.next().unwrap());
        let accounts = Accounts::new(ledger.store().clone());
        let seq = board.seq;

        assert_eq!(accounts.password(ann).await.unwrap(), None);
        assert_eq!(accounts.access(at(0)).await.unwrap(), []);

        // Sessions.
        for (n, person) in [(1, ann), (2, ann), (3, ben)] {
            accounts.begin(&session(n.into(), person, n.into()), &token(n)).await.unwrap();
        }
        assert_eq!(accounts.session(&token(1)).await.unwrap(), Some(session(1, ann, 1)));
        assert_eq!(accounts.session(&token(9)).await.unwrap(), None);
        accounts.saw(Uuid::from_u128(1), at(10)).await.unwrap();
        assert_eq!(accounts.session(&token(1)).await.unwrap().unwrap().seen_at, at(10));
        assert_eq!(ids(&accounts.sessions(ann).await.unwrap()), [1, 2], "the latest seen first");

        accounts.end(ben, Uuid::from_u128(1), at(11)).await.unwrap();
        assert!(accounts.session(&token(1)).await.unwrap().is_some(), "nobody ends another's session");
        accounts.end(ann, Uuid::from_u128(1), at(12)).await.unwrap();
        assert_eq!(accounts.session(&token(1)).await.unwrap(), None);
        accounts.saw(Uuid::from_u128(1), at(13)).await.unwrap();
        assert_eq!(accounts.session(&token(1)).await.unwrap(), None, "what has ended stays so");
        assert_eq!(accounts.ended_since(at(12)).await.unwrap(), [Uuid::from_u128(1)]);
        assert!(accounts.ended_since(at(13)).await.unwrap().is_empty());

        // Links.
        accounts.issue(&token(20), Purpose::Invite(ann), at(20), at(60)).await.unwrap();
        let pass = Pass { purpose: Purpose::Invite(ann), expires_at: at(60), used_at: None };
        assert_eq!(accounts.pass(&token(20)).await.unwrap(), Some(pass));
        assert_eq!((pass.purpose.person(), Purpose::Found.person()), (Some(ann), None));
        let waited_for = Access { password_since: None, link_until: Some(at(60)), second_factor: false, provider: false };
        assert_eq!(accounts.access(at(21)).await.unwrap(), [(ann, waited_for)]);
        assert_eq!(accounts.access(at(61)).await.unwrap(), [], "nobody waits for whoever holds an expired link");
        accounts.issue(&token(21), Purpose::Reset(ann), at(22), at(60)).await.unwrap();
        assert_eq!(accounts.pass(&token(20)).await.unwrap().unwrap().used_at, Some(at(22)), "a new link voids the one before");
        accounts.issue(&token(22), Purpose::Found, at(22), at(60)).await.unwrap();
        accounts.issue(&token(23), Purpose::Found, at(23), at(60)).await.unwrap();
        assert!(accounts.pass(&token(22)).await.unwrap().unwrap().used_at.is_some());
        assert_eq!(accounts.pass(&token(21)).await.unwrap().unwrap().used_at, None, "another purpose's stay");
        assert!(!accounts.use_up(&token(21), at(60)).await.unwrap(), "too late");

        // Passwords.
        accounts.set_password(ann, "$argon2id$one", at(30), Some(Uuid::from_u128(2))).await.unwrap();
        assert_eq!(accounts.password(ann).await.unwrap().unwrap(), "$argon2id$one");
        assert_eq!(ids(&accounts.sessions(ann).await.unwrap()), [2], "the session that asked goes on");
        assert!(!accounts.use_up(&token(21), at(31)).await.unwrap(), "no old link changes the new password");
        accounts.set_password(ann, "$argon2id$two", at(31), None).await.unwrap();
        assert_eq!(accounts.password(ann).await.unwrap().unwrap(), "$argon2id$two");
        assert_eq!(ids(&accounts.sessions(ann).await.unwrap()), []);
        assert_eq!(ids(&accounts.sessions(ben).await.unwrap()), [3], "others are left alone");
        assert_eq!(accounts.access(at(31)).await.unwrap(), [(ann, Access { password_since: Some(at(31)), link_until: None, second_factor: false, provider: false })]);
        let refused = accounts.set_password(ben, "in the clear", at(31), None).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::Rejected, "the tables take no password as it was typed");

        accounts.end_all(ben, at(32), None).await.unwrap();
        assert_eq!(accounts.session(&token(3)).await.unwrap(), None);

        // Old rows are deleted.
        accounts.issue(&token(30), Purpose::Reset(ben), at(60 * 24 * 200), at(60 * 24 * 201)).await.unwrap();
        assert_eq!(accounts.pass(&token(20)).await.unwrap(), None);
        assert!(accounts.ended_since(at(0)).await.unwrap().is_empty());

        assert_eq!((ledger.board().seq, ledger.store().stats().await.unwrap().seq), (seq, seq), "none of it is in the journal");
        assert_eq!(seq, founded());
    }

    async fn a_link_is_used_up_by_one_of_those_who_try(home: Home) {
        let ledger = company(&home).await;
        let ann = *ledger.board().people.keys().next().unwrap();
        let accounts = Accounts::new(ledger.store().clone());
        accounts.issue(&token(1), Purpose::Reset(ann), at(0), at(60)).await.unwrap();
        let tries = (0..20).map(|_| {
            let accounts = accounts.clone();
            tokio::spawn(async move { accounts.use_up(&token(1), at(1)).await.unwrap() })
        });
        let mut told_yes = 0;
        for attempt in tries.collect::<Vec<_>>() {
            told_yes += usize::from(attempt.await.unwrap());
        }
        assert_eq!(told_yes, 1);
    }

    async fn a_second_factor_counts_once_it_is_confirmed_and_takes_each_step_once(home: Home) {
        let ledger = company(&home).await;
        let ann = *ledger.board().people.keys().next().unwrap();
        let accounts = Accounts::new(ledger.store().clone());
        let codes: Vec<_> = (1..=10).map(token).collect();
        assert!(accounts.second_factor(ann).await.unwrap().is_none());

        accounts.propose_second_factor(ann, &[1; 20]).await.unwrap();
        accounts.propose_second_factor(ann, &[2; 20]).await.unwrap();
        let proposed = accounts.second_factor(ann).await.unwrap().unwrap();
        assert_eq!((proposed.secret, proposed.confirmed_at, proposed.last_step), ([1; 20], None, 0), "a phone has the first");
        assert!(!accounts.use_step(ann, 5).await.unwrap(), "it counts for nothing yet");
        assert_eq!(accounts.access(at(0)).await.unwrap(), []);
        assert!(!accounts.confirm_second_factor(ann, &[2; 20], 5, at(1), &codes).await.unwrap(), "another secret's code");
        assert_eq!(accounts.second_factor(ann).await.unwrap().unwrap().recovery_codes, 0, "and no recovery codes came of it");
        assert!(accounts.confirm_second_factor(ann, &[1; 20], 5, at(1), &codes).await.unwrap());
        assert!(!accounts.confirm_second_factor(ann, &[1; 20], 6, at(1), &codes).await.unwrap(), "it is confirmed once");
        let confirmed = accounts.second_factor(ann).await.unwrap().unwrap();
        assert_eq!((confirmed.confirmed_at, confirmed.last_step, confirmed.recovery_codes), (Some(at(1)), 5, 10));
        assert!(accounts.access(at(0)).await.unwrap()[0].1.second_factor);
        accounts.propose_second_factor(ann, &[3; 20]).await.unwrap();
        accounts.set_password(ann, "$argon2id$one", at(2), None).await.unwrap();
        assert_eq!(accounts.second_factor(ann).await.unwrap().unwrap().secret, [1; 20], "a new password leaves it alone");

        for (step, taken) in [(5, false), (4, false), (6, true), (6, false), (5, false), (8, true), (7, false)] {
            assert_eq!(accounts.use_step(ann, step).await.unwrap(), taken, "{step}");
        }
        let tries = (0..20).map(|_| {
            let accounts = accounts.clone();
            tokio::spawn(async move { accounts.use_step(ann, 20).await.unwrap() })
        });
        let mut told_yes = 0;
        for attempt in tries.collect::<Vec<_>>() {
            told_yes += usize::from(attempt.await.unwrap());
        }
        assert_eq!(told_yes, 1, "of those who try at once");

        assert!(accounts.use_recovery_code(ann, &token(3), at(3)).await.unwrap());
        assert!(!accounts.use_recovery_code(ann, &token(3), at(3)).await.unwrap(), "each works once");
        assert!(!accounts.use_recovery_code(ann, &token(11), at(3)).await.unwrap());
        assert_eq!(accounts.second_factor(ann).await.unwrap().unwrap().recovery_codes, 9);
        accounts.renew_recovery_codes(ann, &[token(11), token(12)]).await.unwrap();
        assert!(!accounts.use_recovery_code(ann, &token(4), at(3)).await.unwrap(), "new ones kill the old");
        assert!(accounts.use_recovery_code(ann, &token(12), at(3)).await.unwrap());

        accounts.begin_mfa_challenge(&token(1), &MfaChallenge { person: ann, back: "/".into() }, at(4), at(14)).await.unwrap();
        assert!(accounts.remove_second_factor(ann).await.unwrap());
        assert!(!accounts.remove_second_factor(ann).await.unwrap());
        assert!(accounts.second_factor(ann).await.unwrap().is_none());
        assert!(!accounts.use_recovery_code(ann, &token(11), at(5)).await.unwrap());
        assert_eq!(accounts.mfa_challenge(&token(1), at(5)).await.unwrap(), None, "whoever was half-way in begins anew");

        accounts.propose_second_factor(ann, &[4; 20]).await.unwrap();
        accounts.set_password(ann, "$argon2id$two", at(6), None).await.unwrap();
        assert!(accounts.second_factor(ann).await.unwrap().is_none(), "what was proposed to whoever knew the old password");
    }

    async fn mfa_challenges_are_short_and_bears_five_tries(home: Home) {
        let ledger = company(&home).await;
        let ann = *ledger.board().people.keys().next().unwrap();
        let accounts = Accounts::new(ledger.store().clone());
        let challenge = MfaChallenge { person: ann, back: "/map?cycle=1".into() };
        accounts.begin_mfa_challenge(&token(1), &challenge, at(0), at(10)).await.unwrap();
        assert_eq!(accounts.mfa_challenge(&token(1), at(9)).await.unwrap(), Some(challenge.clone()));
        assert_eq!(accounts.mfa_challenge(&token(1), at(10)).await.unwrap(), None, "it is too old");
        assert!(!accounts.try_mfa_challenge(&token(1), at(10)).await.unwrap());
        assert_eq!(accounts.mfa_challenge(&token(2), at(1)).await.unwrap(), None);
        let tries = (0..20).map(|_| {
            let accounts = accounts.clone();
            tokio::spawn(async move { accounts.try_mfa_challenge(&token(1), at(1)).await.unwrap() })
        });
        let mut allowed = 0;
        for attempt in tries.collect::<Vec<_>>() {
            allowed += usize::from(attempt.await.unwrap());
        }
        assert_eq!(allowed, 5, "however many try at once");
        assert_eq!(accounts.mfa_challenge(&token(1), at(1)).await.unwrap(), None);

        accounts.begin_mfa_challenge(&token(2), &challenge, at(20), at(30)).await.unwrap();
        accounts.begin_mfa_challenge(&token(1), &challenge, at(20), at(30)).await.expect("what is past was swept away");
        accounts.end_mfa_challenge(&token(1)).await.unwrap();
        assert_eq!(accounts.mfa_challenge(&token(1), at(21)).await.unwrap(), None);
        accounts.set_password(ann, "$argon2id$one", at(22), None).await.unwrap();
        assert_eq!(accounts.mfa_challenge(&token(2), at(22)).await.unwrap(), None, "the old password is worth nothing");
    }

    async fn only_who_has_a_password_and_no_second_factor_is_signed_out_for_it(home: Home) {
        let ledger = company(&home).await;
        let people: Vec<_> = ledger.board().people.keys().copied().collect();
        let accounts = Accounts::new(ledger.store().clone());
        for (n, person) in [(1, people[0]), (2, people[1]), (3, people[2])] {
            if n != 3 {
                accounts.set_password(person, "$argon2id$one", at(0), None).await.unwrap();
            }
            accounts.begin(&session(n.into(), person, 1), &token(n)).await.unwrap();
            accounts.propose_second_factor(person, &[n; 20]).await.unwrap();
        }
        assert!(accounts.confirm_second_factor(people[0], &[1; 20], 1, at(1), &[]).await.unwrap());
        accounts.end_without_second_factor(at(2)).await.unwrap();
        assert_eq!(ids(&accounts.sessions(people[0]).await.unwrap()), [1], "has one");
        assert_eq!(ids(&accounts.sessions(people[1]).await.unwrap()), [], "has proposed one, and no more");
        assert_eq!(ids(&accounts.sessions(people[2]).await.unwrap()), [3], "came in without a password");
        assert_eq!(accounts.ended_since(at(2)).await.unwrap(), [Uuid::from_u128(2)]);
    }

    async fn whoever_is_not_who_they_were_is_signed_out(home: Home) {
        let ledger = company(&home).await;
        let before = ledger.board();
        let people: Vec<_> = before.people.keys().copied().collect();
        let accounts = Accounts::new(ledger.store().clone());
        for (n, person) in [(1, people[0]), (2, people[1]), (3, people[2])] {
            accounts.begin(&session(n.into(), person, 1), &token(n)).await.unwrap();
            accounts.issue(&token(10 + n), Purpose::Reset(person), at(1), at(99)).await.unwrap();
            accounts.begin_mfa_challenge(&token(n), &MfaChallenge { person, back: "/".into() }, at(1), at(99)).await.unwrap();
        }
        accounts.end_where_changed(&before, &before, at(2)).await.unwrap();
        assert!(accounts.ended_since(at(2)).await.unwrap().is_empty(), "nothing changed");

        let mut after = (*before).clone();
        let mut change = |person, change: fn(&mut Person)| change(Arc::make_mut(after.people.get_mut(&person).unwrap()));
        change(people[0], |person| person.name = "Somebody".into());
        change(people[1], |person| person.roles.admin = !person.roles.admin);
        change(people[2], |person| person.deactivated = true);
        accounts.end_where_changed(&before, &after, at(3)).await.unwrap();
        assert_eq!(ids(&accounts.sessions(people[0]).await.unwrap()), [1], "is called something else, and no more");
        let mut ended = accounts.ended_since(at(3)).await.unwrap();
        ended.sort_unstable();
        assert_eq!(ended, [2, 3].map(Uuid::from_u128));
        // People with a changed role keep their links, deactivated people don't.
        for (n, is_good) in [(1, true), (2, true), (3, false)] {
            assert_eq!(accounts.pass(&token(10 + n)).await.unwrap().unwrap().used_at.is_none(), is_good, "{n}");
            assert_eq!(accounts.mfa_challenge(&token(n), at(3)).await.unwrap().is_some(), is_good, "{n}");
        }
        // Sessions that began while a person was deactivated end when they are reactivated.
        accounts.begin(&session(4, people[2], 4), &token(4)).await.unwrap();
        accounts.end_where_changed(&after, &before, at(5)).await.unwrap();
        assert_eq!(accounts.ended_since(at(5)).await.unwrap(), [Uuid::from_u128(4)]);
    }

    async fn a_link_and_the_password_that_it_is_for_go_together(home: Home) {
        let ledger = company(&home).await;
        let person = *ledger.board().people.keys().next().unwrap();
        let accounts = Accounts::new(ledger.store().clone());
        accounts.issue(&token(1), Purpose::Reset(person), at(0), at(10)).await.unwrap();
        let refused = accounts.set_password_by_link(&token(1), person, "in the clear", at(1)).await.unwrap_err();
        assert_eq!(refused.trouble(), Trouble::Rejected);
        assert_eq!(accounts.pass(&token(1)).await.unwrap().unwrap().used_at, None, "it is still good");
        assert!(accounts.able_to_sign_in().await.unwrap().is_empty());
        assert!(accounts.set_password_by_link(&token(1), person, "$argon2id$one", at(2)).await.unwrap());
        assert!(!accounts.set_password_by_link(&token(1), person, "$argon2id$two", at(3)).await.unwrap(), "once");
        assert_eq!(accounts.password(person).await.unwrap().unwrap(), "$argon2id$one");
        assert!(accounts.able_to_sign_in().await.unwrap().contains(&person));
    }

    async fn a_browser_is_known_by_who_came_in_last(home: Home) {
        let ledger = company(&home).await;
        let mut people = ledger.board().people.keys().copied().collect::<Vec<_>>().into_iter();
        let (ann, ben) = (people.next().unwrap(), people.next().unwrap());
        let accounts = Accounts::new(ledger.store().clone());
        assert_eq!(accounts.device(&token(1)).await.unwrap(), None);
        accounts.remember_device(&token(1), ann, at(0)).await.unwrap();
        accounts.remember_device(&token(2), ann, at(0)).await.unwrap();
        accounts.remember_device(&token(1), ben, at(1)).await.unwrap();
        assert_eq!(accounts.device(&token(1)).await.unwrap(), Some(ben));
        accounts.remember_device(&token(3), ann, at(60 * 24 * 401)).await.unwrap();
        assert_eq!(accounts.device(&token(2)).await.unwrap(), None, "who never came again");
    }

    async fn somebody_is_one_of_a_providers_and_nobody_else_is(home: Home) {
        let ledger = company(&home).await;
        let board = ledger.board();
        let mut people = board.people.keys().copied();
        let (ann, ben) = (people.next().unwrap(), people.next().unwrap());
        let accounts = Accounts::new(ledger.store().clone());
        let (here, there) = ("https://id.example", "https://other.example");

        assert_eq!(accounts.identity(here, "1").await.unwrap(), None);
        assert!(accounts.bind(here, "1", ann, at(0)).await.unwrap());
        assert!(accounts.bind(here, "1", ann, at(1)).await.unwrap(), "they are already");
        assert_eq!(accounts.identity(here, "1").await.unwrap(), Some(ann));
        assert!(!accounts.bind(here, "2", ann, at(2)).await.unwrap(), "somebody else who claims to be her");
        assert!(!accounts.bind(here, "1", ben, at(2)).await.unwrap(), "she isn't somebody else now");
        assert_eq!((accounts.identity(here, "1").await.unwrap(), accounts.identity(here, "2").await.unwrap()), (Some(ann), None));
        assert_eq!(accounts.identity(there, "1").await.unwrap(), None, "another provider's word is its own");
        assert!(accounts.bind(there, "1", ben, at(3)).await.unwrap() && accounts.bind(there, "2", ann, at(3)).await.unwrap());
        assert!(accounts.bind(here, "3", PersonId(Uuid::from_u128(77)), at(4)).await.is_err(), "nobody is on the board");
        let known = |all: Vec<(PersonId, Access)>| all.into_iter().filter(|(_, access)| access.provider).map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(known(accounts.access(at(5)).await.unwrap()), [ann, ben]);
        assert!(accounts.able_to_sign_in().await.unwrap().is_superset(&[ann, ben].into()));
        assert!(accounts.unbind(ann).await.unwrap() && !accounts.unbind(ann).await.unwrap());
        assert_eq!((accounts.identity(here, "1").await.unwrap(), accounts.identity(there, "2").await.unwrap()), (None, None));
        assert!(accounts.bind(here, "2", ann, at(6)).await.unwrap(), "she is bound anew");
        assert_eq!(ledger.store().stats().await.unwrap().seq, board.seq, "none of it is in the journal");
    }

    async fn whoever_comes_back_from_a_provider_does_so_once(home: Home) {
        let ledger = company(&home).await;
        let accounts = Accounts::new(ledger.store().clone());
        let flow = |n: i64| Flow {
            state: format!("state {n}"),
            nonce: "nonce".into(),
            verifier: "verifier".into(),
            back: "/map".into(),
            expires_at: at(n),
        };
        accounts.begin_flow(&token(1), &flow(10), at(0)).await.unwrap();
        accounts.begin_flow(&token(2), &flow(11), at(0)).await.unwrap();
        let tries = (0..20).map(|_| {
            let accounts = accounts.clone();
            tokio::spawn(async move { accounts.take_flow(&token(1)).await.unwrap() })
        });
        let mut taken = Vec::new();
        for attempt in tries.collect::<Vec<_>>() {
            taken.extend(attempt.await.unwrap());
        }
        assert_eq!(taken, [flow(10)]);
        assert_eq!(accounts.take_flow(&token(3)).await.unwrap(), None);
        assert!(!format!("{:?}", flow(1)).contains("verifier\""), "a log doesn't tell it");

        // Old rows are deleted; a recently expired one is still reported as expired.
        accounts.begin_flow(&token(3), &flow(71), at(61)).await.unwrap();
        assert_eq!(accounts.take_flow(&token(2)).await.unwrap(), Some(flow(11)));
        accounts.begin_flow(&token(4), &flow(200), at(190)).await.unwrap();
        assert_eq!(accounts.take_flow(&token(3)).await.unwrap(), None);
    }
}
