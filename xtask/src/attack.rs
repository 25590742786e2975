//! `cargo xtask attack`: the long security tests. `cargo xtask test` runs a short form of them.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::shell::{cargo, playwright, run as run_command, say};
use crate::{needs, place, server, test};

/// The targets in `fuzz/`: parsers of untrusted input.
const FUZZED: [&str; 5] = ["objectives_table", "people_table", "command", "check_in_form", "number"];
/// Fuzzing time per target, in seconds.
const SECONDS: u32 = 60;

/// Runs the long tests: coverage-guided fuzzing, script injection, cross-site requests, malformed requests, a
/// thousand slow clients.
pub(crate) fn run() -> Result<()> {
    let deny = needs::cargo_deny()?;
    say("Looking at what it is made of");
    run_command(Command::new(deny).args(["check", "licenses", "sources", "bans"]).current_dir(place::root()))?;
    for target in FUZZED {
        fuzz(target)?;
    }
    let browser = needs::browser_tests()?;
    let built = server::beside_tests()?;
    say("Attacking by program (a few minutes)");
    let attacks = ["test", "--package", "plumbline", "--test", "http", "--", "attack", "--include-ignored", "--nocapture"];
    run_command(cargo(&attacks).args(["--test-threads", "1"]).env("PLUMBLINE_ATTACK", "1"))?;
    say("Attacking by browser (ten minutes)");
    let mut browsers = playwright(&["test", "attack", "csrf", "once", "wander"]);
    run_command(test::with_server(&mut browsers, &built, &browser).env("PLUMBLINE_ATTACK", "1"))
}

/// Fuzzes one target, starting with its seeds and earlier findings.
fn fuzz(target: &str) -> Result<()> {
    let program = needs::cargo_fuzz()?;
    say(format!("Fuzzing {target} ({SECONDS} seconds; compiling takes minutes the first time)"));
    let (seeds, corpus) = (format!("fuzz/seeds/{target}"), place::target().join("fuzz-corpus").join(target));
    fs::create_dir_all(&corpus)?;
    // Without a sanitizer, which needs an unstable compiler: there is no unsafe code to check.
    let arguments = ["run", "--fuzz-dir", "fuzz", "--sanitizer", "none", target];
    let mut fuzz = Command::new(program);
    fuzz.args(arguments).arg(corpus).arg(seeds).arg("--").arg(format!("-max_total_time={SECONDS}"));
    run_command(fuzz.args(["-timeout=10", "-print_final_stats=1", "-print_funcs=0", "-verbosity=0"]).current_dir(place::root()))
}
