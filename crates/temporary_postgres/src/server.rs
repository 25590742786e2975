//! The server.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::net::TcpListener;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::owner::Owner;
use crate::programs::find;

/// Timeout of a start or stop.
const PATIENCE: Duration = Duration::from_mins(1);
/// Below the ephemeral ports of Linux (32768) and other systems (49152).
const PORTS: Range<u16> = 15_000..32_000;
/// The number of ports to try.
const ATTEMPTS: usize = 100;
/// The superuser.
const USER: &str = "plumbline";

/// What happens to commits in a power failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Commits are on disk when they are acknowledged.
    Kept,
    /// Commits may be lost: faster, and no difference if only processes crash.
    Left,
}

/// A server that is running, or stopped and can be started again.
#[derive(Debug)]
pub struct Server {
    folder: TempDir,
    programs: PathBuf,
    owner: Option<Owner>,
    port: u16,
    password: String,
    child: Option<Child>,
    /// A process that waits for the end of its input, which comes at the latest when this process ends, and then
    /// cleans up.
    guard: Option<Child>,
}

/// The guard's script. `$0` is `pg_ctl`, `$1` the folder. Ctrl-C interrupts the server, but not the guard.
const GUARD: &str = r#"trap '' INT; read -r _; "$0" stop --silent --mode immediate --pgdata "$1/data"; rm -rf "$1""#;

impl Server {
    /// Creates a cluster and starts it.
    ///
    /// # Errors
    /// PostgreSQL isn't installed, or doesn't start; the error contains its output.
    pub fn start(durability: Durability) -> io::Result<Self> {
        let programs = find().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "PostgreSQL isn't installed"))?;
        let folder = tempfile::Builder::new().prefix("plumbline-postgres-").tempdir()?;
        let owner = Owner::if_root()?;
        let mut server = Self { folder, programs, owner, port: free_port()?, password: password()?, child: None, guard: None };
        server.make(durability)?;
        server.guard = Some(server.guard()?);
        server.run()?;
        Ok(server)
    }

    /// The URL of a database; `postgres` always exists.
    pub fn url(&self, database: &str) -> String {
        self.url_through(self.port, database)
    }

    /// As [`Server::url`], through a proxy.
    pub fn url_through(&self, port: u16, database: &str) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{port}/{database}", self.password)
    }

    /// Its port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Creates an empty database, and returns its URL.
    ///
    /// # Errors
    /// The server doesn't answer, or the name exists.
    pub fn create(&self, database: &str) -> io::Result<String> {
        self.tell("postgres", &format!("CREATE DATABASE \"{database}\""))?;
        Ok(self.url(database))
    }

    /// Runs a statement as the superuser; returns its unformatted output.
    ///
    /// # Errors
    /// The server doesn't answer, or refuses it.
    pub fn tell(&self, database: &str, statement: &str) -> io::Result<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1"]);
        said(psql.arg("--command").arg(statement).arg(self.url(database)))
    }

    /// Stops it immediately, as in a crash, and starts it again.
    ///
    /// # Errors
    /// It doesn't start.
    pub fn crash_and_restart(&mut self) -> io::Result<()> {
        // Not a signal to the first process only: the others would hold the shared memory for a moment.
        self.stop("immediate")?;
        self.run()
    }

    /// Shuts it down regularly, as for an upgrade, and starts it again.
    ///
    /// # Errors
    /// It doesn't start.
    pub fn restart(&mut self) -> io::Result<()> {
        self.stop("fast")?;
        self.run()
    }

    fn make(&self, durability: Durability) -> io::Result<()> {
        if let Some(owner) = &self.owner {
            owner.takes(self.folder.path())?;
        }
        let password = self.folder.path().join("password");
        fs::write(&password, &self.password)?;
        if let Some(owner) = &self.owner {
            owner.takes(&password)?;
        }
        let mut initdb = self.program("initdb");
        initdb.args(["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--username", USER]);
        said(initdb.arg("--pwfile").arg(&password).arg("--pgdata").arg(self.data()))?;
        fs::remove_file(password)?;
        let onto_disk = match durability {
            Durability::Kept => "on",
            Durability::Left => "off",
        };
        let lines = [
            "listen_addresses = '127.0.0.1'".to_owned(),
            format!("port = {}", self.port),
            format!("unix_socket_directories = '{}'", self.folder.path().display()),
            "max_connections = 300".to_owned(),
            format!("fsync = {onto_disk}"),
            format!("full_page_writes = {onto_disk}"),
        ];
        fs::write(self.data().join("postgresql.auto.conf"), lines.join("\n"))
    }

    fn run(&mut self) -> io::Result<()> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut postgres = self.program("postgres");
        postgres.arg("-D").arg(self.data()).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        self.child = Some(postgres.spawn()?);
        let began = Instant::now();
        // It doesn't signal that it is ready, so it is polled.
        while self.tell("postgres", "SELECT 1").is_err() {
            let over = match &mut self.child {
                Some(child) => child.try_wait()?.is_some(),
                None => true,
            };
            if over || began.elapsed() > PATIENCE {
                return Err(io::Error::other(format!("PostgreSQL doesn't start: {}", fs::read_to_string(self.log())?)));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn guard(&self) -> io::Result<Child> {
        let mut guard = Command::new("sh");
        guard.arg("-c").arg(GUARD).arg(self.programs.join("pg_ctl")).arg(self.folder.path()).current_dir("/");
        guard.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(owner) = &self.owner {
            owner.runs(&mut guard);
        }
        guard.spawn()
    }

    fn stop(&mut self, how: &str) -> io::Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        let asked = said(self.program("pg_ctl").args(["stop", "--silent", "--mode", how, "--pgdata"]).arg(self.data()));
        if asked.is_err() {
            child.kill()?;
        }
        child.wait()?;
        Ok(())
    }

    /// One of its programs, as the user it has to run as.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        // That user may have no access to the tests' working folder.
        command.current_dir(self.folder.path());
        if let Some(owner) = &self.owner {
            owner.runs(&mut command);
        }
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// The folder of the server's data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop("immediate");
        if let Some(mut guard) = self.guard.take() {
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
    }
}

/// Runs a program to its end; returns its output, or its error output as the error.
fn said(command: &mut Command) -> io::Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

/// An unused port. Not an ephemeral one, which the system could assign to another connection while the server
/// restarts.
fn free_port() -> io::Result<u16> {
    for _ in 0..ATTEMPTS {
        let port = PORTS.start + u16::from_ne_bytes(chance()?) % (PORTS.end - PORTS.start);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err(io::Error::new(io::ErrorKind::AddrInUse, "no port is free"))
}

fn chance<const LENGTH: usize>() -> io::Result<[u8; LENGTH]> {
    let mut chance = [0; LENGTH];
    File::open("/dev/urandom")?.read_exact(&mut chance)?;
    Ok(chance)
}

/// Other users of this machine may reach the port.
fn password() -> io::Result<String> {
    Ok(u128::from_ne_bytes(chance()?).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_what_it_was_told_when_it_is_stopped_at_once() {
        let mut server = Server::start(Durability::Kept).unwrap();
        server.create("told").unwrap();
        server.tell("told", "CREATE TABLE word (word text); INSERT INTO word VALUES ('准')").unwrap();
        server.crash_and_restart().unwrap();
        assert_eq!(server.tell("told", "SELECT word FROM word").unwrap(), "准");
        let folder = server.folder().to_owned();
        drop(server);
        assert!(!folder.exists());
    }
}
