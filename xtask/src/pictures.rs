//! `cargo xtask pictures`: takes the screenshots in `docs/`.

use anyhow::Result;

use crate::shell::{playwright, run as run_command, say};
use crate::{needs, server, test};

/// Builds everything and runs the Playwright scripts in `end2end/pictures/`.
pub(crate) fn run() -> Result<()> {
    let browser = needs::browser_tests()?;
    let built = server::development()?;
    say("Taking the pictures (a minute or two)");
    run_command(test::with_server(&mut playwright(&["test", "--config", "pictures.config.ts"]), &built, &browser))
}
