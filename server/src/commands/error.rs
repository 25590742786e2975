//! Why a command failed.

use std::io::ErrorKind;
use std::path::PathBuf;

use app::i18n::Words;
use app::t;
use service::ServiceError;
use store::{SeedError, StoreError};

use super::Location;
use crate::auth::AddressError;

/// Why a command failed, as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There is no organisation yet, and the command needs one.
    #[error("There is no organisation in {place} yet. Start the server, and open the link that it prints.")]
    NotFounded {
        /// The location.
        place: Location,
    },
    /// The public address is invalid.
    #[error("--url {url}: {source}.")]
    Address {
        /// The given URL.
        url: String,
        /// The reason.
        source: AddressError,
    },
    /// The settings of the OpenID Connect provider are invalid.
    #[error("{0}.")]
    Provider(#[from] crate::auth::oidc::SettingsError),
    /// Open mode is allowed only on a loopback address.
    #[error(
        "With --open-door, --demo or --import there is no sign-in, so only this machine may connect: leave out --listen and --url, or those."
    )]
    OpenToAll,
    /// A new person needs a name.
    #[error("Nobody has the address {email}. Add --name NAME to make them an administrator.")]
    NoName {
        /// The e-mail address.
        email: String,
    },
    /// The demo needs an empty location.
    #[error("{place} holds an organisation already. Name an empty folder or database for the demo.")]
    NotEmpty {
        /// The location.
        place: Location,
    },
    /// A file or folder can't be read or written.
    #[error("{} can't be used: {source}.", path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The data folder can't be created or read.
    #[error("The data folder {} can't be made: {source}. {}", path.display(), advice(source))]
    Folder {
        /// The path.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The port is in use or not permitted.
    #[error("Port {port} can't be listened on: {source}. Choose another one with --port.")]
    Port {
        /// The port.
        port: u16,
        /// The reason.
        source: std::io::Error,
    },
    /// A table has problems, which were printed.
    #[error("{}", t!(.words, "import.not_problems", n = .count))]
    Table {
        /// The language in which they were printed.
        words: Words,
        /// Their number.
        count: usize,
    },
    /// A rule refused a whole table.
    #[error("{}", t!(.words, "import.not_refused", why = .sentence))]
    Refused {
        /// The language of the sentence.
        words: Words,
        /// The reason.
        sentence: String,
    },
    /// Confirmation is needed, and there is no terminal.
    #[error("{}", .words.translate("import.not_confirmed"))]
    NotConfirmed {
        /// The language of the question.
        words: Words,
    },
    /// A database error.
    #[error("{0}.")]
    Store(#[from] StoreError),
    /// A previewed command failed when it was committed.
    #[error("Nothing more was done: {0}.")]
    Commit(#[from] ServiceError),
    /// The demo couldn't be created.
    #[error("The demo could not be made: {0} ({source}).", source = .0.source)]
    Seed(#[from] SeedError),
    /// The database isn't sound; the findings were printed.
    #[error("The database isn't sound. Stop the server, keep the database as it is, and restore a backup into another place.")]
    Unsound,
    /// The terminal or the system's signals can't be used.
    #[error("The terminal can't be used: {0}.")]
    Terminal(#[from] std::io::Error),
}

/// Advice for a folder that can't be created.
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

/// The numeric id of this process's user: permissions depend on it, and containers may have no user name.
fn user() -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata("/proc/self").ok().map(|process| format!("user {} of group {}", process.uid(), process.gid()))
    }
    #[cfg(not(unix))]
    None
}
