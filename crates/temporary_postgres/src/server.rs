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

/// How long a start or a stop may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// Below what Linux (32768) and others (49152) give away.
const PORTS: Range<u16> = 15_000..32_000;
/// How many ports are tried.
const ATTEMPTS: usize = 100;
/// The superuser.
const USER: &str = "plumbline";

/// What becomes of a commit when the power fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It is on the disk when it is acknowledged.
    Kept,
    /// It may be lost: quicker, and all the same as long as only processes die.
    Left,
}

/// A server that runs, or was stopped and can be started again.
#[derive(Debug)]
pub struct Server {
    folder: TempDir,
    programs: PathBuf,
    owner: Option<Owner>,
    port: u16,
    password: String,
    child: Option<Child>,
    /// Waits for the end of its input, which comes when this process ends at the latest, and clears everything away.
    guard: Option<Child>,
}

/// What the guard does. `$0` is `pg_ctl`, `$1` the folder. An interrupted terminal interrupts the server, but not the guard.
const GUARD: &str = r#"trap '' INT; read -r _; "$0" stop --silent --mode immediate --pgdata "$1/data"; rm -rf "$1""#;

impl Server {
    /// Makes a cluster and starts it.
    ///
    /// # Errors
    /// There is no PostgreSQL here, or it doesn't start; the error holds what it said.
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

    /// Where a database of it is; `postgres` is always there.
    pub fn url(&self, database: &str) -> String {
        self.url_through(self.port, database)
    }

    /// As [`Server::url`], for somebody who stands between.
    pub fn url_through(&self, port: u16, database: &str) -> String {
        format!("postgres://{USER}:{}@127.0.0.1:{port}/{database}", self.password)
    }

    /// The port that it listens on.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Makes an empty database, and answers where it is.
    ///
    /// # Errors
    /// The server doesn't answer, or there is one of that name.
    pub fn create(&self, database: &str) -> io::Result<String> {
        self.tell("postgres", &format!("CREATE DATABASE \"{database}\""))?;
        Ok(self.url(database))
    }

    /// Runs a statement as the superuser; answers what it prints, without ornament.
    ///
    /// # Errors
    /// The server doesn't answer, or refuses it.
    pub fn tell(&self, database: &str, statement: &str) -> io::Result<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1"]);
        said(psql.arg("--command").arg(statement).arg(self.url(database)))
    }

    /// Stops it at once, as a failing machine would, and starts it again.
    ///
    /// # Errors
    /// It doesn't come up.
    pub fn crash_and_restart(&mut self) -> io::Result<()> {
        // Not a signal to the first process alone: the others would hold on to the shared memory for a moment.
        self.stop("immediate")?;
        self.run()
    }

    /// Stops it, as somebody does who replaces it by a newer one, and starts it again.
    ///
    /// # Errors
    /// It doesn't come up.
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
        // It says so on no channel of its own when it is ready.
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

    /// One of its programs, as the user that may run it.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        // Not where the tests run: its user may not be let in there.
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

    /// Where all of it lies.
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

/// Runs a program to its end; what it printed, or else what it complained of.
fn said(command: &mut Command) -> io::Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

/// A port that nobody listens on. Not one of those that a system gives to whoever connects somewhere: while the server restarts, it
/// would be given away.
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

/// Others on this machine may reach the port.
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
