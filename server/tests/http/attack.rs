//! Hostile requests. `cargo xtask attack` runs longer.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use plumbline::serve::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::matrix::table::{Request, table};
use crate::matrix::world::{Who, world};
use crate::support::TestServer;

/// Whether this is the long run.
fn is_long() -> bool {
    std::env::var_os("PLUMBLINE_ATTACK").is_some()
}

/// Xorshift: G. Marsaglia, *Xorshift RNGs* (2003).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }
}

/// Inputs that are difficult for parsers.
const PIECES: [&[u8]; 26] = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xc3\x28",
    b"%",
    b"%zz",
    b"%00",
    b"&",
    b"=",
    b";",
    b"\"",
    b"\\u0000",
    b"{",
    b"}",
    b"[",
    b"]]]]]]",
    b"-1",
    b"1e999",
    b"NaN",
    b"99999999999999999999",
    b"null",
    b"true",
    b"../../",
    b"\r\n\r\n",
    b"\xe2\x80\xae",
    b"0000-00-00",
];

/// Mutates a text in one to four places.
fn bent(chance: &mut Chance, text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(text.len() + 1);
        match chance.below(6) {
            0 => text.truncate(at),
            1 => drop(text.splice(at..at, PIECES[chance.below(PIECES.len())].iter().copied())),
            2 if at < text.len() => text[at] ^= 1 << chance.below(8),
            3 => {
                let end = (at + chance.below(12)).min(text.len());
                drop(text.splice(at..end, PIECES[chance.below(PIECES.len())].iter().copied()));
            }
            4 => {
                let end = (at + chance.below(40)).min(text.len());
                let copy = text[at..end].to_vec();
                drop(text.splice(at..at, copy));
            }
            _ => {
                let deep = b"[".repeat(chance.below(2_000));
                drop(text.splice(at..at, deep));
            }
        }
    }
    text
}

/// A path that a client can send; others can't reach a server.
fn sendable(path: &[u8]) -> Option<String> {
    let path = String::from_utf8_lossy(path).into_owned();
    (path.starts_with('/') && path.parse::<axum::http::Uri>().is_ok()).then_some(path)
}

#[tokio::test]
async fn a_request_bent_out_of_shape_is_answered_and_breaks_nothing() {
    let mut chance = Chance(0x5eed);
    let mut server = world().await;
    let rows = table();
    let rounds = if is_long() { 100_000 } else { 1_500 };
    for round in 0..rounds {
        // Avoids throttling because of earlier attempts.
        if round % 400 == 399 {
            server = world().await;
        }
        let row = &rows[chance.below(rows.len())];
        let who = Who::ALL[chance.below(Who::ALL.len())];
        let (method, path, kind, body) = match &row.ask {
            Request::Get(path) => (Method::GET, path.clone(), "", Vec::new()),
            Request::Form(path, fields) => {
                let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
                (Method::POST, path.clone(), "application/x-www-form-urlencoded", body.into_bytes())
            }
            Request::Command(command) => {
                let body = serde_json::json!({ "envelope": server.envelope((**command).clone()) }).to_string();
                (Method::POST, "/api/commit".to_owned(), "application/json", body.into_bytes())
            }
        };
        let bends_path = body.is_empty() || chance.below(4) == 0;
        let path = if bends_path { sendable(&bent(&mut chance, path.as_bytes())).unwrap_or(path) } else { path };
        let body = if body.is_empty() { body } else { bent(&mut chance, &body) };
        let mut asked = server.ask(method.clone(), &path).header("sec-fetch-site", "same-origin").body(body.clone());
        if !kind.is_empty() {
            asked = asked.header("content-type", kind);
        }
        if let Some(key) = who.key() {
            let key =
                if chance.below(5) == 0 { String::from_utf8_lossy(&bent(&mut chance, key.as_bytes())).into_owned() } else { key };
            if axum::http::HeaderValue::from_str(&key).is_ok() {
                asked = asked.key(&key);
            }
        }
        let answer = asked.open().await;
        let told = || format!("{who:?} {method} {path} {}", String::from_utf8_lossy(&body));
        assert!(!answer.status().is_server_error(), "{}: {}", answer.status(), told());
    }
    assert_eq!(server.get("/readyz").send().await.status, 200);
    let kept = server.store.load().await.unwrap();
    assert_eq!(kept, *server.board(), "what is kept is what is shown");
}

