//! `cargo xtask faults`: what can happen to a machine, done to real servers. `cargo xtask test` runs a short form of it.

use anyhow::Result;

use crate::needs;
use crate::shell::{cargo, run as run_command, say};

/// Runs the long faults, and the bugs that they have to see.
pub(crate) fn run() -> Result<()> {
    needs::postgres()?;
    needs::strace();
    say("Breaking servers (3 minutes to build the first time, then a few to run)");
    // With the seeded bugs compiled in, which no other command does; they sleep unless a test wakes one.
    let faults = ["test", "--package", "plumbline", "--features", "seeded-bugs", "--test", "faults", "--"];
    run_command(cargo(&faults).args(["--include-ignored", "--nocapture", "--test-threads", "1"]))
}
