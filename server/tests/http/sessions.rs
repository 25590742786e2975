//! Sessions: beginning, cookies, and end.

use chrono::TimeDelta;
use okr::fixtures::{ADMIN, MEMBER};
use okr::{Command, PersonId, Roles};
use sha2::{Digest, Sha256};
use store::{Accounts, Purpose, Session};
use uuid::Uuid;

use crate::auth::{PASSWORD, address, invited, link, sign_in};
use crate::matrix::world::{Who, world};
use crate::support::{Answer, TestServer, clock, executive};

fn cookies(answer: &Answer) -> Vec<String> {
    answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn behind_tls_a_session_is_kept_for_this_host_alone_and_away_from_scripts() {
    let server = TestServer::reached_at("https://okr.example").await;
    let path = link(&server, Purpose::Invite(executive())).await;
    let answer = server.post(&path, &[("password", PASSWORD)]).header("host", "okr.example").send().await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookies = cookies(&answer);
    assert_eq!(cookies.len(), 3, "the session, the browser, and that they have just come: {cookies:?}");
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-plumbline"), "{cookie}");
        for flag in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.split("; ").any(|part| part == flag), "{flag}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let session = cookies[0].split(';').next().unwrap();
    assert_eq!(server.get("/map").header("host", "okr.example").key(session).send().await.status, 200);
    // On the machine itself, without TLS, browsers would reject that prefix; a cookie without it is invalid here.
    let plain = session.replace("__Host-plumbline", "plumbline_session");
    assert_eq!(server.get("/map").header("host", "okr.example").key(&plain).send().await.status, 303);
}

#[tokio::test]
async fn after_ninety_days_somebody_proves_anew_who_they_are_however_often_they_came() {
    let server = world().await;
    let accounts = Accounts::new(server.store.clone());
    let now = clock().now();
    for (n, days, is_in) in [(1_u8, 89, true), (2, 91, false)] {
        let token = [200 + n; 32];
        let began_at = now - TimeDelta::days(days);
        let session = Session { id: Uuid::from_u128(n.into()), person: MEMBER, device: String::new(), began_at, seen_at: now };
        accounts.begin(&session, &Sha256::digest(token).into()).await.unwrap();
        let key = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, token);
        let answer = server.get("/api/board").key(&format!("plumbline_session={key}")).send().await;
        assert_eq!(answer.status == 200, is_in, "{days} days: {}", answer.status);
    }
}

#[tokio::test]
async fn whoever_leaves_is_out_for_good_by_whatever_way_they_were_let_go() {
    let server = world().await;
    let (member, admin) = (Who::Member.key().unwrap(), Who::Admin.key().unwrap());
    let held = link(&server, Purpose::Reset(MEMBER)).await;
    let is_in = async || server.get("/api/board").key(&member).send().await.status == 200;
    assert!(is_in().await);
    let leave = Command::DeactivatePerson { id: MEMBER, hand_over_to: Some(ADMIN) };
    assert_eq!(server.command(&server.envelope(leave)).key(&admin).send().await.status, 200);
    assert!(!is_in().await);
    let back = Command::ReactivatePerson { id: MEMBER };
    assert_eq!(server.command(&server.envelope(back)).key(&admin).send().await.status, 200);
    assert!(!is_in().await, "what they held before is worth nothing");
    assert_eq!(server.get(&held).send().await.status, 410, "nor is a link");
}

#[tokio::test]
async fn one_of_those_who_look_after_people_can_come_in() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let roles = Roles { admin: true, ..Roles::default() };
    let edit = |id: PersonId, roles: Roles| {
        let board = server.board();
        let draft = okr::PersonDraft { roles, ..okr::PersonDraft::of(board.person(id).unwrap()) };
        server.envelope(Command::EditPerson { base: None, id, draft })
    };
    // No person here has a password, so only the rules about administrators apply.
    assert_eq!(server.command(&edit(MEMBER, roles)).key(&admin).send().await.status, 200);
    invited(&server, ADMIN).await;
    let refused = server.command(&edit(ADMIN, Roles::default())).key(&admin).send().await;
    // The password change ended her session; she has a new one.
    assert_eq!(refused.status, 401);
    let admin = sign_in(&server, &address(&server, ADMIN), PASSWORD).await.key();
    let refused = server.command(&edit(ADMIN, Roles::default())).key(&admin).send().await;
    assert_eq!(refused.error(), app::error::AppError::Refused(okr::Refusal::LastAdmin));
    invited(&server, MEMBER).await;
    assert_eq!(server.command(&edit(ADMIN, Roles::default())).key(&admin).send().await.status, 200);
}

#[tokio::test]
async fn a_browser_that_knows_somebody_lets_them_in_whatever_others_try_elsewhere() {
    let server = TestServer::locked().await;
    let email = address(&server, executive());
    let path = link(&server, Purpose::Invite(executive())).await;
    let answer = server.post(&path, &[("password", PASSWORD)]).send().await;
    let device = cookies(&answer).into_iter().find(|cookie| cookie.starts_with("plumbline_device=")).unwrap();
    let device = device.split(';').next().unwrap();
    let knock = |password: &'static str| server.post("/sign-in", &[("email", &email), ("password", password)]);
    // From one address, until it is throttled.
    let mut refused = false;
    for n in 0..40 {
        let name = format!("{n}@example.org");
        sign_in(&server, &name, "wrong").await;
        refused |= sign_in(&server, &email, "wrong").await.status == 429;
    }
    assert!(refused);
    assert_eq!(knock(PASSWORD).send().await.status, 429, "somebody else waits");
    assert_eq!(knock(PASSWORD).key(device).send().await.status, 303, "and they don't");
    // The known browser is throttled as well, and isn't valid for other accounts.
    for _ in 0..5 {
        assert_eq!(knock("wrong").key(device).send().await.status, 422);
    }
    assert_eq!(knock(PASSWORD).key(device).send().await.status, 429);
    let other = server.post("/sign-in", &[("email", "1@example.org"), ("password", PASSWORD)]).key(device).send().await;
    assert_eq!(other.status, 429, "it knows nobody but them");
}

#[tokio::test]
async fn whom_a_provider_knows_is_forgotten_on_an_administrators_word() {
    let server = world().await;
    let (admin, member) = (Who::Admin.key().unwrap(), Who::Member.key().unwrap());
    let accounts = Accounts::new(server.store.clone());
    let issuer = "https://id.example";
    assert!(accounts.bind(issuer, "1", MEMBER, clock().now()).await.unwrap());
    let page = server.get(&format!("/people/{MEMBER}")).key(&admin).send().await;
    assert!(page.text().contains("Signs in with single sign-on"), "{}", page.text());
    let forgotten = server.post(&format!("/people/{MEMBER}/provider"), &[]).key(&admin).send().await;
    assert_eq!(forgotten.status, 303);
    assert_eq!(accounts.identity(issuer, "1").await.unwrap(), None);
    assert_eq!(server.get("/api/board").key(&member).send().await.status, 401, "they come in anew");
    let page = server.get(&format!("/people/{MEMBER}")).key(&admin).send().await;
    assert!(!page.text().contains("/provider"), "{}", page.text());
}
