//! `cargo xtask faults`: fault injection into real servers. `cargo xtask test` runs a short form of it.

use anyhow::Result;

use crate::needs;
use crate::shell::{cargo, run as run_command, say};

/// Runs the long fault tests, and the seeded bugs that they have to detect.
pub(crate) fn run() -> Result<()> {
    needs::postgres()?;
    needs::strace();
    say("Breaking servers (3 minutes to build the first time, then a few to run)");
    // The seeded bugs are compiled in only for this command, and inactive unless a test selects one.
    let faults = ["test", "--package", "plumbline", "--features", "seeded-bugs", "--test", "faults", "--"];
    run_command(cargo(&faults).args(["--include-ignored", "--nocapture", "--test-threads", "1"]))
}
