//! `cargo xtask dev`: serve, and again whenever a source file changes.

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

/// What is watched. xtask itself isn't: it can't rebuild itself while it runs.
const WATCHED: [&str; 8] = ["app", "crates", "server", "frontend", "style", "public", "Cargo.toml", "Cargo.lock"];

/// How often to look. Looking takes a few milliseconds.
const PAUSE: Duration = Duration::from_millis(500);

/// How long a server that was asked to stop may take. It closes its streams within five seconds.
const PATIENCE: Duration = Duration::from_secs(6);

/// Builds and starts the server, and does so again after each change, until Ctrl-C.
///
/// A change that doesn't compile leaves the running server as it is.
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

/// Asks the server to stop, and makes it if it doesn't.
fn end(mut server: Child) -> Result<()> {
    if cfg!(unix) {
        // Fails if it stopped by itself, which is as good.
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

/// Changes when a watched file is written, added or removed.
fn fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    for name in WATCHED {
        note(&place::root().join(name), &mut hasher);
    }
    hasher.finish()
}

/// Adds a file, or all that is below a folder. What vanishes while being looked at counts as removed.
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
