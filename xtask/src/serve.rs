//! `cargo xtask serve`: builds and starts the server.

use std::path::{self, PathBuf};
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::place;
use crate::server::{self, Built};
use crate::shell::{command, say};

/// What is passed on to `plumbline serve`.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Start with the demo organisation
    #[arg(long, conflicts_with = "import")]
    demo: bool,
    /// Start with the organisation in this table (CSV)
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// The port to listen on
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The folder that holds the organisation; data/ in the repository if not given
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Options {
    /// The command that starts a built server with these options.
    ///
    /// Without `--demo` and `--import` the server determines whether the data folder contains an organisation.
    pub(crate) fn start(&self, built: &Built) -> Result<Command> {
        let data = self.data.as_ref().map_or_else(|| Ok(place::root().join("data")), path::absolute)?;
        let mut start = command(&built.binary.to_string_lossy());
        start.arg("serve");
        if let Some(assets) = &built.assets {
            start.arg("--assets").arg(assets);
        }
        start.arg("--port").arg(self.port.to_string()).arg("--data").arg(data);
        if self.demo {
            start.arg("--demo");
        }
        if let Some(table) = &self.import {
            start.arg("--import").arg(path::absolute(table)?);
        }
        Ok(start)
    }
}

/// Builds and starts the server.
pub(crate) fn run(options: &Options) -> Result<()> {
    let built = server::development()?;
    say("Starting Plumbline (stop it with Ctrl-C)");
    become_it(options.start(&built)?)
}

/// On Unix xtask is replaced by the server, so that signals reach it and its exit code is xtask's.
#[cfg(unix)]
fn become_it(mut start: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(start.exec().into())
}

#[cfg(not(unix))]
fn become_it(mut start: Command) -> Result<()> {
    crate::shell::run(&mut start)
}
