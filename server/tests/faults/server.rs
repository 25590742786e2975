//! A server that is started and killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that runs; it ends with the test, however that ends.
pub(crate) struct Served {
    child: Child,
    pub(crate) port: u16,
    /// How long it took until it listened on a board that it had loaded.
    pub(crate) took: Duration,
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plumbline"));
    command.stdin(Stdio::null()).stderr(Stdio::null()).env_remove("PLUMBLINE_DATA").env_remove("PLUMBLINE_ASSETS");
    command
}

/// Fills a folder with the demo.
pub(crate) fn demo(folder: &Path) {
    assert!(program().args(["demo", "--data"]).arg(folder).stdout(Stdio::null()).status().unwrap().success());
}

impl Served {
    /// Starts one on a folder, with a bug if one is named.
    pub(crate) fn start(folder: &Path, bug: Option<&str>) -> Self {
        let began = Instant::now();
        let mut command = program();
        command.args(["serve", "--port", "0", "--data"]).arg(folder).stdout(Stdio::piped());
        if let Some(bug) = bug {
            command.env("PLUMBLINE_SEEDED_BUG", bug);
        }
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.into_iter().find_map(|line| line.split_once("http://localhost:")?.1.parse().ok());
        Self { child, port: port.expect("the server says where it is"), took: began.elapsed() }
    }

    /// As a power cut would: no signal that it could hear.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and answers how long it took to go.
    pub(crate) fn stop(&mut self) -> Duration {
        let began = Instant::now();
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "it goes of its own accord");
        began.elapsed()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
