//! `cargo xtask attack`: what somebody may try who means harm. `cargo xtask test` runs a short form of it.

use std::process::Command;

use anyhow::Result;

use crate::shell::{cargo, playwright, run as run_command, say};
use crate::{needs, place, server, test};

/// Runs the long attacks: texts that want to run, other sites, requests bent out of shape, a thousand slow clients.
pub(crate) fn run() -> Result<()> {
    let deny = needs::cargo_deny()?;
    say("Looking at what it is made of");
    run_command(Command::new(deny).args(["check", "licenses", "sources", "bans"]).current_dir(place::root()))?;
    let browser = needs::browser_tests()?;
    let built = server::beside_tests()?;
    say("Attacking by program (a few minutes)");
    let attacks = ["test", "--package", "plumbline", "--test", "http", "--", "attack", "--include-ignored", "--nocapture"];
    run_command(cargo(&attacks).args(["--test-threads", "1"]).env("PLUMBLINE_ATTACK", "1"))?;
    say("Attacking by browser (ten minutes)");
    let mut browsers = playwright(&["test", "attack", "csrf"]);
    run_command(test::with_server(&mut browsers, &built, &browser).env("PLUMBLINE_ATTACK", "1"))
}
