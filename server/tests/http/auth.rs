//! Authentication: the first administrator, invitations, passwords, sessions.

use axum::http::StatusCode;
use okr::{Actor, Command, PersonId};
use sha2::{Digest, Sha256};
use store::{Accounts, Purpose};

use crate::support::{Answer, TestServer, clock, executive};

pub(crate) const PASSWORD: &str = "three plain words";

/// A new link for a purpose.
pub(crate) async fn link(server: &TestServer, purpose: Purpose) -> String {
    let token = [u8::try_from(server.fresh().as_u128() % 250).unwrap(); 32];
    let now = clock().now();
    Accounts::new(server.store.clone())
        .issue(&Sha256::digest(token).into(), purpose, now, now + chrono::TimeDelta::hours(1))
        .await
        .unwrap();
    format!("/link/{}", base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, token))
}

/// A new link with which a person sets a password.
pub(crate) async fn link_for(server: &TestServer, person: PersonId) -> String {
    link(server, Purpose::Reset(person)).await
}

pub(crate) fn address(server: &TestServer, person: PersonId) -> String {
    server.board().person(person).unwrap().email.clone().unwrap()
}

pub(crate) async fn sign_in(server: &TestServer, email: &str, password: &str) -> Answer {
    server.post("/sign-in", &[("email", email), ("password", password), ("back", "/map")]).reads("en").send().await
}

/// Gives a person a password; returns their cookie.
pub(crate) async fn invited(server: &TestServer, person: PersonId) -> String {
    let path = link(server, Purpose::Invite(person)).await;
    let answer = server.post(&path, &[("password", PASSWORD)]).reads("en").send().await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"), "{}", answer.text());
    answer.key()
}

pub(crate) fn admin(server: &TestServer) -> PersonId {
    server.board().people.values().find(|person| person.roles.admin).unwrap().id
}

