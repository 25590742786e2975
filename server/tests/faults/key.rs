//! Session cookies of people who signed in through the open mode.

use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use okr::PersonId;

const PATIENCE: Duration = Duration::from_mins(5);

/// Cookies by the server's port and person.
static KEYS: LazyLock<Mutex<HashMap<(u16, PersonId), String>>> = LazyLock::new(Mutex::default);

/// A person's cookie; the first call signs them in.
pub(crate) fn key(port: u16, person: PersonId) -> io::Result<String> {
    if let Some(key) = KEYS.lock().unwrap().get(&(port, person)) {
        return Ok(key.clone());
    }
    let mut answer = sign_in(port, person)?;
    // On a slow machine not all who sign in at once get their turn in time.
    while answer.starts_with("HTTP/1.1 503") {
        answer = sign_in(port, person)?;
    }
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|cookie| cookie.split(';').next());
    let key = cookie.ok_or_else(|| io::Error::other(format!("nobody is let in: {answer}")))?.to_owned();
    KEYS.lock().unwrap().insert((port, person), key.clone());
    Ok(key)
}

/// The answer to one try.
fn sign_in(port: u16, person: PersonId) -> io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = format!("person={person}");
    write!(
        stream,
        "POST /continue-as HTTP/1.1\r\nhost: localhost:{port}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Uses a person's cookie of one server on another server with the same database.
pub(crate) fn share(from: u16, to: u16, person: PersonId) {
    let key = key(from, person).unwrap();
    KEYS.lock().unwrap().insert((to, person), key);
}

/// Drops a cookie that is invalid because another server uses the port now.
pub(crate) fn forget(port: u16, person: PersonId) {
    KEYS.lock().unwrap().remove(&(port, person));
}