/// Cross-site requests are refused, both by the browser's headers and without them.
#[tokio::test]
async fn no_other_site_sends_anything_in_anybodys_name() {
    let server = world().await;
    let before = server.board().seq;
    let mut tried = 0;
    for row in table() {
        for who in [Who::Admin, Who::Executive, Who::Owner, Who::Nobody] {
            for (name, value) in
                [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "null"), ("x", "y")]
            {
                let asked = match &row.ask {
                    Request::Get(_) => continue,
                    Request::Form(path, fields) => {
                        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                        server.post(path, &fields)
                    }
                    Request::Command(command) => server.command(&server.envelope((**command).clone())),
                };
                let asked = asked.without("sec-fetch-site").header(name, value);
                let asked = match who.key() {
                    Some(key) => asked.key(&key),
                    None => asked,
                };
                let answer = asked.send().await;
                let told = || format!("{who:?} {name}: {value} {}", row.what);
                assert_eq!(answer.status, 403, "{}", told());
                assert!(answer.headers.get("set-cookie").is_none(), "{}", told());
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
    assert_eq!(server.board().seq, before);
}

/// Extra fields of a form or a command are ignored.
#[tokio::test]
async fn nobody_gets_more_by_sending_more() {
    let server = world().await;
    let member = Who::Member.key().unwrap();
    let is_admin = || server.board().person(okr::fixtures::MEMBER).unwrap().roles.admin;
    for path in ["/account/password", "/account/devices", "/preferences", "/check-in", "/sign-out"] {
        let more = [("role", "admin"), ("person", "x"), ("roles[admin]", "true"), ("leads", &okr::fixtures::COMPANY.to_string())];
        server.post(path, &more).key(&member).send().await;
        assert!(!is_admin(), "{path}");
    }
    let member = crate::auth::link_for(&server, okr::fixtures::MEMBER).await;
    let fields = [("password", "three plain words"), ("role", "admin"), ("email", "boss@aurora.example"), ("person", "x")];
    assert_eq!(server.post(&member, &fields).send().await.status, 303);
    assert!(!is_admin());
    assert_eq!(server.board().person(okr::fixtures::MEMBER).unwrap().email.as_deref(), Some("mia@aurora.example"));
    // The actor is the signed-in person, whatever the envelope says.
    let envelope = server.envelope(okr::Command::ReactivatePerson { id: crate::matrix::world::GONE });
    let mut said = serde_json::to_value(&envelope).unwrap();
    said["actor"] = serde_json::json!({ "person": okr::fixtures::ADMIN });
    said["roles"] = serde_json::json!({ "admin": true });
    let body = serde_json::json!({ "envelope": said, "actor": okr::fixtures::ADMIN, "person": okr::fixtures::ADMIN }).to_string();
    let answer = server.json(&body).key(&Who::Lead.key().unwrap()).send().await;
    assert!(matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::BAD_REQUEST), "{}", answer.status);
    assert!(server.board().person(crate::matrix::world::GONE).unwrap().deactivated);
}

/// A session cookie that an attacker planted isn't used after sign-in (session fixation).
#[tokio::test]
async fn a_session_that_was_fixed_beforehand_is_not_gone_on_with() {
    let server = world().await;
    let email = "mia@aurora.example";
    let path = crate::auth::link_for(&server, okr::fixtures::MEMBER).await;
    server.post(&path, &[("password", "three plain words")]).send().await;
    let fields = [("email", email), ("password", "three plain words")];
    // A made-up cookie, and one of another person.
    for planted in [format!("plumbline_session={}", "A".repeat(43)), Who::Owner.key().unwrap()] {
        let answer = server.post("/sign-in", &fields).key(&planted).send().await;
        assert_eq!(answer.status, 303);
        assert_ne!(answer.key(), planted);
        assert_eq!(server.get("/api/board").key(&planted).send().await.status, 401, "what was planted is worth nothing");
        assert_eq!(server.get("/api/board").key(&answer.key()).send().await.status, 200);
    }
}

/// The 95th percentile of the response time.
async fn p95(address: &str, key: &str, count: usize) -> Duration {
    let mut took = Vec::new();
    for _ in 0..count {
        let began = Instant::now();
        let mut socket = TcpStream::connect(address).await.unwrap();
        let request = format!("GET /wall HTTP/1.1\r\nhost: localhost\r\ncookie: {key}\r\nconnection: close\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..answer.len().min(200)]));
        took.push(began.elapsed());
    }
    took.sort();
    took[count * 95 / 100]
}

/// A thousand slow clients, which send a byte now and then in heads and bodies. Only in the long run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it takes half a minute and compares times: `cargo xtask attack`"]
async fn a_thousand_slow_clients_slow_nobody_down() {
    let server: TestServer = world().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (router, lifecycle) = (server.router.clone(), server.lifecycle.clone());
    tokio::spawn(async move { serve(listener, router, &lifecycle).await });
    let key = Who::Owner.key().unwrap();
    p95(&address, &key, 50).await;
    let alone = p95(&address, &key, 200).await;
    let mut slow = Vec::new();
    for n in 0..1_000 {
        let mut socket = TcpStream::connect(&address).await.unwrap();
        let head: &[u8] = if n % 2 == 0 {
            b"GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: "
        } else {
            b"POST /sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-length: 100000\r\n\r\nemail="
        };
        socket.write_all(head).await.unwrap();
        slow.push(socket);
    }
    let dripping = tokio::spawn(async move {
        loop {
            for socket in &mut slow {
                // A refused connection is closed.
                let _ = socket.write_all(b"a").await;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    });
    let beside = p95(&address, &key, 200).await;
    dripping.abort();
    println!("p95 alone {alone:?}, beside a thousand slow clients {beside:?}");
    assert!(beside < alone * 2, "{beside:?} beside them, {alone:?} alone");
}

/// The response time doesn't reveal whether an account exists.
#[tokio::test]
#[ignore = "it compares times: `cargo xtask attack`"]
async fn an_account_that_is_not_there_is_refused_as_slowly_as_one_that_is() {
    const ROUNDS: usize = 40;
    let emails = ["mia@aurora.example", "liam@aurora.example", "nobody@aurora.example"];
    let mut took = emails.map(|_| Vec::new());
    for round in 0..ROUNDS {
        // A new server each time, to avoid throttling. Mia has a password, Liam has none yet.
        let server = world().await;
        let path = crate::auth::link_for(&server, okr::fixtures::MEMBER).await;
        assert_eq!(server.post(&path, &[("password", "three plain words")]).send().await.status, 303);
        for n in 0..emails.len() {
            let which = (n + round) % emails.len();
            let fields = [("email", emails[which]), ("password", "three other words")];
            let began = Instant::now();
            assert_eq!(server.post("/sign-in", &fields).send().await.status, 422);
            took[which].push(began.elapsed());
        }
    }
    let medians = took.map(|mut took| {
        took.sort();
        took[ROUNDS / 2]
    });
    println!("refused in, median: with a password {:?}, without one {:?}, unknown {:?}", medians[0], medians[1], medians[2]);
    let (least, most) = (medians.iter().min().unwrap(), medians.iter().max().unwrap());
    assert!(most.as_secs_f64() < least.as_secs_f64() * 1.2, "{medians:?}");
}

/// An incomplete request is ended by the server, with an error response if that is still possible.
#[tokio::test]
#[ignore = "it waits for as long as such a client may: `cargo xtask attack`"]
async fn a_request_that_never_ends_is_ended() {
    let server = world().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (router, lifecycle) = (server.router.clone(), server.lifecycle.clone());
    tokio::spawn(async move { serve(listener, router, &lifecycle).await });
    let cut_off = async |begun: &str, answered: &str, at_most: u64| {
        let mut socket = TcpStream::connect(&address).await.unwrap();
        socket.write_all(begun.as_bytes()).await.unwrap();
        let began = Instant::now();
        let mut said = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(at_most), socket.read_to_end(&mut said)).await;
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(ended.is_ok(), "{begun:?} is still waited for after {at_most} s: {said}");
        assert!(said.starts_with(answered), "{said}");
        println!("{:?}: ended after {:.1?}", begun.lines().next().unwrap(), began.elapsed());
    };
    let body = "POST /sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\nconnection: close\r\ncontent-length: 99\r\n\r\nemail=";
    tokio::join!(
        cut_off("GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ", "", 20),
        cut_off(body, "HTTP/1.1 408", 40),
        // An idle kept-alive connection.
        cut_off("GET /wall HTTP/1.1\r\nhost: localhost\r\n\r\n", "HTTP/1.1 200", 40),
    );
}
