//! The record of sign-ins and attempts, and who can see it.

use okr::PersonId;
use plumbline::serve::serve;
use store::{Accounts, Purpose, SignInKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::auth::{PASSWORD, address, invited, link, sign_in};
use crate::matrix::world::{OTHER_LEAD, Who, world};
use crate::support::{Answer, TestServer, executive};

/// The cookies that a response sets, to be sent back.
fn cookies(answer: &Answer) -> String {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().unwrap().split(';').next());
    all.collect::<Vec<_>>().join("; ")
}

async fn kinds(server: &TestServer, person: PersonId) -> Vec<SignInKind> {
    let events = Accounts::new(server.store.clone()).sign_in_events_of(person, 50).await.unwrap();
    events.into_iter().map(|event| event.kind).rev().collect()
}

#[tokio::test]
async fn whose_account_it_is_is_told_of_the_last_sign_in_of_failed_tries_and_of_a_link_that_an_administrator_made() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let email = address(&server, OTHER_LEAD);
    invited(&server, OTHER_LEAD).await;
    sign_in(&server, &email, "not it").await;
    sign_in(&server, &email, "nor this").await;
    let made = server.post(&format!("/people/{OTHER_LEAD}/link"), &[]).key(&admin).send().await;
    assert_eq!(made.status, 200);
    let answer = sign_in(&server, &email, PASSWORD).await;
    assert_eq!(answer.status, 303);
    let key = cookies(&answer);

    let page = server.get("/map").key(&key).send().await;
    for said in ["Your last sign-in:", "2 tries to sign in as you failed", "Link to a new password created: by Ada"] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    assert!(page.header("set-cookie").starts_with("plumbline_arrived=;"), "it is told once");
    let account = server.get("/account").key(&key).send().await;
    for said in ["Your last sign-in:", "2 tries to sign in as you failed", "Failed: wrong e-mail or password", "by Ada"] {
        assert!(account.text().contains(said), "{said}: {}", account.text());
    }
    let other = server.get("/account").key(&Who::Member.key().unwrap()).send().await;
    assert!(!other.text().contains("Failed: wrong"), "it is nobody else's business");
    let wrong = SignInKind::WrongPassword;
    let all = [SignInKind::LinkUsed, SignInKind::SignedIn, wrong, wrong, SignInKind::ResetMade, SignInKind::SignedIn];
    assert_eq!(kinds(&server, OTHER_LEAD).await, all);
}

#[tokio::test]
async fn an_administrator_who_comes_in_by_a_link_as_somebody_leaves_a_trace_for_both() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    invited(&server, OTHER_LEAD).await;
    let made = server.post(&format!("/people/{OTHER_LEAD}/link"), &[]).key(&admin).send().await;
    let path = made.text().split_once("/link/").unwrap().1;
    let path = format!("/link/{}", path.split(['"', '<', '&']).next().unwrap());
    assert_eq!(server.post(&path, &[("password", "four quite plain words")]).send().await.status, 303);
    // The account's owner recovers it by another link.
    let again = link(&server, Purpose::Reset(OTHER_LEAD)).await;
    let key = cookies(&server.post(&again, &[("password", PASSWORD)]).send().await);
    let page = server.get("/").key(&key).send().await;
    assert!(page.text().contains("Link to a new password created: by Ada"), "{}", page.text());

    let audit = server.get("/audit/sign-ins").key(&admin).send().await;
    for said in ["Link to a new password created", "New password chosen by link", "Signed in", "Sam"] {
        assert!(audit.text().contains(said), "{said}: {}", audit.text());
    }
    assert_eq!(server.get("/audit/sign-ins").key(&Who::Executive.key().unwrap()).send().await.status, 403);
}

#[tokio::test]
async fn what_lets_somebody_in_or_is_taken_away_is_kept_with_who_did_it() {
    let server = world().await;
    let admin = Who::Admin.key().unwrap();
    let accounts = Accounts::new(server.store.clone());
    accounts.bind("https://id.example", "1", OTHER_LEAD, crate::support::clock().now()).await.unwrap();
    accounts.propose_second_factor(OTHER_LEAD, &[7; 20]).await.unwrap();
    accounts.confirm_second_factor(OTHER_LEAD, &[7; 20], 1, crate::support::clock().now(), &[]).await.unwrap();
    for what in ["second-factor", "provider"] {
        assert_eq!(server.post(&format!("/people/{OTHER_LEAD}/{what}"), &[]).key(&admin).send().await.status, 303);
    }
    sign_in(&server, "nobody@example.org", PASSWORD).await;
    let all = accounts.sign_in_events(None, 10).await.unwrap();
    let all: Vec<_> = all.iter().map(|(_, event)| (event.kind, event.person, event.actor)).rev().collect();
    let by = Some(Who::Admin.person().unwrap());
    assert_eq!(
        all,
        [
            (SignInKind::SecondFactorRemoved, Some(OTHER_LEAD), by),
            (SignInKind::ProviderForgotten, Some(OTHER_LEAD), by),
            (SignInKind::WrongPassword, None, None),
        ]
    );
    let page = server.get("/audit/sign-ins").key(&admin).send().await;
    assert!(!page.text().contains("nobody@example.org"), "what was typed may be a password");
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookies_is_told_so() {
    let server = TestServer::locked().await;
    let email = address(&server, executive());
    invited(&server, executive()).await;
    let answer = server.post("/sign-in", &[("email", &email), ("password", PASSWORD), ("back", "/map")]).send().await;
    assert_eq!(answer.status, 303);
    let to = answer.header("location").to_owned();
    let page = server.get(&to).send().await;
    assert!(page.text().contains("keeps no cookies"), "{}", page.text());
    let inside = server.get(&to).key(&answer.key()).send().await;
    assert_eq!((inside.status.as_u16(), inside.header("location")), (303, "/map"));
    let half_way = server.get("/sign-in/code").send().await;
    assert!(half_way.status == 410 && half_way.text().contains("keeps no cookies"), "{}", half_way.text());
}

/// A sign-in attempt over a socket, as through a proxy on this machine; returns the status.
async fn through_a_proxy(server: std::net::SocketAddr, email: &str, password: &str) -> u16 {
    let body =
        form_urlencoded::Serializer::new(String::new()).append_pair("email", email).append_pair("password", password).finish();
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: 198.51.100.7\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(server).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn behind_a_proxy_that_is_not_trusted_one_outsider_locks_nobody_out() {
    let server = TestServer::locked().await;
    let email = address(&server, executive());
    invited(&server, executive()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let socket = listener.local_addr().unwrap();
    let (router, lifecycle) = (server.router.clone(), server.lifecycle.clone());
    tokio::spawn(async move { serve(listener, router, &lifecycle).await });
    for n in 0..45 {
        assert_eq!(through_a_proxy(socket, &format!("{n}@example.org"), "wrong").await, 422, "{n}");
    }
    assert_eq!(through_a_proxy(socket, &email, PASSWORD).await, 303, "everybody else comes in");
    // The account is throttled all the same.
    let mut refused = false;
    for _ in 0..8 {
        refused |= through_a_proxy(socket, &email, "wrong").await == 429;
    }
    assert!(refused);
}