#[tokio::test]
async fn whoever_holds_the_first_link_begins_the_organisation_once() {
    let server = TestServer::empty().await;
    assert!(server.get("/sign-in").send().await.text().contains("first administrator"));
    assert_eq!(server.get("/").send().await.header("location"), "/sign-in?back=%2F");
    let path = link(&server, Purpose::Found).await;
    let page = server.get(&path).send().await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");

    let good = [
        ("organisation", "Hopper"),
        ("language", "zh-Hans"),
        ("week", "Sun"),
        ("time_zone", "Asia/Shanghai"),
        ("name", "Ada"),
        ("email", "ada@example.org"),
        ("password", PASSWORD),
        ("executive", "yes"),
        ("begin", "empty"),
    ];
    for (field, wrong, why) in [
        ("time_zone", "Mars/Olympus", "Choose one from the list"),
        ("password", "short", "at least 12"),
        ("email", "ada", "name@example.org"),
        ("organisation", " ", "wrong"),
    ] {
        let fields: Vec<_> = good.iter().map(|(name, value)| (*name, if *name == field { wrong } else { value })).collect();
        let answer = server.post(&path, &fields).send().await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.text().contains(why) && (field == "password" || !answer.text().contains(PASSWORD)), "{}", answer.text());
        assert!(server.board().organisation.is_none(), "nothing has begun");
    }
    let answer = server.post(&path, &good).send().await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let key = answer.key();
    let board = server.board();
    let organisation = board.organisation.as_ref().unwrap();
    assert_eq!((organisation.name.as_str(), organisation.week_begins), ("Hopper", chrono::Weekday::Sun));
    let ada = board.people.values().next().unwrap();
    assert!(ada.roles.admin && ada.roles.executive && !ada.roles.programme_office);
    assert_eq!(server.get("/").key(&key).send().await.status, 200);
    assert_eq!(server.post(&path, &good).send().await.status, StatusCode::GONE, "it works once");
    assert_eq!(sign_in(&server, "ADA@example.org ", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn somebody_is_invited_chooses_a_password_and_signs_in_with_it() {
    let server = TestServer::locked().await;
    let person = executive();
    let email = address(&server, person);
    assert_eq!(sign_in(&server, &email, PASSWORD).await.status, 422, "there is no password yet");

    let path = link(&server, Purpose::Invite(person)).await;
    let page = server.get(&path).send().await;
    assert!(page.status == 200 && page.text().contains(&email));
    assert_eq!(server.get(&path).send().await.status, 200, "looking uses nothing up");
    let weak = server.post(&path, &[("password", "aaaaaaaaaaaaaaaa")]).send().await;
    assert!(weak.status == 422 && weak.text().contains("too easy"));
    let key = server.post(&path, &[("password", PASSWORD)]).send().await.key();
    assert_eq!(server.get("/map").key(&key).send().await.status, 200);
    assert_eq!(server.post(&path, &[("password", "four other plain words")]).send().await.status, 410);

    let answer = sign_in(&server, &email, PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/map"));
    assert_ne!(answer.key(), key, "each sign-in has a key of its own");
    for (email, password) in [(email.as_str(), "wrong"), ("nobody@example.org", PASSWORD), ("", "")] {
        let answer = sign_in(&server, email, password).await;
        assert!(answer.status == 422 && answer.text().contains("Wrong e-mail or password"), "{}", answer.text());
        assert_eq!(answer.header("set-cookie"), "");
        assert!(!answer.text().contains(PASSWORD), "no password comes back");
    }
}

#[tokio::test]
async fn a_wrong_old_or_used_link_says_what_to_do() {
    let server = TestServer::locked().await;
    for path in ["/link/x", "/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let answer = server.get(path).send().await;
        assert!(answer.status == 404 && answer.text().contains("ask an administrator"), "{}", answer.text());
        assert_eq!(server.post(path, &[("password", PASSWORD)]).send().await.status, 404);
    }
    let older = link(&server, Purpose::Reset(executive())).await;
    let newer = link(&server, Purpose::Reset(executive())).await;
    assert_eq!(server.get(&older).send().await.status, 410);
    assert_eq!(server.get(&newer).send().await.status, 200);
}

#[tokio::test]
async fn who_tries_too_often_waits_and_is_told_how_long_whether_the_account_exists_or_not() {
    let server = TestServer::locked().await;
    invited(&server, executive()).await;
    for email in [address(&server, executive()), "nobody@example.org".to_owned()] {
        for _ in 0..5 {
            assert_eq!(sign_in(&server, &email, "wrong").await.status, 422);
        }
        let answer = sign_in(&server, &email, PASSWORD).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
        assert!(answer.text().contains("Wait 1 second"), "{}", answer.text());
    }
}

#[tokio::test]
async fn signing_out_disabling_and_a_new_password_end_sessions_and_their_streams() {
    let server = TestServer::locked().await;
    let person = executive();
    let email = address(&server, person);
    let here = invited(&server, person).await;
    let there = sign_in(&server, &email, PASSWORD).await.key();
    let is_in = async |key: &str| server.get("/api/board").key(key).send().await.status == 200;
    let stream = async |key: &str| server.get(&format!("/live?since={}", server.board().seq)).key(key).open().await.into_body();
    let ends = async |body: axum::body::Body| {
        let whole = http_body_util::BodyExt::collect(body);
        tokio::time::timeout(crate::support::PATIENCE, whole).await.expect("it ends").unwrap();
    };

    let listening = stream(&there).await;
    let wrong = server.post("/account/password", &[("current", "wrong"), ("password", "four other plain words")]).key(&here);
    assert_eq!(wrong.send().await.status, 422);
    assert!(is_in(&there).await);
    let change = server.post("/account/password", &[("current", PASSWORD), ("password", "four other plain words")]).key(&here);
    assert_eq!(change.send().await.header("location"), "/account?done=password");
    assert!(is_in(&here).await && !is_in(&there).await, "signed out everywhere else");
    ends(listening).await;

    let there = sign_in(&server, &email, "four other plain words").await.key();
    let listening = stream(&there).await;
    let out = server.post("/sign-out", &[]).key(&there).send().await;
    assert_eq!((out.status.as_u16(), out.header("clear-site-data")), (303, "\"cache\", \"storage\""));
    assert!(!is_in(&there).await && is_in(&here).await);
    ends(listening).await;

    let admin = admin(&server);
    let admins = invited(&server, admin).await;
    let listening = stream(&here).await;
    let gone = server.post(&format!("/people/{person}/deactivate"), &[("to", &admin.to_string())]).key(&admins).send().await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    assert!(!is_in(&here).await);
    ends(listening).await;
    assert_eq!(sign_in(&server, &email, "four other plain words").await.status, 422);
}

#[tokio::test]
async fn an_administrator_looks_after_people_and_nobody_else_does() {
    let server = TestServer::locked().await;
    let (boss, other) = (admin(&server), executive());
    let (admins, others) = (invited(&server, boss).await, invited(&server, other).await);
    for path in ["/people".to_owned(), format!("/people/{other}")] {
        assert_eq!(server.get(&path).key(&admins).send().await.status, 200);
        assert_eq!(server.get(&path).key(&others).send().await.status, 403);
        assert_eq!(server.get(&path).send().await.status, 401);
    }
    let ada = [("name", "Ada"), ("email", "ada@example.org"), ("role", "programme_office")];
    assert_eq!(server.post("/people", &ada).key(&others).send().await.status, 403);
    let added = server.post("/people", &ada).key(&admins).send().await;
    assert!(added.status == 200 && added.text().contains("http://localhost:3000/link/"), "{}", added.text());
    let board = server.board();
    let ada = board.people.values().find(|person| person.name == "Ada").unwrap();
    assert!(ada.roles.programme_office && !ada.roles.admin);

    let twice = server.post("/people", &[("name", "Adam"), ("email", "ADA@example.org")]).key(&admins).send().await;
    assert!(twice.status == 422 && twice.text().contains("Ada has the address"), "{}", twice.text());
    let alone = server.post(&format!("/people/{boss}"), &[("name", "Boss"), ("email", "boss@example.org")]).key(&admins);
    let alone = alone.send().await;
    assert!(alone.status == 422 && alone.text().contains("last administrator"), "{}", alone.text());
    let unowned = server.post(&format!("/people/{other}/deactivate"), &[("to", "")]).key(&admins).send().await;
    assert!(unowned.status == 422 && unowned.text().contains("Choose who answers"), "{}", unowned.text());
    let reset = server.post(&format!("/people/{other}/link"), &[]).key(&admins).send().await;
    assert!(reset.text().contains("/link/"));
    let refused = server.ledger.commit(Actor::Person(other), server.envelope(Command::ReactivatePerson { id: boss })).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn whoever_gets_another_role_comes_in_anew() {
    let server = TestServer::locked().await;
    let (boss, other) = (admin(&server), executive());
    let (admins, others) = (invited(&server, boss).await, invited(&server, other).await);
    let elsewhere = sign_in(&server, &address(&server, boss), PASSWORD).await.key();
    let is_in = async |key: &str| server.get("/api/board").key(key).send().await.status == 200;
    let email = address(&server, other);
    let edit = |name: &'static str, role: &'static str| {
        server.post(&format!("/people/{other}"), &[("name", name), ("email", &email), ("role", role)]).key(&admins)
    };
    // A change of name is no change of role.
    assert_eq!(edit("Somebody else", "executive").send().await.status, 303);
    assert!(is_in(&others).await);
    assert_eq!(edit("Somebody else", "programme_office").send().await.status, 303);
    assert!(!is_in(&others).await && is_in(&admins).await);
    // Administrators who change their own role get a new session.
    let own = [("name", "Boss"), ("email", "boss@example.org"), ("role", "admin"), ("role", "executive")];
    let answer = server.post(&format!("/people/{boss}"), &own).key(&admins).send().await;
    let anew = answer.key();
    assert_ne!(anew, admins);
    assert!(is_in(&anew).await && !is_in(&admins).await && !is_in(&elsewhere).await);
}

#[tokio::test]
async fn a_locked_door_lets_nobody_continue_as_anybody() {
    let server = TestServer::locked().await;
    assert_eq!(server.get("/continue-as").send().await.status, 404);
    let answer = server.post("/continue-as", &[("person", &executive().to_string())]).send().await;
    assert_eq!((answer.status.as_u16(), answer.header("set-cookie")), (404, ""));
    assert_eq!(server.get("/map").send().await.header("location"), "/sign-in?back=%2Fmap");
    assert!(server.get("/wall").send().await.text().contains("doesn’t rank people"));
    let sign_in = server.get("/sign-in").send().await;
    let names = server.board().people.values().any(|person| sign_in.text().contains(&person.name));
    assert!(!names, "a stranger learns nobody's name");
}
