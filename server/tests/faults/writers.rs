//! Concurrent writers that check in, and resend what wasn't answered.

use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use okr::{Board, CommandId, KeyResultId, PersonId};

use crate::post::{self, Answer};
pub(crate) use crate::targets::{check_in, targets};

/// The writers' shared state.
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// The ports of the nodes, and a count of restarts: after a failed connection, a writer waits for the next
    /// restart.
    ports: Vec<u16>,
    start: usize,
    stopping: bool,
    next: u128,
    acknowledged: Vec<(CommandId, u64)>,
}

/// Threads that check in until they are told to finish.
pub(crate) struct Writers {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Writers {
    /// Each reports on its own key results, as a person with permission.
    pub(crate) fn start(count: usize, board: &Board, ports: &[u16]) -> Self {
        let targets = targets(board);
        let state = State { ports: ports.to_vec(), start: 0, stopping: false, next: 1, acknowledged: Vec::new() };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let threads = (0..count).map(|number| {
            let (shared, (key_result, person)) = (shared.clone(), targets[number % targets.len()]);
            thread::spawn(move || write(&shared, number, key_result, person))
        });
        Self { threads: threads.collect(), shared }
    }

    /// Waits for this many more acknowledgements.
    pub(crate) fn wait_for_more(&self, count: usize) {
        let state = self.shared.state.lock().unwrap();
        let enough = state.acknowledged.len() + count;
        drop(self.shared.changed.wait_while(state, |state| state.acknowledged.len() < enough).unwrap());
    }

    /// Sets the nodes' new ports.
    pub(crate) fn go_on_at(&self, ports: &[u16]) {
        let mut state = self.shared.state.lock().unwrap();
        state.ports = ports.to_vec();
        state.start += 1;
        self.shared.changed.notify_all();
    }

    /// Lets each writer finish its last check-in, and returns all that were acknowledged.
    pub(crate) fn finish(self) -> Vec<(CommandId, u64)> {
        self.shared.state.lock().unwrap().stopping = true;
        for thread in self.threads {
            thread.join().unwrap();
        }
        std::mem::take(&mut self.shared.state.lock().unwrap().acknowledged)
    }
}

fn write(shared: &Shared, writer: usize, key_result: KeyResultId, person: PersonId) {
    loop {
        let number = {
            let mut state = shared.state.lock().unwrap();
            if state.stopping {
                return;
            }
            state.next += 1;
            state.next
        };
        let (id, body) = check_in(number, key_result);
        let seq = until_answered(shared, writer, &body, person);
        shared.state.lock().unwrap().acknowledged.push((id, seq));
        shared.changed.notify_all();
    }
}

/// Resends until there is an answer, each writer to its own node. If the server is down, waits for the next restart.
fn until_answered(shared: &Shared, writer: usize, body: &str, person: PersonId) -> u64 {
    loop {
        let (port, start) = {
            let state = shared.state.lock().unwrap();
            (state.ports[writer % state.ports.len()], state.start)
        };
        match post::post(port, body, person) {
            Answer::Receipt(seq) => return seq,
            Answer::Refused(answer) => panic!("a check-in was refused: {answer}"),
            // The server is up: it is waiting for its database, or is shutting down.
            Answer::NotNow(_) => continue,
            // The answer was too slow, or was lost.
            Answer::None if post::is_there(port) => continue,
            Answer::None => {}
        }
        let state = shared.state.lock().unwrap();
        drop(shared.changed.wait_while(state, |state| state.start == start).unwrap());
    }
}
