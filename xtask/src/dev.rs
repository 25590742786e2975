//! `cargo xtask dev`: serves, and restarts after changes of source files.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::shell::{run as run_command, say, spoken};
use crate::{place, serve, server};

/// The watched paths. xtask isn't watched, because it can't rebuild itself while it runs.
const WATCHED: [&str; 8] = ["app", "crates", "server", "frontend", "style", "public", "Cargo.toml", "Cargo.lock"];

/// The polling interval. A poll takes a few milliseconds.
const PAUSE: Duration = Duration::from_millis(500);

/// How long a server may take to stop. It closes its streams within five seconds.
const PATIENCE: Duration = Duration::from_secs(6);

/// Builds and starts the server, and repeats that after each change, until Ctrl-C.
///
/// If the build fails, the running server is kept.
pub(crate) fn run(options: &serve::Options) -> Result<()> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed))?;

    let mut server: Option<Child> = None;
    while !stop.load(Ordering::Relaxed) {
        let seen = fingerprint();
        let began = Instant::now();
        match server::development() {
            Ok(built) => {
                if let Some(old) = server.take() {
                    end(old)?;
                }
                say(format!("Built in {}", spoken(began.elapsed())));
                server = Some(options.start(&built)?.spawn()?);
            }
            Err(error) => say(format!("{error:#}; waiting for the next change")),
        }
        while fingerprint() == seen && !stop.load(Ordering::Relaxed) {
            thread::sleep(PAUSE);
        }
    }
    server.map_or(Ok(()), end)
}

/// Tells the server to stop, and kills it if it doesn't.
fn end(mut server: Child) -> Result<()> {
    if cfg!(unix) {
        // Fails if it has ended already, which is fine.
        run_command(Command::new("kill").args(["-TERM", &server.id().to_string()])).ok();
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if server.try_wait()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
    server.kill()?;
    server.wait()?;
    Ok(())
}

/// A hash that changes when a watched file is written, added or removed.
fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    for name in WATCHED {
        note(&place::root().join(name), &mut hasher);
    }
    hasher.finish()
}

/// Adds a file, or everything below a folder. A path that vanishes meanwhile counts as removed.
fn note(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(metadata) = fs::metadata(path) else { return };
    if metadata.is_file() {
        (path, metadata.len(), metadata.modified().ok()).hash(hasher);
    } else if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.sort();
        for path in paths {
            note(&path, hasher);
        }
    }
}
