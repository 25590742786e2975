//! The binary: parses the command line and runs the command.

use std::io::{Write as _, stderr};
use std::process::ExitCode;

use plumbline::cli::Cli;
use plumbline::{commands, logging};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::read(std::env::args_os()).unwrap_or_else(|error| error.exit());
    logging::start(cli.log_format);
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // stderr may be closed.
            let _ = writeln!(stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
