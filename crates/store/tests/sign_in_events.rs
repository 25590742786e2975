//! Sign-in events, on every database.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may stop")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use okr::PersonId;
use store::{Accounts, SignInEvent, SignInKind};
use support::{company, on_both};

fn event(day: i64, kind: SignInKind, person: Option<PersonId>) -> SignInEvent {
    let at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000 + day);
    SignInEvent { at, kind, person, actor: person, address: "192.0.2.7".into(), device: "Firefox".into() }
}

on_both! {
    async fn events_are_read_newest_first_and_those_of_an_account_alone(home: Home) {
        let ledger = company(&home).await;
        let ann = *ledger.board().people.keys().next().unwrap();
        let accounts = Accounts::new(ledger.store().clone());
        let kinds = [SignInKind::WrongPassword, SignInKind::SignedIn, SignInKind::ResetMade];
        let all = [event(0, kinds[0], None), event(1, kinds[1], Some(ann)), event(2, kinds[2], Some(ann))];
        for event in &all {
            accounts.record(event).await.unwrap();
        }
        let read = accounts.sign_in_events(None, 2).await.unwrap();
        assert_eq!(read.iter().map(|(_, event)| event.clone()).collect::<Vec<_>>(), [all[2].clone(), all[1].clone()]);
        let older = accounts.sign_in_events(Some(read[1].0), 2).await.unwrap();
        assert_eq!(older.into_iter().map(|(_, event)| event).collect::<Vec<_>>(), [all[0].clone()]);
        assert_eq!(accounts.sign_in_events_of(ann, 5).await.unwrap(), [all[2].clone(), all[1].clone()]);
    }

    async fn what_is_older_than_ninety_days_is_deleted(home: Home) {
        let ledger = company(&home).await;
        let accounts = Accounts::new(ledger.store().clone());
        for day in [0, 10, 95] {
            accounts.record(&event(day, SignInKind::WrongPassword, None)).await.unwrap();
        }
        let left = accounts.sign_in_events(None, 10).await.unwrap();
        assert_eq!(left.into_iter().map(|(_, event)| event.at).collect::<Vec<_>>(), [95, 10].map(|day| event(day, SignInKind::SignedIn, None).at));
    }

    async fn what_is_beyond_the_last_hundred_thousand_is_deleted(home: Home) {
        let ledger = company(&home).await;
        let accounts = Accounts::new(ledger.store().clone());
        accounts.record(&event(0, SignInKind::WrongPassword, None)).await.unwrap();
        let (first, _) = accounts.sign_in_events(None, 1).await.unwrap()[0];
        // As if this many events had been recorded in between.
        let set = if home.is_on_a_server() {
            "SELECT setval(pg_get_serial_sequence('sign_in_event', 'id'), 100000)".to_owned()
        } else {
            "UPDATE sqlite_sequence SET seq = 100000 WHERE name = 'sign_in_event'".to_owned()
        };
        home.meddle(&set).await.unwrap();
        accounts.record(&event(1, SignInKind::SignedIn, None)).await.unwrap();
        assert_eq!(accounts.sign_in_events(None, 5).await.unwrap().len(), 1, "{first} is gone");
    }
}
