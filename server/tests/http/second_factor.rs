//! The second factor: set-up, sign-in, requirement for everyone, and removal by administrators.

use axum::http::StatusCode;
use chrono::TimeDelta;
use okr::{Command, PersonId};
use sha2::{Digest, Sha256};
use store::{Accounts, MfaChallenge, Purpose, SharedSecret};
use totp_rs::{Algorithm, Builder, Secret};

use crate::auth::{PASSWORD, address, admin, invited, link, sign_in};
use crate::support::{Answer, TestServer, clock, executive};

const PAGE: &str = "/account/second-factor";
/// Seconds in a step.
const STEP: i64 = 30;

/// An authenticator app: the secret as it was typed in.
struct Phone(SharedSecret);

impl Phone {
    /// Reads the secret from a page.
    fn of(page: &Answer) -> Self {
        let shown = page.text().split_once(r#"<code class="secret">"#).unwrap().1.split_once('<').unwrap().0;
        let secret = Secret::try_from_base32(shown.replace(' ', "")).unwrap_or_else(|_| panic!("{shown}"));
        assert!(page.text().contains(r#"class="qr""#) && !page.text().contains("style="), "{}", page.text());
        Self(secret.as_bytes().try_into().unwrap())
    }

    /// The code this many seconds from now.
    fn shows(&self, seconds: i64) -> String {
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_step_duration(30);
        let at = u64::try_from(clock().now().timestamp() + seconds).unwrap();
        builder.with_secret(Secret::new_stack(self.0)).build().unwrap().generate(at).to_string()
    }

    /// Six digits that aren't a valid code within an hour of now.
    fn never_shows(&self) -> String {
        let near: Vec<_> = (-60..=60).map(|step| self.shows(step * STEP)).collect();
        (0..200).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).unwrap()
    }
}

/// The cookie of a pending MFA challenge.
fn mfa_challenge(answer: &Answer) -> String {
    let mut cookies = answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let cookie = cookies.rfind(|cookie| cookie.starts_with("plumbline_mfa_challenge=")).unwrap_or_default();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=600"), "{cookie}");
    assert!(!answer.headers.get_all("set-cookie").iter().any(|cookie| cookie.to_str().unwrap().starts_with("plumbline_session")));
    cookie.split(';').next().unwrap().to_owned()
}

fn recovery_codes(page: &Answer) -> Vec<String> {
    let list = page.text().split_once(r#"<ol class="recovery">"#).unwrap_or_else(|| panic!("{}", page.text())).1;
    let codes = list.split_once("</ol>").unwrap().0.split("<code>").skip(1);
    codes.map(|code| code.split_once('<').unwrap().0.to_owned()).collect()
}

/// Sets one up with the previous code, so that two more can be used without waiting.
async fn set_up(server: &TestServer, key: &str) -> (Phone, Vec<String>) {
    let begun = server.post(PAGE, &[("do", "begin"), ("current", PASSWORD)]).key(key).send().await;
    assert_eq!((begun.status.as_u16(), begun.header("location")), (303, PAGE), "{}", begun.text());
    let phone = Phone::of(&server.get(PAGE).key(key).send().await);
    let confirmed = server.post(PAGE, &[("do", "confirm"), ("code", &phone.shows(-STEP))]).key(key).send().await;
    assert_eq!(confirmed.header("cache-control"), "no-store");
    (phone, recovery_codes(&confirmed))
}

async fn send_code(server: &TestServer, half_way: &str, code: &str) -> Answer {
    server.post("/sign-in/code", &[("code", code)]).key(half_way).send().await
}

async fn is_in(server: &TestServer, key: &str) -> bool {
    server.get("/api/board").key(key).send().await.status == 200
}

#[tokio::test]
async fn somebody_sets_one_up_and_signs_in_with_a_code_that_works_once() {
    let server = TestServer::locked().await;
    let key = invited(&server, executive()).await;
    let email = address(&server, executive());
    assert!(server.get("/account").key(&key).send().await.text().contains("with your password alone"));
    assert!(!server.get(PAGE).key(&key).send().await.text().contains("otpauth"));
    let wrong = server.post(PAGE, &[("do", "begin"), ("current", "wrong")]).key(&key).send().await;
    assert!(wrong.status == 422 && wrong.text().contains("isn’t your current password"), "{}", wrong.text());

    server.post(PAGE, &[("do", "begin"), ("current", PASSWORD)]).key(&key).send().await;
    let phone = Phone::of(&server.get(PAGE).key(&key).send().await);
    let wrong = server.post(PAGE, &[("do", "confirm"), ("code", &phone.never_shows())]).key(&key).send().await;
    assert!(wrong.status == 422 && wrong.text().contains("isn’t right"), "{}", wrong.text());
    assert_eq!(sign_in(&server, &email, PASSWORD).await.header("location"), "/map", "it counts for nothing yet");
    let (same, codes) = set_up(&server, &key).await;
    assert_eq!(same.0, phone.0, "a phone that has it keeps it");
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    assert!(codes.iter().all(|code| code.len() == 19), "{codes:?}");
    let later = server.get(PAGE).key(&key).send().await;
    assert!(later.text().contains("10 recovery codes are left"), "{}", later.text());
    assert!(!later.text().contains(&codes[0]) && !later.text().contains("class=\"qr\""), "shown once");

    let proven = sign_in(&server, &email, PASSWORD).await;
    assert_eq!((proven.status.as_u16(), proven.header("location")), (303, "/sign-in/code"));
    let half = mfa_challenge(&proven);
    for path in ["/map", "/account", "/api/board"] {
        assert_ne!(server.get(path).key(&half).send().await.status, 200, "{path}: nobody is in before the code");
    }
    let page = server.get("/sign-in/code").key(&half).send().await;
    assert!(page.status == 200 && page.text().contains(r#"autocomplete="one-time-code""#), "{}", page.text());
    let used = send_code(&server, &half, &phone.shows(-STEP)).await;
    assert!(used.status == 422 && used.text().contains("was used already; wait for the next one"), "{}", used.text());
    let taken = send_code(&server, &half, &phone.shows(0)).await;
    assert_eq!((taken.status.as_u16(), taken.header("location")), (303, "/map"), "{}", taken.text());
    assert!(is_in(&server, &taken.key()).await);
    assert_eq!(send_code(&server, &half, &phone.shows(STEP)).await.status, StatusCode::GONE, "half-way is over");

    let half = mfa_challenge(&sign_in(&server, &email, PASSWORD).await);
    for old in [0, -STEP] {
        let used = send_code(&server, &half, &phone.shows(old)).await;
        assert!(used.status == 422 && used.text().contains("was used already; wait"), "{}", used.text());
    }
    assert!(send_code(&server, &half, &phone.shows(STEP)).await.status == 303, "the next one");
}

#[tokio::test]
async fn a_phone_whose_clock_is_ten_minutes_off_is_told_so_and_not_let_in() {
    let server = TestServer::locked().await;
    let key = invited(&server, executive()).await;
    server.post(PAGE, &[("do", "begin"), ("current", PASSWORD)]).key(&key).send().await;
    let phone = Phone::of(&server.get(PAGE).key(&key).send().await);
    let early = server.post(PAGE, &[("do", "confirm"), ("code", &phone.shows(600))]).key(&key).send().await;
    assert!(early.status == 422 && early.text().contains("clock of your phone may be wrong"), "{}", early.text());
    let (phone, _) = set_up(&server, &key).await;
    let half = mfa_challenge(&sign_in(&server, &address(&server, executive()), PASSWORD).await);
    let answer = send_code(&server, &half, &phone.shows(600)).await;
    assert!(answer.status == 422 && answer.text().contains("clock of your phone may be wrong"), "{}", answer.text());
    assert!(answer.text().contains("automatic") && answer.header("set-cookie").is_empty());
    let sentence =
        |answer: &Answer| answer.text().split("id=\"code-wrong\"").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let guessed = send_code(&server, &half, &phone.never_shows()).await;
    assert_eq!(sentence(&answer), sentence(&guessed), "whoever guesses isn’t told when it would be right");
    let chinese = server.post("/sign-in/code", &[("code", &phone.shows(600))]).key(&half).reads("zh-Hans").send().await;
    assert!(chinese.text().contains("手机的时间可能不准"), "{}", chinese.text());
}

#[tokio::test]
async fn five_wrong_codes_end_it_and_then_one_waits_though_the_password_is_right() {
    let server = TestServer::locked().await;
    let key = invited(&server, executive()).await;
    let email = address(&server, executive());
    let (phone, codes) = set_up(&server, &key).await;
    let half = mfa_challenge(&sign_in(&server, &email, PASSWORD).await);
    for _ in 0..4 {
        assert_eq!(send_code(&server, &half, &phone.never_shows()).await.status, 422);
    }
    let fifth = send_code(&server, &half, &phone.never_shows()).await;
    assert!(fifth.status == 410 && fifth.text().contains("too many codes were wrong"), "{}", fifth.text());
    assert_eq!(server.get("/sign-in/code").key(&half).send().await.status, 410);

    let half = mfa_challenge(&sign_in(&server, &email, PASSWORD).await);
    for code in [phone.shows(0), codes[0].clone(), phone.shows(600)] {
        let waits = send_code(&server, &half, &code).await;
        assert_eq!((waits.status.as_u16(), waits.header("retry-after")), (429, "1"), "{}", waits.text());
        assert!(!waits.text().contains("clock"), "nor is anything said of a clock");
    }
    assert!(is_in(&server, &key).await, "whoever is in stays in");
}

#[tokio::test]
async fn an_mfa_challenge_lasts_ten_minutes_and_belongs_to_one_person() {
    let server = TestServer::locked().await;
    let (key, admins) = (invited(&server, executive()).await, invited(&server, admin(&server)).await);
    let ((phone, _), (other, _)) = (set_up(&server, &key).await, set_up(&server, &admins).await);
    let accounts = Accounts::new(server.store.clone());
    let began = clock().now() - TimeDelta::minutes(10);
    let half_way_of = MfaChallenge { person: executive(), back: "/map".into() };
    accounts.begin_mfa_challenge(&Sha256::digest([9; 32]).into(), &half_way_of, began, clock().now()).await.unwrap();
    let token = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, [9; 32]);
    let late = send_code(&server, &format!("plumbline_mfa_challenge={token}"), &phone.shows(0)).await;
    assert!(late.status == 410 && late.text().contains("ten minutes"), "{}", late.text());

    let half = mfa_challenge(&sign_in(&server, &address(&server, executive()), PASSWORD).await);
    assert_eq!(send_code(&server, &half, &other.shows(0)).await.status, 422, "another's code");
    let evil =
        server.post("/sign-in", &[("email", &address(&server, executive())), ("password", PASSWORD), ("back", "//evil.example")]);
    let half = mfa_challenge(&evil.send().await);
    assert_eq!(send_code(&server, &half, &phone.shows(0)).await.header("location"), "/");
}

#[tokio::test]
async fn a_recovery_code_lets_somebody_in_once_and_new_ones_kill_the_old() {
    let server = TestServer::locked().await;
    let key = invited(&server, executive()).await;
    let email = address(&server, executive());
    let (phone, codes) = set_up(&server, &key).await;
    let half = mfa_challenge(&sign_in(&server, &email, PASSWORD).await);
    let taken = send_code(&server, &half, &codes[3].to_uppercase().replace('-', " ")).await;
    assert!(taken.status == 303 && is_in(&server, &taken.key()).await, "{}", taken.text());
    assert!(server.get(PAGE).key(&key).send().await.text().contains("9 recovery codes are left"));
    let half = mfa_challenge(&sign_in(&server, &email, PASSWORD).await);
    let again = send_code(&server, &half, &codes[3]).await;
    assert!(again.status == 422 && again.text().contains("was used already"), "{}", again.text());

    let renew = [("do", "codes"), ("current", PASSWORD), ("code", &phone.shows(0))];
    let wrong = server.post(PAGE, &[renew[0], ("current", "wrong"), renew[2]]).key(&key).send().await;
    assert!(wrong.status == 422 && !wrong.text().contains(&phone.shows(0)), "no code comes back");
    let new = recovery_codes(&server.post(PAGE, &renew).key(&key).send().await);
    assert!(new.len() == 10 && !new.contains(&codes[0]));
    assert_eq!(send_code(&server, &half, &codes[0]).await.status, 422, "the old are dead");
    assert_eq!(send_code(&server, &half, &new[0]).await.status, 303);
}

#[tokio::test]
async fn it_is_taken_off_with_the_password_and_a_code_and_not_with_less() {
    let server = TestServer::locked().await;
    let key = invited(&server, executive()).await;
    let email = address(&server, executive());
    let (phone, _) = set_up(&server, &key).await;
    let off = async |current: &str, code: &str| {
        server.post(PAGE, &[("do", "off"), ("current", current), ("code", code)]).key(&key).send().await
    };
    for (current, code) in [("wrong", phone.shows(0)), (PASSWORD, String::new()), (PASSWORD, phone.never_shows())] {
        assert_eq!(off(current, &code).await.status, 422, "{current} {code}");
    }
    assert_eq!(sign_in(&server, &email, PASSWORD).await.header("location"), "/sign-in/code");
    assert_eq!(off(PASSWORD, &phone.shows(0)).await.header("location"), "/account?done=second-factor");
    assert!(server.get("/account?done=second-factor").key(&key).send().await.text().contains("was turned off"));
    assert_eq!(sign_in(&server, &email, PASSWORD).await.header("location"), "/map");
    let (another, _) = set_up(&server, &key).await;
    assert_ne!(another.0, phone.0, "the secret is another one");
}

#[tokio::test]
async fn a_link_to_a_new_password_is_no_way_around_the_code() {
    let server = TestServer::locked().await;
    let key = invited(&server, executive()).await;
    let (phone, _) = set_up(&server, &key).await;
    let path = link(&server, Purpose::Reset(executive())).await;
    let chosen = server.post(&path, &[("password", "four other plain words")]).send().await;
    assert_eq!((chosen.status.as_u16(), chosen.header("location")), (303, "/sign-in/code"));
    assert!(!is_in(&server, &key).await, "signed out everywhere");
    let half = mfa_challenge(&chosen);
    assert!(is_in(&server, &send_code(&server, &half, &phone.shows(0)).await.key()).await);
}

#[tokio::test]
async fn an_administrator_requires_it_and_whoever_has_none_sets_one_up_before_they_are_in() {
    let server = TestServer::locked().await;
    let boss = admin(&server);
    let (admins, others) = (invited(&server, boss).await, invited(&server, executive()).await);
    let require = async |yes: &str, key: &str| server.post("/people/signing-in", &[("second_factor", yes)]).key(key).send().await;
    assert_eq!(require("yes", &others).await.status, 403);
    let refused = require("yes", &admins).await;
    assert!(refused.status == 422 && refused.text().contains("for yourself first"), "{}", refused.text());
    let command = server.envelope(Command::RequireSecondFactor { required: true });
    let refused = server.command(&command).key(&admins).send().await;
    assert_eq!((refused.status.as_u16(), refused.error()), (422, app::error::AppError::NoSecondFactor), "nor by the client");
    assert!(!server.board().organisation.as_ref().unwrap().second_factor_required);

    let (phone, _) = set_up(&server, &admins).await;
    assert!(is_in(&server, &others).await);
    assert_eq!(require("yes", &admins).await.header("location"), "/people");
    assert!(server.board().organisation.as_ref().unwrap().second_factor_required);
    assert!(is_in(&server, &admins).await && !is_in(&server, &others).await, "whoever has none is signed out");
    assert!(server.get("/people").key(&admins).send().await.text().contains("A second factor is required"));
    assert!(server.get("/audit").key(&admins).send().await.text().contains("Began to require a second factor"));
    let off = server.post(PAGE, &[("do", "off"), ("current", PASSWORD), ("code", &phone.shows(0))]).key(&admins).send().await;
    assert!(off.status == 422 && off.text().contains("can’t turn it off"), "{}", off.text());

    let proven = sign_in(&server, &address(&server, executive()), PASSWORD).await;
    assert_eq!((proven.status.as_u16(), proven.header("location")), (303, "/sign-in/set-up"));
    leads_to_set_up(&server, &proven, "/map").await;
    let newcomer = server.board().people.values().find(|one| ![boss, executive()].contains(&one.id)).unwrap().id;
    let path = link(&server, Purpose::Invite(newcomer)).await;
    let chosen = server.post(&path, &[("password", PASSWORD)]).send().await;
    assert_eq!(chosen.header("location"), "/sign-in/set-up");
    leads_to_set_up(&server, &chosen, "/").await;

    assert_eq!(require("no", &admins).await.status, 303);
    let path = link(&server, Purpose::Invite(somebody_else(&server, &[boss, executive(), newcomer]))).await;
    assert_eq!(server.post(&path, &[("password", PASSWORD)]).reads("en").send().await.header("location"), "/");
}

fn somebody_else(server: &TestServer, than: &[PersonId]) -> PersonId {
    server.board().people.values().find(|one| !than.contains(&one.id)).unwrap().id
}

/// A person without a second factor, after a correct password.
async fn leads_to_set_up(server: &TestServer, proven: &Answer, back: &str) {
    let half = mfa_challenge(proven);
    assert_eq!(server.get("/sign-in/code").key(&half).send().await.header("location"), "/sign-in/set-up");
    assert_eq!(server.get("/map").key(&half).send().await.status, 303, "they aren’t in yet");
    let page = server.get("/sign-in/set-up").key(&half).send().await;
    assert!(page.text().contains("asks everybody for a second factor"), "{}", page.text());
    let phone = Phone::of(&page);
    let wrong = server.post("/sign-in/set-up", &[("code", &phone.never_shows())]).key(&half).send().await;
    assert!(wrong.status == 422 && wrong.text().contains("isn’t right"), "{}", wrong.text());
    assert_eq!(Phone::of(&wrong).0, phone.0);
    let confirmed = server.post("/sign-in/set-up", &[("code", &phone.shows(0))]).key(&half).send().await;
    assert_eq!(recovery_codes(&confirmed).len(), 10);
    assert!(confirmed.text().contains(&format!(r#"href="{back}""#)), "{}", confirmed.text());
    assert!(is_in(server, &confirmed.key()).await);
    assert_eq!(server.get("/sign-in/set-up").key(&half).send().await.status, 410, "half-way is over");
}

#[tokio::test]
async fn an_administrator_is_the_way_back_for_whoever_lost_phone_and_codes() {
    let server = TestServer::locked().await;
    let boss = admin(&server);
    let (admins, others) = (invited(&server, boss).await, invited(&server, executive()).await);
    let email = address(&server, executive());
    let page = format!("/people/{}", executive());
    assert!(!server.get(&page).key(&admins).send().await.text().contains("Remove second factor"), "there is none");
    let (phone, _) = set_up(&server, &others).await;
    assert!(server.get(&page).key(&admins).send().await.text().contains("Remove second factor"));
    assert!(server.get("/people").key(&admins).send().await.text().contains("a password and a second factor"));
    let half = mfa_challenge(&sign_in(&server, &email, PASSWORD).await);

    let path = format!("{page}/second-factor");
    assert_eq!(server.post(&path, &[]).key(&others).send().await.status, 403);
    assert_eq!(server.post(&path, &[]).key(&admins).send().await.status, 303);
    assert!(!is_in(&server, &others).await, "their sessions end");
    assert_eq!(send_code(&server, &half, &phone.shows(0)).await.status, 410, "and so does what was half-way");
    assert_eq!(sign_in(&server, &email, PASSWORD).await.header("location"), "/map", "the password is enough again");
}
