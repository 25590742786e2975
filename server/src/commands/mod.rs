//! The commands of the command line. Results are sentences on stdout; the log goes to stderr.

mod admin;
mod backup;
mod cast;
mod demo;
mod doctor;
mod error;
pub mod import;
mod location;
mod opened;
mod people;
mod serve;

pub use self::error::CommandError;
pub use self::location::Location;
use crate::cli::{Cli, Command};
use crate::clock::Clock;

/// Runs a command.
///
/// # Errors
/// A sentence for the user.
pub async fn run(cli: Cli) -> Result<(), CommandError> {
    let clock = Clock::system();
    match cli.command {
        Command::Serve(options) => serve::run(*options, clock).await,
        Command::Demo(options) => demo::run(options, clock).await,
        Command::Import(options) => import::run(options, clock).await,
        Command::People(options) => people::run(options, clock).await,
        Command::Backup(options) => backup::back_up(&options).await,
        Command::Restore(options) => backup::restore(&options).await,
        Command::Migrate(options) => doctor::migrate(&options).await,
        Command::Doctor(options) => doctor::run(&options).await,
        Command::Admin(options) => admin::run(options, clock).await,
    }
}
