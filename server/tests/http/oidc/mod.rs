//! Sign-in with a provider: valid and forged responses. The provider here misbehaves as each test requires; the flow
//! with a correct one is tested in `end2end/tests/oidc.spec.ts`.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use okr::{Command, PersonDraft, PersonId, Roles};
use plumbline::auth::oidc::Provider;
use plumbline::cli::SingleSignOn;
use ring::signature::KeyPair;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Accounts;
use tokio::net::TcpListener;

mod liar;

use self::liar::{Liar, NAME, SECRET, Said, Way, key, keys, signed, with_header};
use crate::support::{Answer, TestServer, clock, executive};

/// Forges a token.
type Forge = fn(&Value) -> String;

fn address(server: &TestServer, person: PersonId) -> String {
    server.board().person(person).unwrap().email.clone().unwrap()
}

/// Asserts that the sign-in was refused with this status and message.
async fn refused(server: &TestServer, answer: &Answer, status: u16, why: &str) {
    let said = answer.text();
    assert_eq!(answer.status.as_u16(), status, "{said}");
    assert!(said.contains(why) && said.contains(NAME) || why.is_empty(), "{why}: {said}");
    assert!(said.contains("href=\"/sign-in\""), "there is a way back: {said}");
    let keys = answer.headers.get_all("set-cookie").iter().filter(|cookie| cookie.to_str().unwrap().contains("_session="));
    assert_eq!(keys.count(), 0);
    let accounts = Accounts::new(server.store.clone());
    for person in server.board().people.keys() {
        assert_eq!(accounts.sessions(*person).await.unwrap(), [], "no session has begun");
    }
}

#[tokio::test]
async fn somebody_proves_who_they_are_and_is_known_by_it_from_then_on() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    let page = server.get("/sign-in?back=/map").send().await;
    assert!(
        page.text().contains("Sign in with the-provider") && page.text().contains("/sign-in/oidc?back=%2Fmap"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("type=\"password\""), "a password does it too");

    let way = Way::there(&server).await;
    let asked = |name: &str| way.asked[name].as_str();
    assert_eq!((asked("response_type"), asked("client_id"), asked("code_challenge_method")), ("code", "plumbline", "S256"));
    assert_eq!(asked("redirect_uri"), "http://localhost:3000/sign-in/oidc/return");
    assert_eq!(asked("scope"), "openid email profile");
    assert_ne!(asked("state"), asked("nonce"));
    let mail = address(&server, executive()).to_uppercase();
    liar.hands_out(&signed(1, &liar.claims(&way, &mail)));
    let answer = way.back(&server).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/map"), "{}", answer.text());
    assert_eq!(server.get("/map").key(&answer.key()).send().await.status, 200);

    let (by, fields) = liar.script.lock().unwrap().asked.take().unwrap();
    let secret: String = form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    assert_eq!(by, format!("Basic {}", STANDARD.encode(format!("plumbline:{secret}"))));
    let proof = URL_SAFE_NO_PAD.encode(Sha256::digest(&fields["code_verifier"]));
    assert_eq!((fields["code"].as_str(), proof.as_str()), ("c0de", asked("code_challenge")));

    let again = way.back(&server).await;
    assert!(again.status == 400 && again.text().contains("finished already"), "{}", again.text());
    let known = liar.send_back(&server, "another@example.org", |claims| claims["email_verified"] = json!(false)).await;
    assert_eq!(known.status, 303, "who they are doesn’t hang on their address any more: {}", known.text());
    assert_eq!(Accounts::new(server.store.clone()).sessions(executive()).await.unwrap().len(), 2);
    assert_eq!((liar.times("/discovery"), liar.times("/jwks")), (1, 1), "it is remembered");
    let inside = server.get("/sign-in/oidc?back=//evil.example").key(&known.key()).send().await;
    assert_eq!(inside.header("location"), "/");
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_to_one() {
    let server = TestServer::locked().await;
    assert!(!server.get("/sign-in").send().await.text().contains("/sign-in/oidc"));
    assert_eq!(server.get("/sign-in/oidc").send().await.status, 404);
    assert_eq!(server.get("/sign-in/oidc/return?code=c&state=s").send().await.status, 404);
}

#[tokio::test]
async fn what_is_forged_is_not_believed() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    let mail = address(&server, executive());
    let forgeries: [(&str, Forge); 13] = [
        ("another nonce", |claims| signed(1, &changed(claims, "nonce", Some(json!("another"))))),
        ("no nonce", |claims| signed(1, &changed(claims, "nonce", None))),
        ("another audience", |claims| signed(1, &changed(claims, "aud", Some(json!("another"))))),
        ("one more audience", |claims| signed(1, &changed(claims, "aud", Some(json!(["plumbline", "another"]))))),
        ("another party", |claims| signed(1, &changed(claims, "azp", Some(json!("another"))))),
        ("another issuer", |claims| signed(1, &changed(claims, "iss", Some(json!("https://id.example"))))),
        ("another access token", |claims| signed(1, &changed(claims, "at_hash", Some(json!("AAAA"))))),
        ("no subject", |claims| signed(1, &changed(claims, "sub", Some(json!(""))))),
        ("another key of its own", |claims| signed(2, claims)),
        ("another key under the right name", |claims| {
            with_header(&json!({ "alg": "EdDSA", "kid": "one" }), claims, |said| key(2).sign(said).as_ref().to_vec())
        }),
        ("no signature", |claims| with_header(&json!({ "alg": "none" }), claims, |_| Vec::new())),
        ("a secret that is shared", |claims| {
            let secret = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
            with_header(&json!({ "alg": "HS256" }), claims, |said| ring::hmac::sign(&secret, said).as_ref().to_vec())
        }),
        ("the public key as a secret", |claims| {
            let public = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key(1).public_key().as_ref());
            with_header(&json!({ "alg": "HS256", "kid": "one" }), claims, |said| {
                ring::hmac::sign(&public, said).as_ref().to_vec()
            })
        }),
    ];
    for (what, forge) in forgeries {
        let way = Way::there(&server).await;
        liar.hands_out(&forge(&liar.claims(&way, &mail)));
        let answer = way.back(&server).await;
        println!("{what}");
        refused(&server, &answer, 403, "can’t be verified").await;
    }
    // A token changed after it was signed.
    let way = Way::there(&server).await;
    let claims = liar.claims(&way, "nobody@example.org");
    let (whole, other) = (signed(1, &claims), signed(1, &changed(&claims, "email", Some(json!(mail)))));
    let parts = |token: &str| token.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (honest, wanted) = (parts(&whole), parts(&other));
    liar.hands_out(&[honest[0].as_str(), &wanted[1], &honest[2]].join("."));
    refused(&server, &way.back(&server).await, 403, "can’t be verified").await;

    assert_eq!(liar.send_back(&server, &mail, |_| {}).await.status, 303, "and the truth is");
}

