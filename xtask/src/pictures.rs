//! `cargo xtask pictures`: the pictures in `docs/`, taken by the browser.

use anyhow::Result;

use crate::shell::{playwright, run as run_command, say};
use crate::{needs, server, test};

/// Builds everything and has Playwright take the pictures that `end2end/pictures/` describes.
pub(crate) fn run() -> Result<()> {
    let browser = needs::browser_tests()?;
    let built = server::development()?;
    say("Taking the pictures (a minute or two)");
    run_command(test::with_server(&mut playwright(&["test", "--config", "pictures.config.ts"]), &built, &browser))
}
