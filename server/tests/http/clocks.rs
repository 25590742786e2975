//! Corrections of the system clock while the server is used: waits aren't extended, and accepted data stays visible.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use okr::{CheckInId, Command, Note, PersonId, Reading};
use plumbline::clock::Clock;
use uuid::Uuid;

use crate::auth::{PASSWORD, address, invited, sign_in};
use crate::support::{Answer, TestServer, clock};

static START: LazyLock<DateTime<Utc>> = LazyLock::new(|| clock().now());

/// A date set by the test, and a steady clock advanced by it.
#[derive(Clone, Default)]
struct Hands {
    /// The offset of the date in seconds.
    ahead: Arc<AtomicI64>,
    /// Elapsed seconds.
    gone: Arc<AtomicU64>,
}

impl Hands {
    fn clock(&self) -> Clock {
        let (ahead, gone, ids) = (self.ahead.clone(), self.gone.clone(), AtomicU64::new(0));
        let secrets = AtomicU64::new(1);
        Clock::new(
            move || *START + TimeDelta::seconds(ahead.load(Ordering::Relaxed)),
            move || Uuid::from_u128(0xc10d << 64 | u128::from(ids.fetch_add(1, Ordering::Relaxed))),
            move || {
                let mut secret = [0x5e; 32];
                secret[..8].copy_from_slice(&secrets.fetch_add(1, Ordering::Relaxed).to_be_bytes());
                secret
            },
        )
        .with_steady(move || Duration::from_secs(gone.load(Ordering::Relaxed)))
    }

    fn date(&self, ahead: TimeDelta) {
        self.ahead.store(ahead.num_seconds(), Ordering::Relaxed);
    }

    fn pass(&self, seconds: u64) {
        self.gone.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// The `Retry-After` of a response in seconds, if there is one.
fn wait(answer: &Answer) -> Option<u64> {
    (answer.status == StatusCode::TOO_MANY_REQUESTS).then(|| answer.header("retry-after").parse().unwrap())
}

fn owner(server: &TestServer) -> PersonId {
    server.metric().1.owner.unwrap()
}

#[tokio::test]
async fn a_date_that_jumps_ahead_and_back_between_sign_ins_locks_nobody_out() {
    let hands = Hands::default();
    let server = TestServer::by(hands.clock()).await;
    let person = owner(&server);
    invited(&server, person).await;
    let email = address(&server, person);
    // A fixed seed: the same jumps in every run.
    let mut seed = 20_261_130_u64;
    let mut tries = 0;
    for _ in 0..60 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        hands.date(TimeDelta::hours(i64::try_from(seed >> 40).unwrap() % 2_000 - 1_000));
        let answer = sign_in(&server, &email, "not their password").await;
        if let Some(seconds) = wait(&answer) {
            assert!(seconds <= 900, "{seconds} s");
            hands.date(TimeDelta::days(-400));
            hands.pass(seconds);
            let again = sign_in(&server, &email, "not their password").await;
            assert_eq!(wait(&again), None, "whoever waited as long as they were told may try again");
        }
        tries += 1;
    }
    assert_eq!(tries, 60);
    hands.date(TimeDelta::days(30));
    let long = wait(&sign_in(&server, &email, PASSWORD).await).expect("so many tries make one wait");
    hands.date(TimeDelta::zero());
    hands.pass(long);
    let answer = sign_in(&server, &email, PASSWORD).await;
    assert_eq!(answer.header("location"), "/map", "{}", answer.text());
    assert_eq!(server.get("/map").key(&answer.key()).send().await.status, 200);
}

#[tokio::test]
async fn a_check_in_after_the_date_was_set_back_is_the_newest_on_every_page() {
    let hands = Hands::default();
    let server = TestServer::by(hands.clock()).await;
    let (objective, key_result) = server.metric();
    let person = key_result.owner.unwrap();
    let key = invited(&server, person).await;
    let check_in = async |value: f64| {
        let id = CheckInId(server.fresh());
        let (reading, note) = (Reading::Number(value), Note::default());
        let command = Command::CheckIn { id, key_result: key_result.id, reading, confidence: 8, note };
        let answer = server.command(&server.envelope(command)).key(&key).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        id
    };
    hands.date(TimeDelta::hours(3));
    check_in(4.25).await;
    hands.date(TimeDelta::zero());
    let last = check_in(4.75).await;
    let newest = |board: &okr::Board| board.key_result(key_result.id).unwrap().last().unwrap().check_in;
    assert_eq!(newest(&server.board()), last);
    assert_eq!(newest(&server.store.load().await.unwrap()), last, "the tables say the same");
    let story = server.get(&format!("/api/story?objective={}", objective.id)).key(&key).send().await;
    let story: app::objective_history::ObjectiveHistory = serde_json::from_slice(&story.body).unwrap();
    let told = story.check_ins.iter().find(|told| told.key_result == key_result.id).unwrap();
    assert_eq!(told.check_in.point.check_in, last, "newest first");
    let page = server.get(&format!("/check-in?kr={}", key_result.id)).key(&key).send().await;
    assert!(page.text().contains("4.75"), "{}", page.text());
}