/// Claims with one of them changed or removed.
fn changed(claims: &Value, name: &str, value: Option<Value>) -> Value {
    let mut claims = claims.clone();
    let all = claims.as_object_mut().unwrap();
    match value {
        Some(value) => all.insert(name.to_owned(), value),
        None => all.remove(name),
    };
    claims
}

#[tokio::test]
async fn clocks_may_differ_by_two_minutes_and_no_more() {
    let liar = Liar::start().await;
    let now = clock().now().timestamp();
    for (issued, expires) in [(now - 900, now - 600), (now - 900, now - 121), (now + 600, now + 900), (now + 121, now + 900)] {
        let server = liar.server(SingleSignOn::default()).await;
        let mail = address(&server, executive());
        let answer = liar
            .send_back(&server, &mail, |claims| {
                claims["iat"] = json!(issued);
                claims["exp"] = json!(expires);
            })
            .await;
        refused(&server, &answer, 502, "clocks").await;
    }
    for (issued, expires) in [(now - 900, now - 119), (now + 119, now + 900)] {
        let server = liar.server(SingleSignOn::default()).await;
        let mail = address(&server, executive());
        let answer = liar
            .send_back(&server, &mail, |claims| {
                claims["iat"] = json!(issued);
                claims["exp"] = json!(expires);
            })
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_said_to_make_none_and_asked_for_again_next_time() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    let good = liar.metadata();
    let text = |status, kind, body: &str| Said { status, kind, body: body.to_owned() };
    let elsewhere = changed(&good, "issuer", Some(json!("https://id.example")));
    let script = changed(&good, "authorization_endpoint", Some(json!("javascript:alert(1)")));
    for (said, status, why) in [
        (text(200, "application/json", "{"), 502, "no sense"),
        (text(200, "application/json", "[1, 2]"), 502, "no sense"),
        (text(200, "text/html", "<h1>Welcome</h1>"), 502, "no sense"),
        (text(404, "text/plain", "no"), 502, "no sense"),
        (text(302, "text/plain", ""), 502, "no sense"),
        (text(200, "application/json", &" ".repeat(2 * 1024 * 1024)), 502, "no sense"),
        (text(503, "text/plain", "later"), 502, "can’t be reached"),
        (Said::json(&elsewhere), 502, "no sense"),
        (Said::json(&script), 502, "no sense"),
    ] {
        liar.says("/discovery", said);
        refused(&server, &server.get("/sign-in/oidc").send().await, status, why).await;
    }
    assert_eq!(liar.times("/elsewhere"), 0, "nobody is sent on");
    liar.says("/discovery", Said::json(&good));

    let mail = address(&server, executive());
    for (said, why) in [
        (text(200, "application/json", "{"), "no sense"),
        (text(200, "application/json", "{}"), "no sense"),
        (text(200, "text/html", "<h1>Welcome</h1>"), "no sense"),
        (text(200, "application/json", ""), "no sense"),
        (Said::json(&json!({ "access_token": "a", "token_type": "Bearer", "id_token": "not.a.token" })), "no sense"),
        (text(302, "text/plain", "elsewhere"), "no sense"),
        (text(400, "application/json", r#"{"error":"invalid_grant"}"#), "something failed"),
        (text(401, "application/json", r#"{"error":"invalid_client","error_description":"who?"}"#), "something failed"),
    ] {
        let way = Way::there(&server).await;
        liar.says("/token", said.clone());
        refused(&server, &way.back(&server).await, 502, why).await;
    }
    let way = Way::there(&server).await;
    liar.says("/token", Said::json(&json!({ "access_token": "a", "token_type": "Bearer" })));
    refused(&server, &way.back(&server).await, 403, "can’t be verified").await;
    assert_eq!(liar.send_back(&server, &mail, |_| {}).await.status, 303);
}

#[tokio::test]
async fn nobody_waits_for_a_provider_without_end() {
    let liar = Liar::start().await;
    let patient = async |patience: Duration| {
        let mut settings = liar.settings(SingleSignOn::default());
        settings.patience = patience;
        TestServer::with_provider(Provider::new(settings).unwrap()).await
    };
    let server = patient(Duration::from_millis(300)).await;
    liar.says_nothing("/discovery");
    refused(&server, &server.get("/sign-in/oidc").send().await, 504, "took too long").await;
    // A generous timeout, for slow machines.
    let server = patient(Duration::from_secs(5)).await;
    liar.says("/discovery", Said::json(&liar.metadata()));
    let way = Way::there(&server).await;
    liar.says_nothing("/token");
    refused(&server, &way.back(&server).await, 504, "took too long").await;
    assert_eq!(server.get("/sign-in").send().await.status, 200, "a password still does it");
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_no_reason_to_hang() {
    let liar = Liar::start().await;
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = gone.local_addr().unwrap().port();
    drop(gone);
    let liar = Liar { issuer: format!("http://127.0.0.1:{port}"), ..liar };
    let server = liar.server(SingleSignOn::default()).await;
    let answer = server.get("/sign-in/oidc").reads("zh-Hans").send().await;
    refused(&server, &answer, 502, "无法连接").await;
}

#[tokio::test]
async fn only_the_browser_that_set_out_comes_back_and_in_time() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    let mail = address(&server, executive());

    let (mine, theirs) = (Way::there(&server).await, Way::there(&server).await);
    liar.hands_out(&signed(1, &liar.claims(&mine, &mail)));
    let state = |way: &Way| format!("code=c0de&state={}", way.asked["state"]);
    refused(&server, &mine.back_with(&server, &state(&theirs)).await, 400, "").await;
    refused(&server, &mine.back_with(&server, &state(&mine)).await, 400, "").await;
    refused(&server, &theirs.back_with(&server, "code=c0de").await, 400, "").await;
    let none = server.get(&format!("/sign-in/oidc/return?{}", state(&Way::there(&server).await))).send().await;
    assert!(none.status == 400 && none.text().contains("in this browser"));
    assert_eq!(liar.times("/token"), 0, "no code is shown to anybody for it");

    for (query, status, why) in [
        ("error=access_denied", 403, "the sign-in was cancelled"),
        ("error=server_error&error_description=x", 502, "something failed"),
        ("", 502, "no sense"),
    ] {
        let way = Way::there(&server).await;
        refused(&server, &way.back_with(&server, &format!("{query}&state={}", way.asked["state"])).await, status, why).await;
    }

    // Ten minutes later.
    let way = Way::there(&server).await;
    let accounts = Accounts::new(server.store.clone());
    let token = Sha256::digest(URL_SAFE_NO_PAD.decode(way.cookie.split_once('=').unwrap().1).unwrap()).into();
    let mut flow = accounts.take_flow(&token).await.unwrap().unwrap();
    assert_eq!(flow.expires_at, clock().now() + chrono::TimeDelta::minutes(10));
    flow.expires_at = clock().now();
    accounts.begin_flow(&token, &flow, clock().now()).await.unwrap();
    refused(&server, &way.back(&server).await, 410, "").await;
}

#[tokio::test]
async fn who_may_not_come_in_is_told_why() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    let mail = address(&server, executive());
    refused(&server, &liar.send_back(&server, "new@example.org", |_| {}).await, 403, "you have not been added here yet").await;
    for unverified in [json!(false), json!("no"), Value::Null] {
        let answer = liar.send_back(&server, &mail, |claims| claims["email_verified"] = unverified).await;
        assert!(
            (answer.status == 403 || answer.status == 502) && !answer.text().contains("plumbline_session"),
            "{}",
            answer.text()
        );
    }
    refused(&server, &liar.send_back(&server, &mail, |claims| claims["email"] = Value::Null).await, 403, "not confirmed").await;

    let other = server
        .board()
        .people
        .values()
        .find(|person| !person.roles.admin && person.email.is_some() && person.id != executive())
        .unwrap()
        .id;
    let admin = server.board().people.values().find(|person| person.roles.admin).unwrap().id;
    let theirs = address(&server, other);
    let leave = Command::DeactivatePerson { id: other, hand_over_to: Some(admin) };
    server.ledger.commit(okr::Actor::CommandLine, server.envelope(leave)).await.unwrap();
    refused(&server, &liar.send_back(&server, &theirs, |claims| claims["sub"] = json!("2")).await, 403, "").await;

    assert_eq!(liar.send_back(&server, &mail, |_| {}).await.status, 303);
    let taken = liar.send_back(&server, &mail, |claims| claims["sub"] = json!("3")).await;
    assert!(taken.status == 409 && taken.text().contains("another account"), "{}", taken.text());
    assert!(taken.headers.get_all("set-cookie").iter().all(|cookie| !cookie.to_str().unwrap().contains("_session=")));
}

#[tokio::test]
async fn whoever_the_provider_knows_may_be_let_in_as_a_member() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn { oidc_create: true, ..SingleSignOn::default() }).await;
    let before = server.board().people.len();
    let answer = liar.send_back(&server, "new@example.org", |_| {}).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let board = server.board();
    let new = board.people.values().find(|person| person.email.as_deref() == Some("new@example.org")).unwrap();
    assert_eq!((new.name.as_str(), new.roles, board.people.len()), ("Ada", Roles::default(), before + 1));
    assert_eq!(liar.send_back(&server, "new@example.org", |_| {}).await.status, 303);
    assert_eq!(server.board().people.len(), before + 1, "they aren’t added twice");
    let unverified = liar.send_back(&server, "new2@example.org", |claims| {
        claims["sub"] = json!("2");
        claims["email_verified"] = json!(false);
    });
    assert_eq!(unverified.await.status, 403);
}

#[tokio::test]
async fn an_address_that_the_provider_says_nothing_of_counts_only_where_it_is_trusted() {
    let liar = Liar::start().await;
    let trusted = SingleSignOn { oidc_trust_email: true, ..SingleSignOn::default() };
    let (careful, trusting) = (liar.server(SingleSignOn::default()).await, liar.server(trusted).await);
    let mail = address(&careful, executive());
    let silent = |claims: &mut Value| drop(claims.as_object_mut().unwrap().remove("email_verified"));
    let answer = liar.send_back(&careful, &mail, silent).await;
    refused(&careful, &answer, 403, "doesn’t say whether").await;
    for no in [json!(false), Value::Null] {
        let said_no = no == json!(false);
        let answer = liar.send_back(&trusting, &mail, |claims| claims["email_verified"] = no).await;
        assert_eq!(answer.status, if said_no { 403 } else { 303 }, "{}", answer.text());
    }
    assert_eq!(liar.send_back(&trusting, &mail, silent).await.status, 303);
}

#[tokio::test]
async fn groups_decide_roles_and_the_last_administrator_stays_one() {
    let liar = Liar::start().await;
    let oidc_role = vec!["board=executive".to_owned(), "office=programme-office".to_owned(), "it=admin".to_owned()];
    let server = liar.server(SingleSignOn { oidc_role, ..SingleSignOn::default() }).await;
    let board = server.board();
    let ada = board.people.values().find(|person| person.roles == Roles::default() && person.email.is_some()).unwrap();
    let roles = || server.board().person(ada.id).unwrap().roles;
    let come = async |groups: Value| {
        let answer = liar.send_back(&server, ada.email.as_deref().unwrap(), |claims| claims["groups"] = groups).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    };
    let seq = board.seq;
    come(json!(["others"])).await;
    assert_eq!((roles(), server.board().seq), (Roles::default(), seq), "nothing has changed, nothing is written");
    come(json!(["board", "office", 7])).await;
    assert_eq!(roles(), Roles { executive: true, programme_office: true, admin: false });
    assert_eq!(server.board().seq, seq + 1, "the journal has it");
    let before = PersonDraft::of(ada);
    let after = PersonDraft::of(server.board().person(ada.id).unwrap());
    assert_eq!(after, PersonDraft { roles: roles(), ..before }, "nothing else about them has changed");
    come(json!("it")).await;
    assert_eq!(roles(), Roles { executive: false, programme_office: false, admin: true });

    // The groups of the other administrators lack that role; then she is the last one.
    for person in board.people.values().filter(|person| person.roles.admin) {
        let draft = PersonDraft { roles: Roles { admin: false, ..person.roles }, ..PersonDraft::of(person) };
        server
            .ledger
            .commit(okr::Actor::CommandLine, server.envelope(Command::EditPerson { base: None, id: person.id, draft }))
            .await
            .unwrap();
    }
    come(json!(["board"])).await;
    assert_eq!(roles(), Roles { executive: true, programme_office: false, admin: true });
    come(Value::Null).await;
    assert_eq!(roles(), Roles { executive: false, programme_office: false, admin: true });
}

#[tokio::test]
async fn groups_leave_the_last_administrator_who_can_sign_in_however_many_are_invited() {
    let liar = Liar::start().await;
    let oidc_role = vec!["board=executive".to_owned(), "it=admin".to_owned()];
    let server = liar.server(SingleSignOn { oidc_role, ..SingleSignOn::default() }).await;
    let board = server.board();
    let ada = board.people.values().find(|person| person.roles == Roles::default() && person.email.is_some()).unwrap();
    let come = async |groups: Value| {
        let answer = liar.send_back(&server, ada.email.as_deref().unwrap(), |claims| claims["groups"] = groups).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        server.board().person(ada.id).unwrap().roles
    };
    assert!(come(json!("it")).await.admin);
    let others = board.people.values().filter(|person| person.roles.admin && person.email.is_some()).count();
    assert!(others > 0, "administrators who never came");
    assert_eq!(come(json!(["board"])).await, Roles { executive: true, programme_office: false, admin: true });

    // One of them signs in: then she isn't the last one any more.
    let other = board.people.values().find(|person| person.roles.admin && person.email.is_some()).unwrap();
    let accounts = Accounts::new(server.store.clone());
    accounts.set_password(other.id, "$argon2id$one", clock().now(), None).await.unwrap();
    assert_eq!(come(json!(["board"])).await, Roles { executive: true, programme_office: false, admin: false });
}

#[tokio::test]
async fn a_provider_may_change_its_keys() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    let mail = address(&server, executive());
    assert_eq!(liar.send_back(&server, &mail, |_| {}).await.status, 303);
    liar.says("/jwks", Said::json(&keys(&[(2, "two")])));
    let way = Way::there(&server).await;
    liar.hands_out(&signed(2, &liar.claims(&way, &mail)));
    assert_eq!(way.back(&server).await.status, 303);
    assert_eq!(liar.times("/jwks"), 2);
}

#[tokio::test]
async fn whoever_sets_out_again_and_again_waits() {
    let liar = Liar::start().await;
    let server = liar.server(SingleSignOn::default()).await;
    for _ in 0..30 {
        Way::there(&server).await;
    }
    let answer = server.get("/sign-in/oidc").send().await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
}
