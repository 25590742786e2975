//! What the command line does. Results go to stdout, as sentences for a person; the log goes to stderr.

mod admin;
mod backup;
mod cast;
mod demo;
mod doctor;
pub mod import;
mod location;
mod opened;
mod people;
mod serve;

use std::io::ErrorKind;
use std::path::PathBuf;

use app::i18n::Words;
use app::t;
use store::{CommitError, SeedError, StoreError};

pub(crate) use self::demo::SEED as DEMO_SEED;
pub use self::location::Location;
use crate::auth::AddressError;
use crate::cli::{Cli, Command};
use crate::clock::Clock;

/// Why a command wasn't done, as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There is no organisation, and this needs one.
    #[error("There is no organisation in {place} yet. Start the server, and open the link that it prints.")]
    NotFounded {
        /// Where.
        place: Location,
    },
    /// The address that people shall type can't be used.
    #[error("--url {url}: {source}.")]
    Address {
        /// What was written.
        url: String,
        /// Why not.
        source: AddressError,
    },
    /// The provider can't be used as it is described.
    #[error("{0}.")]
    Provider(#[from] crate::auth::oidc::SettingsError),
    /// An open door is for this machine alone.
    #[error(
        "With an open auth anybody can be anybody, so only this machine may come in: leave out --listen and --url, or --open-auth, --demo and --import."
    )]
    OpenToAll,
    /// Somebody new needs a name.
    #[error("Nobody has the address {email}. Add --name NAME to make them an administrator.")]
    NoName {
        /// The address.
        email: String,
    },
    /// The demo would be mixed with something.
    #[error("{place} holds an organisation already. Name an empty folder or database for the demo.")]
    NotEmpty {
        /// Where.
        place: Location,
    },
    /// A file or folder can't be used.
    #[error("{} can't be used: {source}.", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The data folder can't be made or read.
    #[error("The data folder {} can't be made: {source}. {}", path.display(), advice(source))]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The port is taken, or not allowed.
    #[error("Port {port} can't be listened on: {source}. Choose another one with --port.")]
    Port {
        /// Which.
        port: u16,
        /// Why not.
        source: std::io::Error,
    },
    /// A table has problems; they were printed.
    #[error("{}", t!(.words, "import.not_problems", n = .count))]
    Table {
        /// In which language they were.
        words: Words,
        /// How many.
        count: usize,
    },
    /// A rule said no to a whole table.
    #[error("{}", t!(.words, "import.not_refused", why = .sentence))]
    Refused {
        /// In which language.
        words: Words,
        /// Why.
        sentence: String,
    },
    /// Somebody has to say yes, and nobody is there.
    #[error("{}", .words.translate("import.not_confirmed"))]
    NotConfirmed {
        /// In which language it was asked for.
        words: Words,
    },
    /// The database.
    #[error("{0}.")]
    Store(#[from] StoreError),
    /// A command that was previewed could not be done after all.
    #[error("Nothing more was done: {0}.")]
    Commit(#[from] CommitError),
    /// The demo could not be made.
    #[error("The demo could not be made: {0} ({source}).", source = .0.source)]
    Seed(#[from] SeedError),
    /// The database isn't sound; what is wrong was printed.
    #[error("The database isn't sound. Stop the server, keep the database as it is, and restore a backup into another place.")]
    Unsound,
    /// The terminal or the system's signals can't be used.
    #[error("The terminal can't be used: {0}.")]
    Terminal(#[from] std::io::Error),
}

/// What to do about a folder that can't be made.
fn advice(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => format!(
            "This runs as {}: give that user the right to write there, or name another folder with --data.",
            user().unwrap_or_else(|| "a user without the right to write there".to_owned())
        ),
        ErrorKind::ReadOnlyFilesystem => "That disk can only be read: name a folder on another one with --data.".to_owned(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "There is a file of that name: name another folder with --data.".to_owned()
        }
        _ => "Name another folder with --data.".to_owned(),
    }
}

/// The user that this process runs as, by number: that is what permissions go by, and in a container there may be no name.
fn user() -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata("/proc/self").ok().map(|process| format!("user {} of group {}", process.uid(), process.gid()))
    }
    #[cfg(not(unix))]
    None
}

/// Does what the command line says.
///
/// # Errors
/// A sentence for whoever typed it.
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
