//! Starting and killing a server.

use std::io::{BufRead, BufReader};
#[cfg(target_os = "linux")]
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; killed when dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) port: u16,
    /// How long it took until it listened with a loaded board.
    pub(crate) took: Duration,
}

fn program() -> Command {
    program_named(env!("CARGO_BIN_EXE_plumbline"))
}

fn program_named(name: &str) -> Command {
    let mut command = Command::new(name);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    for name in ["PLUMBLINE_DATA", "PLUMBLINE_DATABASE", "PLUMBLINE_ASSETS"] {
        command.env_remove(name);
    }
    command
}

/// Fills a database with the demo.
pub(crate) fn demo(location: &str) {
    assert!(program().args(["demo", "--database", location]).stdout(Stdio::null()).status().unwrap().success());
}

/// The error message of a server that doesn't start.
#[cfg(target_os = "linux")]
pub(crate) fn refused(location: &str) -> String {
    let output = program()
        .args([
            "serve",
            "--open-door",
            "--requests-a-minute",
            "0",
            "--streams-a-person",
            "100000",
            "--port",
            "0",
            "--database",
            location,
        ])
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

impl Served {
    /// Starts a server on a database, with a seeded bug if one is named.
    pub(crate) fn start(location: &str, bug: Option<&str>) -> Self {
        Self::run(program(), location, bug)
    }

    /// As [`Served::start`], with its disk and network system calls traced to a file.
    #[cfg(target_os = "linux")]
    pub(crate) fn watched(location: &str, to: &Path, bug: Option<&str>) -> Self {
        let mut strace = program_named("strace");
        // `-D` detaches the tracer, so that signals reach the server.
        strace.args(["-D", "-f", "-s", "2048", "-e", "trace=fsync,fdatasync,write,writev,sendto,sendmsg", "-o"]).arg(to);
        strace.arg(env!("CARGO_BIN_EXE_plumbline"));
        Self::run(strace, location, bug)
    }

    fn run(mut command: Command, location: &str, bug: Option<&str>) -> Self {
        let began = Instant::now();
        command
            .args([
                "serve",
                "--open-door",
                "--requests-a-minute",
                "0",
                "--streams-a-person",
                "100000",
                "--port",
                "0",
                "--database",
                location,
            ])
            .stdout(Stdio::piped());
        if let Some(bug) = bug {
            command.env("PLUMBLINE_SEEDED_BUG", bug);
        }
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.into_iter().find_map(|line| line.split_once("http://localhost:")?.1.parse().ok());
        Self { child, port: port.expect("the server says where it is"), took: began.elapsed() }
    }

    /// Like a power cut: with SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop; returns how long it took.
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
