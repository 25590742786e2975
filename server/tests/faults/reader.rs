//! A reader of the live stream that reconnects after all faults with its last event id.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use okr::PersonId;

use crate::{key, post};

/// A generous timeout, for slow machines.
const PATIENCE: Duration = Duration::from_mins(5);

struct State {
    port: u16,
    start: usize,
    finished: bool,
    /// The entries of each run. A reader that is too far behind reloads the board and starts a new run.
    heard: Vec<Vec<u64>>,
}

impl State {
    fn last(&self) -> u64 {
        *self.heard.last().and_then(|heard| heard.last()).expect("it begins with a board")
    }
}

/// A frame of the stream.
enum Frame {
    Entry(u64),
    Reload,
}

/// A reader of the live stream.
pub(crate) struct Reader {
    shared: Arc<(Mutex<State>, Condvar)>,
    thread: JoinHandle<()>,
}

impl Reader {
    /// Starts after `seq`.
    pub(crate) fn start(port: u16, person: PersonId, seq: u64) -> Self {
        let state = State { port, start: 0, finished: false, heard: vec![vec![seq]] };
        let shared = Arc::new((Mutex::new(state), Condvar::new()));
        let its = shared.clone();
        Self { shared, thread: thread::spawn(move || listen(&its, person)) }
    }

    /// Sets the server's new port.
    pub(crate) fn go_on_at(&self, port: u16) {
        let mut state = self.shared.0.lock().unwrap();
        state.port = port;
        state.start += 1;
        self.shared.1.notify_all();
    }

    /// Waits for an entry.
    pub(crate) fn wait_for(&self, seq: u64) {
        let state = self.shared.0.lock().unwrap();
        let unheard = |state: &mut State| state.last() < seq;
        let (state, late) = self.shared.1.wait_timeout_while(state, PATIENCE, unheard).unwrap();
        drop(state);
        assert!(!late.timed_out(), "entry {seq} was never heard");
    }

    /// All received entries in order, after the server has ended: one run for each board that was loaded.
    pub(crate) fn finish(self, end: impl FnOnce()) -> Vec<Vec<u64>> {
        self.shared.0.lock().unwrap().finished = true;
        end();
        self.shared.1.notify_all();
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
            (state.port, state.start, state.last())
        };
        // Until the server disconnects or ends the stream; then the reader reconnects.
        let ended = stream(port, person, last, |frame| {
            let board = matches!(frame, Frame::Reload).then(|| post::seq(port, person));
            let mut state = state.lock().unwrap();
            match (frame, board) {
                (Frame::Entry(seq), _) => state.heard.last_mut().unwrap().push(seq),
                (Frame::Reload, board) => state.heard.push(vec![board.unwrap()]),
            }
            changed.notify_all();
        });
        if ended.is_ok() {
            continue;
        }
        let state = state.lock().unwrap();
        drop(changed.wait_while(state, |state| state.start == start && !state.finished).unwrap());
    }
}

fn stream(port: u16, person: PersonId, last: u64, hear: impl Fn(Frame)) -> std::io::Result<()> {
    let key = match key::key(port, person) {
        Ok(key) => key,
        // The server is up, but refuses streams at the moment.
        Err(error) if error.kind() == std::io::ErrorKind::Other => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /live?since={last} HTTP/1.1\r\nhost: localhost:{port}\r\naccept: text/event-stream\r\nlast-event-id: {last}\r\n\
         cookie: {key}\r\n\r\n"
    )?;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if line.starts_with("event: resync") {
            hear(Frame::Reload);
        } else if let Some(seq) = line.strip_prefix("id: ") {
            hear(Frame::Entry(seq.split('-').next().unwrap().trim().parse().unwrap()));
        }
    }
    Ok(())
}
