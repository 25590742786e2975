//! A proxy between a server and its database, whose connections can be cut.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct State {
    cut: bool,
}

type Shared = Arc<(Mutex<State>, Condvar)>;

/// Forwards data in both directions. While it is cut, nothing passes and no error is reported, as with an unplugged
/// cable; data sent meanwhile arrives after the repair, as with TCP.
pub(crate) struct Wire {
    pub(crate) port: u16,
    shared: Shared,
}

impl Wire {
    /// A proxy to a port of this machine. Its threads end with the program.
    pub(crate) fn to(target: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Shared::default();
        let its = shared.clone();
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let shared = its.clone();
                thread::spawn(move || {
                    wait(&shared);
                    let Ok(far) = TcpStream::connect(("127.0.0.1", target)) else { return };
                    let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else { return };
                    let its = shared.clone();
                    thread::spawn(move || hand_on(&its, near_too, far_too));
                    hand_on(&shared, far, near);
                });
            }
        });
        Self { port, shared }
    }

    pub(crate) fn cut(&self) {
        self.shared.0.lock().unwrap().cut = true;
    }

    pub(crate) fn mend(&self) {
        self.shared.0.lock().unwrap().cut = false;
        self.shared.1.notify_all();
    }
}

fn wait((state, mended): &(Mutex<State>, Condvar)) {
    drop(mended.wait_while(state.lock().unwrap(), |state| state.cut).unwrap());
}

fn hand_on(shared: &Shared, mut from: TcpStream, mut to: TcpStream) {
    let mut hand = || -> io::Result<()> {
        let mut said = [0; 16 * 1024];
        loop {
            let length = from.read(&mut said)?;
            wait(shared);
            if length == 0 {
                return to.shutdown(Shutdown::Write);
            }
            to.write_all(&said[..length])?;
        }
    };
    if hand().is_err() {
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }
}
