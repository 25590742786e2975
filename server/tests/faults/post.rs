//! Single requests, each on its own connection.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use okr::PersonId;

use crate::key;

/// A generous timeout, for slow machines.
const PATIENCE: Duration = Duration::from_mins(5);

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    /// It was applied as this journal entry.
    Receipt(u64),
    /// It was refused, with the reason.
    Refused(String),
    /// It can't be accepted at the moment; the status.
    NotNow(u16),
    /// No answer: it is unknown whether the command was applied.
    None,
}

/// Sends a command and waits for its answer.
pub(crate) fn post(port: u16, body: &str, person: PersonId) -> Answer {
    let answer = send(port, body, person).and_then(|mut stream| {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map(|_| answer)
    });
    let answer = answer.unwrap_or_default();
    let Some((head, content)) = answer.split_once("\r\n\r\n") else { return Answer::None };
    match status(head) {
        200 => {}
        later @ (503 | 507) => return Answer::NotNow(later),
        401 => {
            key::forget(port, person);
            return Answer::None;
        }
        _ => return Answer::Refused(answer),
    }
    let told: Option<serde_json::Value> = serde_json::from_str(content.trim()).ok();
    told.and_then(|told| told["seq"].as_u64()).map_or(Answer::None, Answer::Receipt)
}

/// Whether a server accepts connections.
pub(crate) fn is_there(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

fn status(head: &str) -> u16 {
    head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

/// The status of a page.
pub(crate) fn read(port: u16, path: &str, person: PersonId) -> u16 {
    status(&page(port, path, person))
}

/// A page with its response head.
pub(crate) fn page(port: u16, path: &str, person: PersonId) -> String {
    // The readiness check is sent without a cookie.
    let key = if path == "/readyz" { String::new() } else { key::key(port, person).unwrap() };
    page_with(port, path, &key)
}

/// A page with its response head, requested with this cookie.
pub(crate) fn page_with(port: u16, path: &str, key: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let host = format!("host: localhost:{port}");
    write!(stream, "GET {path} HTTP/1.1\r\n{host}\r\ncookie: {key}\r\nconnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    page
}

/// The sequence number of a server's board.
pub(crate) fn seq(port: u16, person: PersonId) -> u64 {
    let page = page(port, "/api/board", person);
    let board: serde_json::Value = serde_json::from_str(page.split_once("\r\n\r\n").unwrap().1).unwrap();
    board["seq"].as_u64().unwrap()
}

/// Sends a command and disconnects without waiting for the answer.
pub(crate) fn post_and_leave(port: u16, body: &str, person: PersonId) {
    drop(send(port, body, person));
}

fn send(port: u16, body: &str, person: PersonId) -> io::Result<TcpStream> {
    let key = key::key(port, person)?;
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(
        stream,
        "POST /api/commit HTTP/1.1\r\nhost: localhost:{port}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/json\r\naccept: application/json\r\ncookie: {key}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )?;
    Ok(stream)
}

/// Signs a person out with their cookie.
pub(crate) fn sign_out(port: u16, person: PersonId) {
    let (_, answer) = signs_out(port, person);
    assert_eq!(status(&answer), 303, "{answer}");
}

/// Signs a person out; returns their cookie and the answer.
pub(crate) fn signs_out(port: u16, person: PersonId) -> (String, String) {
    let key = key::key(port, person).unwrap();
    key::forget(port, person);
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let head = format!("POST /sign-out HTTP/1.1\r\nhost: localhost:{port}\r\nsec-fetch-site: same-origin\r\ncookie: {key}\r\n");
    write!(stream, "{head}content-length: 0\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    (key, answer)
}

/// Waits until a live stream ends, ignoring its content.
pub(crate) fn ends(mut stream: TcpStream) {
    let began = std::time::Instant::now();
    let mut said = [0; 4096];
    while stream.read(&mut said).expect("it says something, or ends") > 0 {
        assert!(began.elapsed() < PATIENCE, "it goes on");
    }
}

/// A live stream after its first frame.
pub(crate) fn listen(port: u16, person: PersonId) -> io::Result<TcpStream> {
    let key = key::key(port, person)?;
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /live HTTP/1.1\r\nhost: localhost:{port}\r\naccept: text/event-stream\r\ncookie: {key}\r\n\r\n")?;
    let mut begun = [0; 15];
    stream.read_exact(&mut begun)?;
    assert_eq!(&begun, b"HTTP/1.1 200 OK", "a stream is answered");
    Ok(stream)
}
