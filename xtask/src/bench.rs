//! `cargo xtask bench`: the figures in the README.

mod start;

use std::fs;

use anyhow::Result;

use crate::packages::HOST;
use crate::server::{self, Built};
use crate::shell::{cargo, command, run as run_command, say};
use crate::{needs, place, test};

/// The number of objectives for the start-up benchmark.
const OBJECTIVES: u32 = 10_000;

/// Runs the libraries' benchmarks, measures the client's size and the server's start, and runs the browser
/// benchmarks.
pub(crate) fn run() -> Result<()> {
    libraries()?;
    let released = server::release()?;
    println!("\n{}", released.client);
    start::measure(&released.built.binary, OBJECTIVES)?;
    browser(&released.built)
}

fn libraries() -> Result<()> {
    say("Running the libraries' benchmarks (3 minutes to build the first time, then one to run)");
    // `--bench` skips the unit tests, which have no benchmarks.
    run_command(cargo(&["bench", "--bench", "*"]).args(HOST))
}

/// Each script in `end2end/bench/` runs a browser against its own server and prints its figures.
fn browser(built: &Built) -> Result<()> {
    let folder = place::end2end().join("bench");
    if !folder.is_dir() {
        return Ok(());
    }
    let browser = needs::browser_tests()?;
    let mut scripts: Vec<_> = fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    scripts.retain(|script| script.extension().is_some_and(|ending| ending == "mjs"));
    scripts.sort();
    for script in scripts {
        say(format!("Running {}", script.display()));
        run_command(test::with_server(command("node").arg(script), built, &browser))?;
    }
    Ok(())
}
