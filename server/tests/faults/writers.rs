//! Many who check in at once, and send again what wasn't answered.

use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use okr::{Board, CommandId, KeyResultId, PersonId};

use crate::post::{self, Answer};
pub(crate) use crate::targets::{check_in, targets};

/// What the writers share.
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// Where the nodes are, and which start of them: whoever met a dead one waits for the next.
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
    /// Each reports on key results of its own, as somebody who may.
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

    /// Waits until so many more were acknowledged.
    pub(crate) fn wait_for_more(&self, count: usize) {
        let state = self.shared.state.lock().unwrap();
        let enough = state.acknowledged.len() + count;
        drop(self.shared.changed.wait_while(state, |state| state.acknowledged.len() < enough).unwrap());
    }

    /// Tells them where the nodes are now.
    pub(crate) fn go_on_at(&self, ports: &[u16]) {
        let mut state = self.shared.state.lock().unwrap();
        state.ports = ports.to_vec();
        state.start += 1;
        self.shared.changed.notify_all();
    }

    /// Lets each bring its last check-in to its end, and returns all that were acknowledged.
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

/// Sends it until it is answered, each writer to a node of its own. When the server went away meanwhile, waits for the next one.
fn until_answered(shared: &Shared, writer: usize, body: &str, person: PersonId) -> u64 {
    loop {
        let (port, start) = {
            let state = shared.state.lock().unwrap();
            (state.ports[writer % state.ports.len()], state.start)
        };
        match post::post(port, body, person) {
            Answer::Receipt(seq) => return seq,
            Answer::Refused(answer) => panic!("a check-in was refused: {answer}"),
            // The server lives: it has waited for its database, or is about to go.
            Answer::NotNow(_) => continue,
            // Too slow an answer, or one that was lost on the way.
            Answer::None if post::is_there(port) => continue,
            Answer::None => {}
        }
        let state = shared.state.lock().unwrap();
        drop(shared.changed.wait_while(state, |state| state.start == start).unwrap());
    }
}
