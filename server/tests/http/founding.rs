//! Failures during the founding of an organisation.

use okr::PersonId;
use store::{Accounts, Purpose};

use crate::auth::{PASSWORD, link, sign_in};
use crate::support::{TestServer, clock};

fn fields<'a>(email: &'a str, begin: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("organisation", "Hopper"),
        ("language", "en"),
        ("week", "Mon"),
        ("time_zone", "UTC"),
        ("name", "Ada"),
        ("email", email),
        ("password", PASSWORD),
        ("begin", begin),
    ]
}

/// A demo is larger than one batch of writes.
#[tokio::test]
async fn a_demonstration_begins_with_its_administrator_or_not_at_all() {
    let server = TestServer::empty().await;
    let path = link(&server, Purpose::Found).await;
    let somebodys = demo::organisation(clock().moment_in(demo::TIME_ZONE), demo::Size::Written, 1, okr::Language::English)
        .into_iter()
        .find_map(|step| match step.envelope.command {
            okr::Command::AddPerson(person) => person.email,
            _ => None,
        })
        .unwrap();
    for (email, why) in [(somebodys.as_str(), "has the address"), ("nowhere", "name@example.org")] {
        let answer = server.post(&path, &fields(email, "demo")).send().await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        assert!(answer.text().contains(why) && answer.text().contains("email-wrong"), "{}", answer.text());
        assert_eq!(server.store.stats().await.unwrap().seq, 0, "nothing was written");
    }
    let answer = server.post(&path, &fields("ada@example.org", "demo")).send().await;
    assert_eq!(answer.header("location"), "/", "{}", answer.text());
    assert_eq!(sign_in(&server, "ada@example.org", PASSWORD).await.status, 303);
    // The demo's administrators can't sign in, so she is the last one.
    let ada = server.board().people.values().find(|person| person.name == "Ada").unwrap().id;
    assert!(server.board().people.values().any(|person| person.roles.admin && person.id != ada));
    let resigned = server.post(&format!("/people/{ada}"), &[("name", "Ada"), ("email", "ada@example.org")]).key(&answer.key());
    let resigned = resigned.send().await;
    assert!(resigned.status == 422 && resigned.text().contains("last administrator"), "{}", resigned.text());
}

#[tokio::test]
async fn an_organisation_that_is_being_begun_is_begun_though_its_founder_hangs_up() {
    let server = TestServer::empty().await;
    let path = link(&server, Purpose::Found).await;
    {
        let mut asked = Box::pin(server.post(&path, &fields("ada@example.org", "demo")).send());
        // Until the first batch is written.
        while server.board().organisation.is_none() {
            let _ = futures_util::poll!(&mut asked);
            tokio::task::yield_now().await;
        }
    }
    let ada = || server.board().people.values().find(|person| person.name == "Ada").map(|person| person.id);
    let accounts = Accounts::new(server.store.clone());
    let able =
        async |id: Option<PersonId>| id.is_some_and(|_| true) && accounts.able_to_sign_in().await.unwrap().contains(&id.unwrap());
    let done = async {
        while !able(ada()).await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(crate::support::PATIENCE, done).await.expect("it is done by itself");
    assert_eq!(sign_in(&server, "ada@example.org", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn an_old_first_link_names_the_way_to_another_one() {
    let server = TestServer::empty().await;
    let path = link(&server, Purpose::Found).await;
    // A newer link invalidates it.
    link(&server, Purpose::Found).await;
    let answer = server.get(&path).send().await;
    assert_eq!(answer.status, 410);
    assert!(
        answer.text().contains("A restart prints a new one") && !answer.text().contains("ask an administrator"),
        "{}",
        answer.text()
    );
}
