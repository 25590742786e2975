//! Somebody who listens through everything that happens to the server, and comes back with what was heard last.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use okr::PersonId;

/// Longer than the stream is ever silent.
const PATIENCE: Duration = Duration::from_secs(30);

struct State {
    port: u16,
    start: usize,
    finished: bool,
    heard: Vec<u64>,
}

/// A reader of the live stream.
pub(crate) struct Reader {
    shared: Arc<(Mutex<State>, Condvar)>,
    thread: JoinHandle<()>,
}

impl Reader {
    /// Listens from after `seq` on.
    pub(crate) fn start(port: u16, person: PersonId, seq: u64) -> Self {
        let state = State { port, start: 0, finished: false, heard: vec![seq] };
        let shared = Arc::new((Mutex::new(state), Condvar::new()));
        let its = shared.clone();
        Self { shared, thread: thread::spawn(move || listen(&its, person)) }
    }

    /// Tells it where the server is now.
    pub(crate) fn go_on_at(&self, port: u16) {
        let mut state = self.shared.0.lock().unwrap();
        state.port = port;
        state.start += 1;
        self.shared.1.notify_all();
    }

    /// Waits until it has heard of an entry.
    pub(crate) fn wait_for(&self, seq: u64) {
        let state = self.shared.0.lock().unwrap();
        let unheard = |state: &mut State| state.heard.last().is_none_or(|last| *last < seq);
        let (state, late) = self.shared.1.wait_timeout_while(state, PATIENCE, unheard).unwrap();
        drop(state);
        assert!(!late.timed_out(), "entry {seq} was never heard");
    }

    /// Everything that it heard, in the order in which it did. Only once the server has gone.
    pub(crate) fn finish(self) -> Vec<u64> {
        {
            let mut state = self.shared.0.lock().unwrap();
            state.finished = true;
            state.start += 1;
            self.shared.1.notify_all();
        }
        self.thread.join().unwrap();
        std::mem::take(&mut self.shared.0.lock().unwrap().heard)
    }
}

fn listen((state, changed): &(Mutex<State>, Condvar), person: PersonId) {
    loop {
        let (port, start, last) = {
            let state = state.lock().unwrap();
            if state.finished {
                return;
            }
            (state.port, state.start, state.heard.last().copied().unwrap_or_default())
        };
        // Until the server goes away.
        let _ = stream(port, person, last, |seq| {
            state.lock().unwrap().heard.push(seq);
            changed.notify_all();
        });
        let state = state.lock().unwrap();
        drop(changed.wait_while(state, |state| state.start == start).unwrap());
    }
}

fn stream(port: u16, person: PersonId, last: u64, hear: impl Fn(u64)) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /live?since={last} HTTP/1.1\r\nhost: localhost:{port}\r\naccept: text/event-stream\r\nlast-event-id: {last}\r\n\
         cookie: plumbline_person={person}\r\n\r\n"
    )?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        assert!(!line.starts_with("event: resync"), "it was not too far behind");
        if let Some(seq) = line.strip_prefix("id: ") {
            hear(seq.trim().parse().unwrap());
        }
    }
    Ok(())
}
