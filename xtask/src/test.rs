//! `cargo xtask test`: all checks and tests in order, with a summary line at the end.
//!
//! Lints are a second pass over all dependencies, because clippy checks without generating code.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::client::Grade;
use crate::packages::{CHORES, HOST};
use crate::server::{self, Built};
use crate::shell::{cargo, playwright, run as run_command, say, spoken};
use crate::tally::Tally;
use crate::{needs, place};

/// Which part to run; everything if nothing is given.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Only what needs no browser: format, lints and Rust tests
    #[arg(long)]
    rust: bool,
    /// Only the browser tests
    #[arg(long)]
    browser: bool,
    /// Have the browser tests drive the binary that `build` makes
    #[arg(long)]
    release: bool,
    /// Only tests whose name contains this text; leaves out format and lints
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

/// Runs the tests, and prints `N passed, N failed`.
///
/// # Errors
/// Anything failed. A step that aborts without naming a failed test counts as one failure.
pub(crate) fn run(options: &Options) -> Result<()> {
    let filter = options.filter.as_deref();
    let everything = options.rust == options.browser;
    let mut course = Course::default();
    if everything || options.rust {
        if filter.is_none() {
            needs::wasm_target()?;
            course.check("Format", &mut cargo(&["fmt", "--all", "--check"]));
            course.check("Lints of xtask", &mut clippy(&CHORES));
            course.check("Lints on the server's side", &mut clippy(&HOST));
            course.check("Lints on the browser's side", &mut clippy(&client_lints()));
        }
        course.step("Rust tests of xtask", || rust_tests(&CHORES, filter));
        course.step("Rust tests", || needs::postgres().and_then(|()| rust_tests(&HOST, filter)));
    }
    if everything || options.browser {
        let build = match (options.release, everything) {
            (true, _) => || server::release().map(|released| released.built),
            (false, true) => server::beside_tests,
            (false, false) => server::development,
        };
        course.step("Browser tests", || browser_tests(build, filter));
    }
    course.close()
}

fn clippy(arguments: &[&str]) -> Command {
    let mut clippy = cargo(&["clippy"]);
    clippy.args(arguments);
    if !arguments.contains(&"--lib") {
        clippy.arg("--all-targets");
    }
    clippy.args(["--", "--deny", "warnings"]);
    clippy
}

/// The same packages as in [`crate::client::build`], so that build scripts and macros are shared.
fn client_lints() -> [&'static str; 7] {
    ["--package", "frontend", "--lib", "--target", needs::WASM, "--profile", Grade::Development.profile()]
}

/// Runs `cargo test`, passes its output on, and counts.
fn rust_tests(packages: &[&str], filter: Option<&str>) -> Result<Tally> {
    let mut test = cargo(&["test", "--no-fail-fast"]);
    test.args(packages).arg("--").args(filter).stdout(Stdio::piped());
    let mut running = test.spawn().context("could not start cargo test")?;
    let mut tally = Tally::default();
    let printed = running.stdout.take().context("cargo test has no output")?;
    for line in BufReader::new(printed).lines() {
        let line = line?;
        println!("{line}");
        tally += Tally::of_line(&line).unwrap_or_default();
    }
    if !running.wait()?.success() {
        tally.failed = tally.failed.max(1);
    }
    Ok(tally)
}

/// Builds the requirements of the browser tests, runs Playwright, and counts.
fn browser_tests(build: fn() -> Result<Built>, filter: Option<&str>) -> Result<Tally> {
    let browser = needs::browser_tests()?;
    let server = build()?;
    let report = place::target().join("playwright.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut test = playwright(&["test"]);
    if let Some(filter) = filter {
        test.args(["--grep", filter, "--pass-with-no-tests"]);
    }
    let outcome = run_command(with_server(&mut test, &server, &browser).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report));
    let mut tally = Tally::of_playwright(&fs::read_to_string(&report).context("Playwright left no report")?)?;
    if let Err(error) = outcome {
        say(format!("{error:#}"));
        tally.failed = tally.failed.max(1);
    }
    Ok(tally)
}

/// Sets the environment of a Playwright run: which server to start, and which browser to use.
pub(crate) fn with_server<'a>(run: &'a mut Command, built: &Built, browser: &Path) -> &'a mut Command {
    run.env("PLUMBLINE_BIN", &built.binary).env("CHROMIUM", browser);
    match &built.assets {
        Some(assets) => run.env("PLUMBLINE_ASSETS", assets),
        None => run.env_remove("PLUMBLINE_ASSETS"),
    }
}

/// The steps so far.
#[derive(Default)]
struct Course {
    taken: Vec<(&'static str, Duration, bool)>,
    tally: Tally,
}

impl Course {
    /// A step that passes or fails as a whole.
    fn check(&mut self, name: &'static str, command: &mut Command) {
        self.step(name, || run_command(command).map(|()| Tally::default()));
    }

    /// A step that counts tests. If it aborts, the next one still runs.
    fn step(&mut self, name: &'static str, take: impl FnOnce() -> Result<Tally>) {
        eprintln!("\n═══ {name} ═══");
        let began = Instant::now();
        let tally = take().unwrap_or_else(|error| {
            say(format!("{error:#}"));
            Tally { failed: 1, ..Tally::default() }
        });
        self.taken.push((name, began.elapsed(), tally.failed == 0));
        self.tally += tally;
    }

    fn close(self) -> Result<()> {
        println!();
        for (name, took, passed) in &self.taken {
            println!("{} {name}: {}", if *passed { "✓" } else { "✗" }, spoken(*took));
        }
        println!("\n{}", self.tally);
        ensure!(self.tally.failed == 0, "not everything passed");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_breaks_off_counts_as_one_failure_and_the_next_is_still_taken() {
        let mut course = Course::default();
        course.step("breaks", || anyhow::bail!("no browser here"));
        course.step("passes", || Ok(Tally { passed: 5, ..Tally::default() }));
        assert_eq!(course.tally, Tally { passed: 5, failed: 1, skipped: 0 });
        assert!(course.close().is_err());
    }
}
