//! A page rendered concurrently with others equals the same page rendered alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::routing::get;
use okr::Language;
use plumbline::router::with_middleware;

use crate::matrix::table::{Request, table};
use crate::matrix::world::{Who, world};
use crate::support::{Answer, TestServer};

/// The concurrent readers, each in both languages: sixteen.
const READERS: [Who; 8] =
    [Who::Nobody, Who::Member, Who::Lead, Who::OtherLead, Who::Owner, Who::Office, Who::Executive, Who::Admin];
/// The total number of requests.
const REQUESTS: usize = 2000;
/// The prefix of ids from the tests' clock, and the number of variable characters.
const COUNTED: (&str, usize) = ("00000000-0000-c10c-", 17);

/// All pages, and those of each objective.
fn paths(server: &TestServer) -> Vec<String> {
    let pages = table().into_iter().filter_map(|row| match row.ask {
        Request::Get(path) if !path.starts_with("/live") && !path.starts_with("/sign-in/oidc") => Some(path),
        _ => None,
    });
    let board = server.board();
    let objectives = board.objectives.keys().flat_map(|id| {
        [format!("/objectives/{id}"), format!("/objectives/{id}/edit"), format!("/explain/progress/objective/{id}")]
    });
    let key_results = board.key_results.keys().map(|id| format!("/explain/expected/key-result/{id}"));
    let cycles = board.cycles.keys().flat_map(|id| [format!("/?cycle={id}"), format!("/explain/progress/company/{id}")]);
    let others = ["/map?view=outline", "/objectives/none", "/nowhere"].map(str::to_owned);
    pages.chain(objectives).chain(key_results).chain(cycles).chain(others).collect()
}

/// A response without values that differ each time: the nonce, and counted ids.
fn without_chance(answer: &Answer) -> (u16, String) {
    let nonce = answer.header("content-security-policy").split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\''));
    let mut text = answer.text().to_owned();
    if let Some((nonce, _)) = nonce {
        text = text.replace(nonce, "");
    }
    let mut parts = text.split(COUNTED.0);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(&part[COUNTED.1..]);
    }
    (answer.status.as_u16(), kept)
}

/// The first difference of two texts, with its context.
fn difference(one: &str, other: &str) -> String {
    let at = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count().saturating_sub(60);
    let part = |text: &str| text[text.floor_char_boundary(at)..].chars().take(160).collect::<String>();
    format!("alone: …{}…\nbeside others: …{}…", part(one), part(other))
}

async fn page(server: &TestServer, (who, language): (Who, Language), path: &str) -> (u16, String) {
    let ask = server.get(path).reads(language.tag());
    let ask = if let Some(key) = who.key() { ask.key(&key) } else { ask };
    without_chance(&ask.send().await)
}

/// Requests all pages as all readers, one after the other and then concurrently. Returns failures alone, and
/// differences.
async fn compared(server: TestServer, paths: Vec<String>, requests: usize) -> (Vec<String>, Vec<String>) {
    let (server, paths) = (Arc::new(server), Arc::new(paths));
    let readers: Vec<_> = READERS.into_iter().flat_map(|who| [(who, Language::English), (who, Language::Chinese)]).collect();
    // Readers use different strides through the pages, so that all combinations occur.
    let each = requests / readers.len();
    let walk = |reader: usize, count: usize| (reader * 5 + count * (2 * reader + 1)) % paths.len();

    let mut alone = BTreeMap::new();
    for (place, reader) in readers.iter().enumerate() {
        for count in 0..each {
            let path = walk(place, count);
            if let std::collections::btree_map::Entry::Vacant(free) = alone.entry((place, path)) {
                free.insert(page(&server, *reader, &paths[path]).await);
            }
        }
    }
    let alone = Arc::new(alone);
    let running: Vec<_> = readers
        .iter()
        .enumerate()
        .map(|(place, reader)| {
            let (server, alone, paths, reader) = (server.clone(), alone.clone(), paths.clone(), *reader);
            let steps: Vec<_> = (0..each).map(|count| walk(place, count)).collect();
            tokio::spawn(async move {
                let mut wrong = Vec::new();
                for path in steps {
                    let (status, text) = page(&server, reader, &paths[path]).await;
                    let (expected, before) = &alone[&(place, path)];
                    if status != *expected {
                        wrong.push(format!("{}: {status} instead of {expected}", paths[path]));
                    } else if text != *before {
                        wrong.push(format!("{}: {}", paths[path], difference(before, &text)));
                    }
                }
                wrong
            })
        })
        .collect();
    let mut wrong: Vec<String> = Vec::new();
    for reader in running {
        wrong.extend(reader.await.unwrap());
    }
    let failed = alone.iter().filter(|(_, (status, _))| *status >= 500).map(|((_, path), _)| paths[*path].clone()).collect();
    (failed, wrong)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_drawn_beside_others_equals_the_page_drawn_alone() {
    let server = world().await;
    let paths = paths(&server);
    let (failed, wrong) = compared(server, paths, REQUESTS).await;
    assert!(failed.is_empty(), "failed alone: {failed:?}");
    let few = wrong[..wrong.len().min(3)].join("\n");
    assert!(wrong.is_empty(), "{} of {REQUESTS} came otherwise beside others, such as\n{few}", wrong.len());
}

/// The seeded bug of this test: a page that stores its reader's language in shared state.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_that_shares_a_value_between_requests_would_be_seen() {
    let mut server = world().await;
    let shared = Arc::new(Mutex::new(String::new()));
    let draw = async move |headers: HeaderMap| {
        let reader = format!("{:?} {:?}", headers.get(COOKIE), headers.get(ACCEPT_LANGUAGE));
        reader.clone_into(&mut shared.lock().unwrap());
        // While a page waits for its data, others are rendered.
        tokio::task::yield_now().await;
        shared.lock().unwrap().clone()
    };
    let page: Router<plumbline::site::Site> = Router::new().route("/seeded", get(draw));
    server.router = with_middleware(page, &server.site);
    let (_, wrong) = compared(server, vec!["/seeded".to_owned()], REQUESTS).await;
    assert!(!wrong.is_empty());
}
