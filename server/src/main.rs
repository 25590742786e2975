//! The program: reads the command line, and does what it says.

use std::process::ExitCode;

use clap::Parser;
use plumbline::cli::Cli;
use plumbline::{commands, logging};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    logging::start(cli.log_format);
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
